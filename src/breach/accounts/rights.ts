import type { Grant, Platform } from '../../model/platform.ts'
import type { Right } from '../../model/rbac-match.ts'
import type { RoleBinding } from '../../model/rbac.ts'
import type { Account } from './account.ts'
import { bindableRoles } from './bindable-roles.ts'
import { doubted } from '../steps/doubt.ts'
import { type Holding, holdingOf, undeclaredRole } from './holding.ts'
import { type Permission, together, widest } from '../steps/permission.ts'
import { indexRules, type RuleIndex } from './rule-index.ts'

/** What somebody may do at the API server, exactly as the RBAC authorizer decides it. */
export interface Rights {
  /** Roles that bindings give it and that hold every right. */
  readonly administrative: readonly Holding[]
  /** Roles that bindings give it, and roles that it may bind to itself; of those, none that holds every right. */
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
  const administrative = own.filter(({ role }) => ground.rules.isEverything(role))
  const holdings = withBindable(own, ground)
  return {
    administrative,
    holdings,
    undeclared: grants.flatMap((grant) => undeclaredRole(grant) ?? []),
    isAdministrator: administrative.some(
      ({ isClusterWide, assumes }) => isClusterWide && assumes === undefined,
    ),
    ...queriesOver(holdings, ground.rules),
  }
}

/** Roles that it may bind to itself may let it bind others. Where it rules anyway they add nothing. */
function withBindable(own: readonly Holding[], { platform, rules }: Ground): readonly Holding[] {
  const holdings = [...own]
  const held = new Set(own.map(nameOf))
  for (let before = -1; before < holdings.length;) {
    before = holdings.length
    const bindable = bindableRoles(queriesOver(holdings, rules), platform)
    const ruled = scopesOf([
      ...own.filter(({ role }) => rules.isEverything(role)),
      ...bindable.filter(({ isEverything }) => isEverything).map(({ holding }) => holding),
    ])
    for (const { holding, isEverything } of bindable) {
      if (isEverything || ruled.has(holding.scope) || held.has(nameOf(holding))) continue
      held.add(nameOf(holding))
      holdings.push(holding)
    }
  }
  return holdings
}

function scopesOf(holdings: readonly Holding[]): ReadonlySet<string> {
  return new Set(holdings.filter(({ assumes }) => assumes === undefined).map(({ scope }) => scope))
}

function nameOf({ role, scope, assumes }: Holding): string {
  return `${role.namespace}/${role.name} ${scope} ${assumes === undefined}`
}

/** Questions about a set of roles. */
function queriesOver(holdings: readonly Holding[], rules: RuleIndex): Pick<Rights, 'anyOf' | 'allOf'> {
  const anyOf = (rights: readonly Right[]): readonly Permission[] =>
    widest(holdings.flatMap((holding) => permissionsIn(holding, rights, rules)))
  return { anyOf, allOf: (needs) => needs.map(anyOf).reduce(together) }
}

function permissionsIn(holding: Holding, rights: readonly Right[], rules: RuleIndex): readonly Permission[] {
  const { role, scope, by, evidence, isClusterWide } = holding
  return rules.givingIn(role, rights, isClusterWide).map(({ rule, names, doubt }) => {
    const assumes = holding.assumes ?? doubt
    return {
      scope,
      by,
      evidence: [rule.origin, ...evidence],
      ...(names === undefined ? {} : { names }),
      ...doubted(assumes),
    }
  })
}
