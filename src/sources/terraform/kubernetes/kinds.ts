import { lookup } from '../../../kernel/lookup.ts'

export interface Kind {
  readonly apiVersion: string
  readonly kind: string
}

/** Groups of the kinds that are not in the first one, by the name of the resource without `kubernetes_` and version. */
const groups: Readonly<Record<string, string>> = {
  api_service: 'apiregistration.k8s.io/v1',
  certificate_signing_request: 'certificates.k8s.io/v1',
  cluster_role: 'rbac.authorization.k8s.io/v1',
  cluster_role_binding: 'rbac.authorization.k8s.io/v1',
  cron_job: 'batch/v1',
  csi_driver: 'storage.k8s.io/v1',
  daemon_set: 'apps/v1',
  daemonset: 'apps/v1',
  deployment: 'apps/v1',
  endpoint_slice: 'discovery.k8s.io/v1',
  horizontal_pod_autoscaler: 'autoscaling/v2',
  ingress: 'networking.k8s.io/v1',
  ingress_class: 'networking.k8s.io/v1',
  job: 'batch/v1',
  mutating_webhook_configuration: 'admissionregistration.k8s.io/v1',
  network_policy: 'networking.k8s.io/v1',
  pod_disruption_budget: 'policy/v1',
  priority_class: 'scheduling.k8s.io/v1',
  role: 'rbac.authorization.k8s.io/v1',
  role_binding: 'rbac.authorization.k8s.io/v1',
  runtime_class: 'node.k8s.io/v1',
  stateful_set: 'apps/v1',
  storage_class: 'storage.k8s.io/v1',
  validating_admission_policy: 'admissionregistration.k8s.io/v1',
  validating_webhook_configuration: 'admissionregistration.k8s.io/v1',
}

const first: ReadonlySet<string> = new Set([
  'config_map',
  'endpoints',
  'limit_range',
  'namespace',
  'persistent_volume',
  'persistent_volume_claim',
  'pod',
  'replication_controller',
  'resource_quota',
  'secret',
  'service',
  'service_account',
])

const names: Readonly<Record<string, string>> = {
  api_service: 'APIService',
  csi_driver: 'CSIDriver',
  daemonset: 'DaemonSet',
}

/** The kind that `kubernetes_deployment_v1` and its like declare; nothing for resources that only change objects. */
export function kindOf(type: string): Kind | undefined {
  const name = /^kubernetes_(\w{1,60}?)(?:_v\d\w{0,20})?$/.exec(type)?.[1] ?? ''
  const apiVersion = first.has(name) ? 'v1' : lookup(groups, name)
  return apiVersion === undefined ? undefined : { apiVersion, kind: lookup(names, name) ?? pascal(name) }
}

function pascal(name: string): string {
  return name
    .split('_')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')
}
