import { isKnown, valueOf } from '../model/known.ts'
import type { Grant } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { PolicyRule, Role, RoleBinding, RoleReference, Subject } from '../model/rbac.ts'
import { type Match, matchSelector } from '../model/selector.ts'
import { BindingIndex } from './binding-index.ts'
import { builtInRole } from './built-in-roles.ts'
import type { Inventory } from './inventory.ts'

/** A pod, as far as it says as whom it acts. */
type Identity = Pick<Pod, 'namespace' | 'serviceAccountName'>

/** Who may do what, resolved once for each identity of the platform. */
export class Rights {
  readonly #inventory: Inventory
  readonly #bindings: BindingIndex
  readonly #grants = new Map<string, readonly Grant[]>()
  readonly #roles = new WeakMap<RoleReference, Role>()
  readonly #rules = new WeakMap<Role, readonly PolicyRule[]>()

  constructor(inventory: Inventory) {
    this.#inventory = inventory
    this.#bindings = new BindingIndex(inventory.all('role-binding'))
  }

  /** The bindings that surely name the pod's service account, directly or by its groups. */
  bindingsOf(pod: Identity): readonly RoleBinding[] {
    return this.#bindings.candidates(pod).filter((binding) => binds(binding, pod) === 'yes')
  }

  /** The same object for the same binding: what follows from a role is worked out once. */
  roleOf(binding: RoleReference): Role | undefined {
    const known = this.#roles.get(binding)
    if (known !== undefined) return known
    const name = valueOf(binding.roleName) ?? ''
    const namespace = isKnown(binding.roleKind, 'ClusterRole') ? '' : binding.namespace
    const role =
      this.#inventory.named('role', namespace, name) ?? builtInRole(name, binding.roleOrigin, namespace)
    if (role !== undefined) this.#roles.set(binding, role)
    return role
  }

  /** The role's own rules and those that it aggregates (Kubernetes documentation, RBAC, "Aggregated ClusterRoles"). */
  rulesOf(role: Role): readonly PolicyRule[] {
    const known = this.#rules.get(role)
    if (known !== undefined) return known
    const rules = [...this.#ownRules(role), ...this.#aggregated(role)]
    this.#rules.set(role, rules)
    return rules
  }

  grantsOf(pod: Identity): readonly Grant[] {
    const key = `${pod.namespace}/${valueOf(pod.serviceAccountName) ?? ''}/${pod.serviceAccountName.state}`
    const known = this.#grants.get(key)
    if (known !== undefined) return known
    const grants = this.#bindings
      .candidates(pod)
      .map((binding) => ({ binding, match: binds(binding, pod), role: this.roleOf(binding) }))
      .filter((grant): grant is Grant => grant.match !== 'no')
    this.#grants.set(key, grants)
    return grants
  }

  /** The API server gives its own roles back what somebody takes from them (RBAC, "Auto-reconciliation"). */
  #ownRules(role: Role): readonly PolicyRule[] {
    const isDeclared = role.isClusterRole && this.#inventory.named('role', '', role.name) !== undefined
    const builtIn = isDeclared ? builtInRole(role.name, role.origin) : undefined
    return builtIn === undefined ? role.rules : [...role.rules, ...builtIn.rules]
  }

  /** What is aggregated may itself aggregate, and in circles. */
  #aggregated(role: Role, seen: Set<Role> = new Set([role])): readonly PolicyRule[] {
    if (role.aggregates.length === 0) return []
    return this.#inventory
      .all('role')
      .filter((other) => other.isClusterRole && !seen.has(other))
      .filter(({ labels }) => role.aggregates.some((selector) => matchSelector(selector, labels) !== 'no'))
      .flatMap((other) => {
        seen.add(other)
        return [...other.rules, ...this.#aggregated(other, seen)]
      })
  }
}

function binds(binding: RoleBinding, pod: Identity): Match {
  const matches = new Set(binding.subjects.map((subject) => names(subject, binding, pod)))
  if (matches.has('yes')) return 'yes'
  return matches.has('unknown') ? 'unknown' : 'no'
}

/** Whether a subject is the pod's service account, by name or as a member of a group that all such accounts have. */
function names(subject: Subject, binding: RoleBinding, pod: Identity): Match {
  if (subject.kind.state === 'hidden') return 'unknown'
  if (isKnown(subject.kind, 'ServiceAccount')) return namesAccount(subject, binding, pod)
  if (subject.name.state === 'hidden') return 'unknown'
  const { value: name } = subject.name
  if (isKnown(subject.kind, 'Group')) return groupsOf(pod).includes(name) ? 'yes' : 'no'
  if (!isKnown(subject.kind, 'User')) return 'no'
  if (name === 'system:anonymous') return 'yes'
  return name === `system:serviceaccount:${pod.namespace}:${valueOf(pod.serviceAccountName)}` ? 'yes' : 'no'
}

/**
 * The API server rejects a ServiceAccount subject without namespace; tools that render a release's namespace in later
 * leave it out, so the binding's own is taken.
 */
function namesAccount(subject: Subject, binding: RoleBinding, pod: Identity): Match {
  if (subject.namespace.state === 'hidden') return 'unknown'
  const ownNamespace = binding.isClusterRoleBinding ? pod.namespace : binding.namespace
  if ((subject.namespace.value ?? ownNamespace) !== pod.namespace) return 'no'
  if (subject.name.state === 'hidden' || pod.serviceAccountName.state === 'hidden') return 'unknown'
  return subject.name.value === pod.serviceAccountName.value ? 'yes' : 'no'
}

/** Groups of every service account, and of requests without any token, which the pod can send too. */
function groupsOf(pod: Identity): readonly string[] {
  return [
    'system:authenticated',
    'system:unauthenticated',
    'system:serviceaccounts',
    `system:serviceaccounts:${pod.namespace}`,
  ]
}
