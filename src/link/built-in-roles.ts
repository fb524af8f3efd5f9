import { lookup } from '../kernel/lookup.ts'
import { byDefault, type Known } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { PolicyRule, Role } from '../model/rbac.ts'

type Grant = readonly [groups: readonly string[], resources: readonly string[], verbs: readonly string[]]

const read = ['get', 'list', 'watch'] as const
const write = ['create', 'delete', 'deletecollection', 'patch', 'update'] as const
const everyVerb = [...read, ...write] as const

const appsView = [
  'controllerrevisions',
  ...withStatus('daemonsets', 'deployments', 'replicasets', 'statefulsets'),
  'deployments/scale',
  'replicasets/scale',
  'statefulsets/scale',
]
const appsEdit = [
  'daemonsets',
  'deployments',
  'deployments/rollback',
  'deployments/scale',
  'replicasets',
  'replicasets/scale',
  'statefulsets',
  'statefulsets/scale',
]

const view: readonly Grant[] = [
  [
    [''],
    [
      ...withStatus('persistentvolumeclaims', 'pods', 'replicationcontrollers', 'resourcequotas', 'services'),
      'bindings',
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'namespaces',
      'namespaces/status',
      'pods/log',
      'replicationcontrollers/scale',
      'serviceaccounts',
    ],
    read,
  ],
  [['discovery.k8s.io'], ['endpointslices'], read],
  [['apps'], appsView, read],
  [['autoscaling'], withStatus('horizontalpodautoscalers'), read],
  [['batch'], withStatus('cronjobs', 'jobs'), read],
  [['policy'], withStatus('poddisruptionbudgets'), read],
  [['networking.k8s.io'], [...withStatus('ingresses'), 'networkpolicies'], read],
]

const intoPods = ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'] as const

const edit: readonly Grant[] = [
  ...view,
  [[''], [...intoPods, 'secrets', 'services/proxy'], read],
  [[''], ['serviceaccounts'], ['impersonate']],
  [[''], ['pods', ...intoPods], write],
  [[''], ['pods/eviction', 'serviceaccounts/token'], ['create']],
  [
    [''],
    [
      'configmaps',
      'events',
      'persistentvolumeclaims',
      'replicationcontrollers',
      'replicationcontrollers/scale',
      'secrets',
      'serviceaccounts',
      'services',
      'services/proxy',
    ],
    write,
  ],
  [['apps'], appsEdit, write],
  [['autoscaling'], ['horizontalpodautoscalers'], write],
  [['batch'], ['cronjobs', 'jobs'], write],
  [['policy'], ['poddisruptionbudgets'], write],
  [['networking.k8s.io'], ['ingresses', 'networkpolicies'], write],
  [['coordination.k8s.io'], ['leases'], everyVerb],
]

const admin: readonly Grant[] = [
  ...edit,
  [['authorization.k8s.io'], ['localsubjectaccessreviews'], ['create']],
  [['rbac.authorization.k8s.io'], ['rolebindings', 'roles'], everyVerb],
]

const reviews: readonly Grant[] = [
  [['authentication.k8s.io'], ['tokenreviews'], ['create']],
  [['authorization.k8s.io'], ['subjectaccessreviews'], ['create']],
]

const kubeletApi: readonly Grant[] = [
  [[''], ['nodes'], [...read, 'proxy']],
  [
    [''],
    [
      'nodes/configz',
      'nodes/healthz',
      'nodes/log',
      'nodes/metrics',
      'nodes/pods',
      'nodes/proxy',
      'nodes/stats',
    ],
    ['*'],
  ],
]

const nodeProxier: readonly Grant[] = [
  [[''], ['endpoints', 'services'], ['list', 'watch']],
  [[''], ['nodes'], read],
  [['discovery.k8s.io'], ['endpointslices'], ['list', 'watch']],
  [['', 'events.k8s.io'], ['events'], ['create', 'patch', 'update']],
]

/**
 * Roles of every cluster that people bind (k8s.io/kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy,
 * 1.33; the retired group `extensions` left out).
 */
const grants = new Map<string, readonly Grant[]>([
  ['cluster-admin', [[['*'], ['*'], ['*']]]],
  ['admin', admin],
  ['edit', edit],
  ['view', view],
  ['system:auth-delegator', reviews],
  ['system:basic-user', []],
  ['system:discovery', []],
  ['system:kube-dns', [[[''], ['endpoints', 'services'], ['list', 'watch']]]],
  ['system:kubelet-api-admin', kubeletApi],
  ['system:monitoring', []],
  ['system:node-proxier', nodeProxier],
  ['system:public-info-viewer', []],
  ['system:service-account-issuer-discovery', []],
  // Reads one config map, of public certificates.
  ['kube-system/extension-apiserver-authentication-reader', []],
])

/** `admin`, `edit` and `view` also take over every cluster role that carries their label. */
const aggregateLabels: Readonly<Record<string, readonly string[]>> = {
  admin: ['admin', 'edit', 'view'],
  edit: ['edit', 'view'],
  view: ['view'],
}

/** A role that exists without being declared; its rules have the origin of what names it. */
export function builtInRole(name: string, origin: Origin, namespace = ''): Role | undefined {
  const isClusterRole = namespace === ''
  const rules = grants.get(isClusterRole ? name : `${namespace}/${name}`)
  if (rules === undefined) return undefined
  const levels = isClusterRole ? (lookup(aggregateLabels, name) ?? []) : []
  return {
    asset: 'role',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: isClusterRole ? 'ClusterRole' : 'Role',
    namespace,
    name,
    isNamespaceStated: !isClusterRole,
    labels: new Map(),
    annotations: new Map(),
    confidence: 'confirmed',
    origin,
    isClusterRole,
    aggregates: levels.map((level) => ({
      origin,
      isHidden: false,
      requirements: [
        { key: `rbac.authorization.k8s.io/aggregate-to-${level}`, operator: 'In', values: ['true'] },
      ],
    })),
    rules: rules.map((grant) => toRule(grant, origin)),
  }
}

function toRule([groups, resources, verbs]: Grant, origin: Origin): PolicyRule {
  const known = (values: readonly string[]): readonly Known<string>[] => values.map(byDefault)
  return {
    origin,
    verbs: known(verbs),
    apiGroups: known(groups),
    resources: known(resources),
    resourceNames: [],
    nonResourceURLs: isEverything(groups) ? known(['*']) : [],
  }
}

/** `cluster-admin` also holds every path of the API server. */
function isEverything(groups: readonly string[]): boolean {
  return groups.includes('*')
}

function withStatus(...resources: readonly string[]): readonly string[] {
  return resources.flatMap((resource) => [resource, `${resource}/status`])
}
