import { remember } from '../../kernel/remember.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import {
  grantsEverything,
  needsClusterBinding,
  type Reach,
  reachOf,
  type Right,
} from '../../model/rbac-match.ts'
import type { PolicyRule, Role } from '../../model/rbac.ts'
import type { Assumption } from '../steps/barrier.ts'

/** A rule that gives one of several rights, or may. */
export interface Giving {
  readonly rule: PolicyRule
  /** The only objects that it is about; unset for all. */
  readonly names?: readonly string[]
  readonly doubt?: Assumption
}

/** What roles give, worked out once for all who hold them. Lists of rights are known by their identity. */
export interface RuleIndex {
  isEverything(role: Role): boolean
  givingIn(role: Role, rights: readonly Right[], isClusterWide: boolean): readonly Giving[]
}

export function indexRules(platform: Platform): RuleIndex {
  const indexOf = remember((role: Role) => new RoleIndex(role, platform.rulesOf(role)))
  return {
    isEverything: (role) => indexOf(role).isEverything,
    givingIn: (role, rights, isClusterWide) =>
      indexOf(role).givingIn(isClusterWide ? rights : inNamespaces(rights)),
  }
}

/** A binding in a namespace gives none of the others. */
const inNamespaces: (rights: readonly Right[]) => readonly Right[] = remember((rights) =>
  rights.filter((right) => !needsClusterBinding(right)),
)

class RoleIndex {
  readonly isEverything: boolean
  readonly #role: Role
  readonly #rules: readonly PolicyRule[]
  /** Resources that its rules name; nothing where one stands for others. */
  readonly #resources: ReadonlySet<string> | undefined
  readonly #known = new WeakMap<readonly Right[], readonly Giving[]>()

  constructor(role: Role, rules: readonly PolicyRule[]) {
    this.#role = role
    this.#rules = rules
    this.isEverything = rules.some(grantsEverything)
    const named = rules.flatMap(({ resources }) => resources.map(valueOf))
    const isOpen = named.some((resource) => resource === undefined || resource.startsWith('*'))
    this.#resources = isOpen ? undefined : new Set(named.flatMap((resource) => resource ?? []))
  }

  givingIn(rights: readonly Right[]): readonly Giving[] {
    const known = this.#known.get(rights)
    if (known !== undefined) return known
    const possible = rights.filter(({ resource }) => this.#resources?.has(resource) ?? true)
    const giving =
      possible.length === 0 ? [] : this.#rules.flatMap((rule) => givingOf(rule, possible, this.#role))
    this.#known.set(rights, giving)
    return giving
  }
}

/** The widest reach of one rule over several rights: it has the same names for each. */
function givingOf(rule: PolicyRule, rights: readonly Right[], role: Role): readonly Giving[] {
  const reaches = new Map<Reach, Right>()
  for (const right of rights) reaches.set(reachOf(rule, right), right)
  if (reaches.has('all')) return [{ rule }]
  const [sure, possible] = [reaches.get('named'), reaches.get('unknown')]
  const right = sure ?? possible
  return right === undefined ? [] : limited(rule, sure !== undefined, doubtAbout(rule, right, role))
}

function doubtAbout({ origin }: PolicyRule, { verb, resource }: Right, { kind, name }: Role): Assumption {
  return { question: `whether ${kind} ${name} allows to ${verb} ${resource}`, origin }
}

/** Of names that cannot be read any object may be meant. */
function limited(rule: PolicyRule, isSure: boolean, doubt: Assumption): readonly Giving[] {
  const names = rule.resourceNames.flatMap((name) => valueOf(name) ?? [])
  if (names.length === 0) return [{ rule, doubt }]
  const named = { rule, names, ...(isSure ? {} : { doubt }) }
  return names.length < rule.resourceNames.length ? [named, { rule, doubt }] : [named]
}
