import { byDefault, type Known } from '../model/known.ts'
import type { PolicyRule, Role, RoleBinding } from '../model/rbac.ts'

type Grant = readonly [groups: readonly string[], resources: readonly string[], verbs: readonly string[]]

const read = ['get', 'list', 'watch'] as const
const write = ['create', 'delete', 'deletecollection', 'patch', 'update'] as const
const workloads = ['daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'statefulsets'] as const

const view: readonly Grant[] = [
  [
    [''],
    ['configmaps', 'endpoints', 'persistentvolumeclaims', 'pods', 'pods/log', 'services', 'events'],
    read,
  ],
  [['apps'], workloads, read],
  [['batch'], ['cronjobs', 'jobs'], read],
  [['networking.k8s.io'], ['ingresses', 'networkpolicies'], read],
]

const edit: readonly Grant[] = [
  ...view,
  [
    [''],
    ['pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'services/proxy'],
    [...read, ...write],
  ],
  [[''], ['secrets'], [...read, ...write]],
  [[''], ['serviceaccounts'], ['impersonate', ...write]],
  [[''], ['serviceaccounts/token'], ['create']],
  [[''], ['configmaps', 'persistentvolumeclaims', 'services'], write],
  [['apps'], workloads, write],
  [['batch'], ['cronjobs', 'jobs'], write],
  [['networking.k8s.io'], ['ingresses', 'networkpolicies'], write],
]

const admin: readonly Grant[] = [
  ...edit,
  [['rbac.authorization.k8s.io'], ['rolebindings', 'roles'], [...read, ...write]],
]

/** The user-facing roles of every cluster (Kubernetes documentation, RBAC, "User-facing roles"; bootstrappolicy). */
const grants = new Map<string, readonly Grant[]>([
  ['cluster-admin', [[['*'], ['*'], ['*']]]],
  ['admin', admin],
  ['edit', edit],
  ['view', view],
])

/** A cluster role that exists without being declared; its rules have the binding as their origin. */
export function builtInRole(name: string, binding: RoleBinding): Role | undefined {
  const rules = grants.get(name)
  if (rules === undefined) return undefined
  return {
    asset: 'role',
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    namespace: '',
    name,
    isNamespaceStated: false,
    labels: new Map(),
    annotations: new Map(),
    confidence: 'confirmed',
    origin: binding.roleOrigin,
    isClusterRole: true,
    aggregates: [],
    rules: rules.map((grant) => toRule(grant, binding)),
  }
}

function toRule([groups, resources, verbs]: Grant, binding: RoleBinding): PolicyRule {
  const known = (values: readonly string[]): readonly Known<string>[] => values.map(byDefault)
  return {
    origin: binding.roleOrigin,
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
