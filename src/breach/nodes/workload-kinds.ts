import type { Right } from '../../model/rbac-match.ts'

/** A built-in kind that makes pods. */
export interface WorkloadKind {
  readonly kind: string
  readonly group: string
  readonly resource: string
  /** Its pod template may be changed once it is there; that of a Job may not. */
  readonly isTemplateMutable: boolean
}

export const workloadKinds: readonly WorkloadKind[] = [
  { kind: 'Pod', group: '', resource: 'pods', isTemplateMutable: false },
  { kind: 'ReplicationController', group: '', resource: 'replicationcontrollers', isTemplateMutable: true },
  { kind: 'DaemonSet', group: 'apps', resource: 'daemonsets', isTemplateMutable: true },
  { kind: 'Deployment', group: 'apps', resource: 'deployments', isTemplateMutable: true },
  { kind: 'ReplicaSet', group: 'apps', resource: 'replicasets', isTemplateMutable: true },
  { kind: 'StatefulSet', group: 'apps', resource: 'statefulsets', isTemplateMutable: true },
  { kind: 'CronJob', group: 'batch', resource: 'cronjobs', isTemplateMutable: true },
  { kind: 'Job', group: 'batch', resource: 'jobs', isTemplateMutable: false },
]

/** Who has one of these starts pods of his choice. */
export const startPods: readonly Right[] = workloadKinds.map(({ group, resource }) => ({
  verb: 'create',
  group,
  resource,
}))
