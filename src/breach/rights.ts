import { valueOf } from '../model/known.ts'
import type { Grant, Platform } from '../model/platform.ts'
import { grantsEverything, needsClusterBinding, reachOf, type Right } from '../model/rbac-match.ts'
import type { PolicyRule, Role, RoleBinding } from '../model/rbac.ts'
import type { Account } from './accounts.ts'
import { bindableRoles } from './bindable-roles.ts'
import type { Assumption } from './barrier.ts'
import { type Holding, holdingOf, undeclaredRole } from './holding.ts'
import { type Permission, together, widest } from './permission.ts'

/** What somebody may do at the API server, exactly as the RBAC authorizer decides it. */
export interface Rights {
  /** Roles that bindings give it. */
  readonly own: readonly Holding[]
  /** The same, and roles that it may bind to itself; not those that hold every right. */
  readonly holdings: readonly Holding[]
  /** Bindings to roles that are declared nowhere. */
  readonly undeclared: readonly Omit<Holding, 'role'>[]
  /** It surely has every right in the cluster: nothing else is worth asking. */
  readonly isAdministrator: boolean
  /** Where it has one of several rights. */
  anyOf(rights: readonly Right[]): readonly Permission[]
  /** Where it has one right of every list. */
  allOf(needs: readonly (readonly Right[])[]): readonly Permission[]
}

/** Works out the rights of an account once for all that have the same bindings. */
export function linkRights(platform: Platform): (account: Pick<Account, 'grants'>) => Rights {
  const numbers = new Map<RoleBinding, number>()
  const known = new Map<string, Rights>()
  const rules = indexRules(platform)
  return ({ grants }) => {
    const key = grants.map(({ binding, match }) => `${numberOf(binding, numbers)}${match}`).join(' ')
    const rights = known.get(key) ?? rightsOf(grants, { platform, rules })
    known.set(key, rights)
    return rights
  }
}

function numberOf(binding: RoleBinding, numbers: Map<RoleBinding, number>): number {
  const number = numbers.get(binding) ?? numbers.size
  numbers.set(binding, number)
  return number
}

interface Ground {
  readonly platform: Platform
  readonly rules: RuleIndex
}

function rightsOf(grants: readonly Grant[], ground: Ground): Rights {
  const own = grants.flatMap((grant) => holdingOf(grant) ?? [])
  const holdings = [...own]
  const held = new Set(own.map(nameOf))
  for (let before = -1; before < holdings.length;) {
    before = holdings.length
    for (const { holding, isEverything } of bindableRoles(queriesOver(holdings, ground), ground.platform)) {
      if (isEverything || held.has(nameOf(holding))) continue
      held.add(nameOf(holding))
      holdings.push(holding)
    }
  }
  return {
    own,
    holdings,
    undeclared: grants.flatMap((grant) => undeclaredRole(grant) ?? []),
    isAdministrator: own.some((holding) => isAdministrator(holding, ground)),
    ...queriesOver(holdings, ground),
  }
}

function nameOf({ role, scope, assumes }: Holding): string {
  return `${role.namespace}/${role.name} ${scope} ${assumes === undefined}`
}

function isAdministrator({ role, isClusterWide, assumes }: Holding, { platform }: Ground): boolean {
  return isClusterWide && assumes === undefined && platform.rulesOf(role).some(grantsEverything)
}

/** Questions about a set of roles, each answered once. */
function queriesOver(holdings: readonly Holding[], { rules }: Ground): Pick<Rights, 'anyOf' | 'allOf'> {
  const known = new Map<string, readonly Permission[]>()
  const over = (right: Right): readonly Permission[] => {
    const key = keyOf(right)
    const permissions = known.get(key) ?? holdings.flatMap((holding) => permissionsIn(holding, right, rules))
    known.set(key, permissions)
    return permissions
  }
  const anyOf = (rights: readonly Right[]): readonly Permission[] => widest(rights.flatMap(over))
  return { anyOf, allOf: (needs) => needs.map(anyOf).reduce(together) }
}

function permissionsIn(holding: Holding, right: Right, rules: RuleIndex): readonly Permission[] {
  if (!holding.isClusterWide && needsClusterBinding(right)) return []
  const { scope, by } = holding
  return rules(holding.role, right).map(({ rule, names, doubt }) => {
    const assumes = holding.assumes ?? doubt
    return {
      scope,
      by,
      evidence: [rule.origin, ...holding.evidence],
      ...(names === undefined ? {} : { names }),
      ...(assumes === undefined ? {} : { assumes }),
    }
  })
}

/** A rule that gives a right, or may. */
interface Giving {
  readonly rule: PolicyRule
  readonly names?: readonly string[]
  readonly doubt?: Assumption
}

type RuleIndex = (role: Role, right: Right) => readonly Giving[]

/** Which rules of a role give a right, worked out once for all who hold the role. */
function indexRules(platform: Platform): RuleIndex {
  const roles = new WeakMap<Role, Map<string, readonly Giving[]>>()
  return (role, right) => {
    const known = roles.get(role) ?? new Map<string, readonly Giving[]>()
    roles.set(role, known)
    const key = keyOf(right)
    const giving = known.get(key) ?? platform.rulesOf(role).flatMap((rule) => givingOf(rule, right, role))
    known.set(key, giving)
    return giving
  }
}

function givingOf(rule: PolicyRule, right: Right, role: Role): readonly Giving[] {
  const reach = reachOf(rule, right)
  if (reach === 'none') return []
  const question = `whether ${role.kind} ${role.name} allows to ${right.verb} ${right.resource}`
  const doubt = { doubt: { question, origin: rule.origin } }
  const isSure = reach !== 'unknown'
  const names = rule.resourceNames.flatMap((name) => valueOf(name) ?? [])
  if (names.length === 0) return [{ rule, ...(isSure && reach === 'all' ? {} : doubt) }]
  const named = { rule, names, ...(isSure ? {} : doubt) }
  return names.length < rule.resourceNames.length ? [named, { rule, ...doubt }] : [named]
}

function keyOf({ verb, group, resource }: Right): string {
  return `${verb} ${group}/${resource}`
}
