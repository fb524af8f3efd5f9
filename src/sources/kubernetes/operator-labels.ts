import { lookup } from '../../kernel/lookup.ts'
import { type Known, stated } from '../../model/known.ts'
import { groupOf, type ObjectMeta } from '../../model/object.ts'

/**
 * Labels that operators put on the pods of a custom resource, with the resource's name as value: network policies select
 * by them. From each operator's own constants.
 */
const nameLabels: Readonly<Record<string, readonly string[]>> = {
  'serving.kserve.io/InferenceService': ['serving.kserve.io/inferenceservice'],
  'serving.knative.dev/Service': ['serving.knative.dev/service'],
  'ray.io/RayCluster': ['ray.io/cluster'],
  'kubeflow.org/Notebook': ['notebook-name'],
  'kubeflow.org/PyTorchJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/TFJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/MPIJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/XGBoostJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/PaddleJob': ['training.kubeflow.org/job-name'],
  'kubeflow.org/JAXJob': ['training.kubeflow.org/job-name'],
  'jobset.x-k8s.io/JobSet': ['jobset.sigs.k8s.io/jobset-name'],
  'leaderworkerset.x-k8s.io/LeaderWorkerSet': ['leaderworkerset.sigs.k8s.io/name'],
  'batch.volcano.sh/Job': ['volcano.sh/job-name'],
}

/** Labels with the pod's role in the resource as value, by its template: KServe's components, Ray's kinds of node. */
const roleLabels: Readonly<Record<string, Readonly<Record<string, readonly [key: string, role: string]>>>> = {
  'serving.kserve.io/InferenceService': {
    predictor: ['component', 'predictor'],
    transformer: ['component', 'transformer'],
    explainer: ['component', 'explainer'],
  },
  'ray.io/RayCluster': {
    headGroupSpec: ['ray.io/node-type', 'head'],
    workerGroupSpecs: ['ray.io/node-type', 'worker'],
  },
}

/** Labels of the template with those that the operator adds; `part` is the template's place in the resource. */
export function withOperatorLabels(
  meta: ObjectMeta,
  part: string,
  labels: ReadonlyMap<string, Known<string>>,
): ReadonlyMap<string, Known<string>> {
  const kind = `${groupOf(meta)}/${meta.kind}`
  const names = (lookup(nameLabels, kind) ?? []).map((key) => [key, meta.name] as const)
  const roles = Object.entries(lookup(roleLabels, kind) ?? {})
    .filter(([place]) => part === place || part.startsWith(`${place}.`))
    .map(([, label]) => label)
  // A map that cannot be read answers `hidden` to every key, and stays what it is.
  const missing = [...names, ...roles].filter(([key]) => !labels.has(key))
  if (missing.length === 0) return labels
  return new Map([...labels, ...missing.map(([key, value]) => [key, stated(value, meta.origin)] as const)])
}
