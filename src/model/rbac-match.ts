import { isKnown, type Known, valueOf } from './known.ts'
import type { PolicyRule } from './rbac.ts'

/** A request to the API server: a verb on a resource (`pods`, `pods/exec`) of a group (`''` is the core group). */
export interface Right {
  readonly verb: string
  readonly group: string
  readonly resource: string
}

/**
 * How far a rule grants a right: to every object, only to those that `resourceNames` lists, not at all, or `unknown`
 * where a part of the rule that decides cannot be read.
 */
export type Reach = 'all' | 'named' | 'none' | 'unknown'

type Holds = 'yes' | 'no' | 'unknown'

/**
 * Whether one rule grants a right, as the RBAC authorizer decides it (k8s.io/kubernetes
 * pkg/apis/rbac/v1/evaluation_helpers.go): verb, group and resource must match in the same rule.
 */
export function reachOf(rule: PolicyRule, right: Right): Reach {
  const byVerb = holds(rule.verbs, (verb) => verb === '*' || verb === right.verb)
  if (byVerb === 'no') return 'none'
  const byGroup = holds(rule.apiGroups, (group) => group === '*' || group === right.group)
  if (byGroup === 'no') return 'none'
  const byResource = holds(rule.resources, (resource) => covers(resource, right.resource))
  if (byResource === 'no') return 'none'
  // A name that cannot be read may stand for a whole list, an empty one among them.
  const isNamed = rule.resourceNames.some((name) => valueOf(name) !== undefined)
  if (isNamed && !hasNames(right)) return 'none'
  if ([byVerb, byGroup, byResource].includes('unknown')) return 'unknown'
  if (rule.resourceNames.length === 0) return 'all'
  return hasNames(right) ? 'named' : 'none'
}

/** The widest reach of several rules over one right. */
export function widestReach(rules: readonly PolicyRule[], right: Right): Reach {
  const reaches = new Set(rules.map((rule) => reachOf(rule, right)))
  return (['all', 'unknown', 'named'] as const).find((reach) => reaches.has(reach)) ?? 'none'
}

/** Whether a rule grants a verb on a path of the API server; a final `*` stands for any rest (NonResourceURLMatches). */
export function grantsPath(rule: PolicyRule, verb: string, path: string): Holds {
  const parts = [
    holds(rule.verbs, (known) => known === '*' || known === verb),
    holds(
      rule.nonResourceURLs,
      (url) => url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1))),
    ),
  ]
  if (parts.includes('no')) return 'no'
  return parts.includes('unknown') ? 'unknown' : 'yes'
}

const ordinaryVerbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] as const

const verbsOfObjects: ReadonlySet<string> = new Set([
  ...ordinaryVerbs,
  '*',
  'deletecollection',
  'impersonate',
])

/** Whether a verb reads or changes objects; others, such as `approve`, mean something on single resources only. */
export function isVerbOfObjects(verb: Known<string>): boolean {
  const text = valueOf(verb)
  return text === undefined || verbsOfObjects.has(text)
}

/** True where one rule grants every verb, or every ordinary one, on every resource of every group. */
export function grantsEverything({ verbs, apiGroups, resources, resourceNames }: PolicyRule): boolean {
  if (resourceNames.length > 0 || !hasWildcard(apiGroups) || !hasWildcard(resources)) return false
  return hasWildcard(verbs) || ordinaryVerbs.every((verb) => verbs.some((value) => isKnown(value, verb)))
}

export function hasWildcard(values: readonly Known<string>[]): boolean {
  return values.some((value) => isKnown(value, '*'))
}

/**
 * `*` covers every resource and subresource, `*` + `/log` that subresource of every resource. `pods/*` is a literal that
 * no resource has: RBAC knows no such form (ResourceMatches).
 */
function covers(granted: string, resource: string): boolean {
  if (granted === '*' || granted === resource) return true
  const slash = resource.indexOf('/')
  return slash > 0 && granted === `*${resource.slice(slash)}`
}

/**
 * Requests without an object's name match no rule with `resourceNames`: creation of a whole object and deletion of a
 * collection. `list` and `watch` carry a name where the field selector is `metadata.name`, and subresources are always
 * of a named object.
 */
function hasNames({ verb, resource }: Right): boolean {
  if (verb === 'deletecollection') return false
  return verb !== 'create' || resource.includes('/')
}

function holds(values: readonly Known<string>[], matches: (value: string) => boolean): Holds {
  let answer: Holds = 'no'
  for (const value of values) {
    const text = valueOf(value)
    if (text === undefined) answer = 'unknown'
    else if (matches(text)) return 'yes'
  }
  return answer
}

/** Core and built-in resources that live outside namespaces: a RoleBinding never grants them. */
const clusterScoped = new Set([
  '/componentstatuses',
  '/namespaces',
  '/nodes',
  '/persistentvolumes',
  '/users',
  '/groups',
  'admissionregistration.k8s.io/mutatingadmissionpolicies',
  'admissionregistration.k8s.io/mutatingadmissionpolicybindings',
  'admissionregistration.k8s.io/mutatingwebhookconfigurations',
  'admissionregistration.k8s.io/validatingadmissionpolicies',
  'admissionregistration.k8s.io/validatingadmissionpolicybindings',
  'admissionregistration.k8s.io/validatingwebhookconfigurations',
  'apiextensions.k8s.io/customresourcedefinitions',
  'apiregistration.k8s.io/apiservices',
  'authentication.k8s.io/uids',
  'authentication.k8s.io/userextras',
  'certificates.k8s.io/certificatesigningrequests',
  'certificates.k8s.io/signers',
  'cilium.io/ciliumclusterwidenetworkpolicies',
  'crd.projectcalico.org/globalnetworkpolicies',
  'kyverno.io/clusterpolicies',
  'policy.networking.k8s.io/adminnetworkpolicies',
  'policy.networking.k8s.io/baselineadminnetworkpolicies',
  'policy.networking.k8s.io/clusternetworkpolicies',
  'rbac.authorization.k8s.io/clusterrolebindings',
  'rbac.authorization.k8s.io/clusterroles',
  'scheduling.k8s.io/priorityclasses',
  'storage.k8s.io/storageclasses',
  'templates.gatekeeper.sh/constrainttemplates',
])

/** Verbs on one namespace by its name. */
const verbsOfOne: ReadonlySet<string> = new Set(['get', 'update', 'patch', 'delete'])

/**
 * True where only a ClusterRoleBinding can grant the right. `bind` is asked for in the namespace of the new binding, so
 * that a RoleBinding grants it over cluster roles too (pkg/apis/rbac/v1 BindingAuthorized). A request for one namespace
 * counts as made inside it, so that a RoleBinding there grants it (apiserver pkg/endpoints/request/requestinfo.go).
 */
export function needsClusterBinding({ verb, group, resource }: Right): boolean {
  const [parent = resource] = resource.split('/')
  if (verb === 'bind' || (group === '' && parent === 'namespaces' && verbsOfOne.has(verb))) return false
  return clusterScoped.has(`${group}/${parent}`)
}
