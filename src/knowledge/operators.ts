/** Custom resources whose controllers do for their author what he may not do himself. */
export interface OperatorResource {
  readonly group: string
  readonly resources: readonly string[]
  /**
   * `pods`: the controller runs pods as the author writes them, in the namespace of the object. `rights`: it applies what the
   * author writes with rights of its own. `cloud`: it changes the cloud with an identity of its own.
   */
  readonly gives: 'pods' | 'rights' | 'cloud'
}

/** Dated data: what the projects' documentation says, 2026-08. */
export const operatorResources: readonly OperatorResource[] = [
  { group: 'argoproj.io', resources: ['applications', 'applicationsets'], gives: 'rights' },
  { group: 'argoproj.io', resources: ['cronworkflows', 'workflows'], gives: 'pods' },
  { group: 'authorization.azure.com', resources: ['roleassignments'], gives: 'cloud' },
  { group: 'batch.volcano.sh', resources: ['jobs'], gives: 'pods' },
  { group: 'helm.toolkit.fluxcd.io', resources: ['helmreleases'], gives: 'rights' },
  { group: 'jobset.x-k8s.io', resources: ['jobsets'], gives: 'pods' },
  { group: 'kaito.sh', resources: ['workspaces'], gives: 'pods' },
  { group: 'keda.sh', resources: ['scaledjobs'], gives: 'pods' },
  { group: 'kubeflow.org', resources: ['mpijobs', 'notebooks', 'pytorchjobs', 'tfjobs'], gives: 'pods' },
  { group: 'kustomize.toolkit.fluxcd.io', resources: ['kustomizations'], gives: 'rights' },
  { group: 'leaderworkerset.x-k8s.io', resources: ['leaderworkersets'], gives: 'pods' },
  { group: 'managedidentity.azure.com', resources: ['federatedidentitycredentials'], gives: 'cloud' },
  { group: 'ray.io', resources: ['rayclusters', 'rayjobs', 'rayservices'], gives: 'pods' },
  { group: 'serving.knative.dev', resources: ['services'], gives: 'pods' },
  { group: 'serving.kserve.io', resources: ['inferenceservices'], gives: 'pods' },
  { group: 'sparkoperator.k8s.io', resources: ['sparkapplications'], gives: 'pods' },
  { group: 'tekton.dev', resources: ['pipelineruns', 'taskruns'], gives: 'pods' },
]
