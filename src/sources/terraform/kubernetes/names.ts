import { lookup } from '../../../kernel/lookup.ts'

/** Blocks that may stand there more than once, and the lists that they are in Kubernetes. */
const lists: Readonly<Record<string, string>> = {
  allowed_topologies: 'allowedTopologies',
  audit_annotation: 'auditAnnotations',
  cluster_role_selectors: 'clusterRoleSelectors',
  container: 'containers',
  egress: 'egress',
  env: 'env',
  env_from: 'envFrom',
  ephemeral_container: 'ephemeralContainers',
  external_metric: 'metrics',
  from: 'from',
  host_aliases: 'hostAliases',
  http_header: 'httpHeaders',
  image_pull_secret: 'imagePullSecrets',
  image_pull_secrets: 'imagePullSecrets',
  ingress: 'ingress',
  init_container: 'initContainers',
  items: 'items',
  limit: 'limits',
  match_condition: 'matchConditions',
  match_expressions: 'matchExpressions',
  match_fields: 'matchFields',
  metric: 'metrics',
  node_selector_term: 'nodeSelectorTerms',
  option: 'options',
  path: 'paths',
  policy: 'policies',
  port: 'ports',
  ports: 'ports',
  preferred_during_scheduling_ignored_during_execution: 'preferredDuringSchedulingIgnoredDuringExecution',
  readiness_gate: 'readinessGates',
  resource_rules: 'resourceRules',
  rule: 'rules',
  secret: 'secrets',
  sources: 'sources',
  subject: 'subjects',
  subset: 'subsets',
  sysctl: 'sysctls',
  tls: 'tls',
  to: 'to',
  toleration: 'tolerations',
  topology_spread_constraint: 'topologySpreadConstraints',
  validation: 'validations',
  volume: 'volumes',
  volume_claim_template: 'volumeClaimTemplates',
  volume_device: 'volumeDevices',
  volume_mount: 'volumeMounts',
  webhook: 'webhooks',
}

/** Where a name of that table is a single thing: by the block around it. */
const single: ReadonlySet<string> = new Set([
  'backend.port',
  'service.port',
  'volume.secret',
  'sources.secret',
])

/** Of node affinity it is one selector, of pods a list. */
const listsIn: ReadonlySet<string> = new Set([
  'pod_affinity.required_during_scheduling_ignored_during_execution',
  'pod_anti_affinity.required_during_scheduling_ignored_during_execution',
])

/** The list that a block is one item of; nothing for a block that stands for itself. */
export function listFor(block: string, around: string): string | undefined {
  const path = `${around}.${block}`
  if (listsIn.has(path)) return camel(block)
  return single.has(path) ? undefined : lookup(lists, block)
}

/** Words that Kubernetes spells its own way. */
const spelled: Readonly<Record<string, string>> = {
  cluster_ip: 'clusterIP',
  cluster_ips: 'clusterIPs',
  disk_uri: 'diskURI',
  external_ips: 'externalIPs',
  host_ip: 'hostIP',
  host_ipc: 'hostIPC',
  host_pid: 'hostPID',
  load_balancer_ip: 'loadBalancerIP',
  non_resource_urls: 'nonResourceURLs',
  pod_cidr: 'podCIDR',
  set_hostname_as_fqdn: 'setHostnameAsFQDN',
}

/** `run_as_non_root` is `runAsNonRoot`. */
export function camel(name: string): string {
  return lookup(spelled, name) ?? name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** Arguments that are numbers in Kubernetes and texts in the provider. */
export const numbers: ReadonlySet<string> = new Set([
  'fs_group',
  'max_replicas',
  'min_replicas',
  'replicas',
  'run_as_group',
  'run_as_user',
])

/** Arguments of the provider alone. */
export const providerOwn: ReadonlySet<string> = new Set([
  'id',
  'timeouts',
  'wait_for_completion',
  'wait_for_default_service_account',
  'wait_for_load_balancer',
  'wait_for_rollout',
  'wait_for_service_account_token',
  'wait_until_bound',
])
