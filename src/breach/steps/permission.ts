import type { Origin } from '../../model/origin.ts'
import type { Assumption } from './barrier.ts'
import { doubted } from './doubt.ts'
import { everywhere } from './position.ts'

/** Where somebody has a right, and from what. */
export interface Permission {
  /** A namespace, or `everywhere`: in all of them and over what lies outside. */
  readonly scope: string
  /** The only objects that it is about; unset for all. */
  readonly names?: readonly string[]
  /** What gives it: "ClusterRole deployer, bound by RoleBinding deployers". */
  readonly by: string
  /** The rule, then the binding. */
  readonly evidence: readonly Origin[]
  /** Unset where it surely has it. */
  readonly assumes?: Assumption
}

/** Leaves out what others contain: names of a place that is open as a whole, and all else where every place is. */
export function widest(permissions: readonly Permission[]): readonly Permission[] {
  const whole = new Map<string, Permission>()
  const possible = new Map<string, Permission>()
  for (const each of permissions) {
    if (each.names !== undefined) continue
    const known = each.assumes === undefined ? whole : possible
    if (!known.has(each.scope)) known.set(each.scope, each)
  }
  const all = whole.get(everywhere)
  if (all !== undefined) return [all]
  return [
    ...whole.values(),
    ...[...possible.values()].filter(({ scope }) => !whole.has(scope)),
    ...permissions.filter(({ names, scope }) => names !== undefined && !whole.has(scope)),
  ]
}

/** Where one has both; for each place the surest of each. Names are forgotten: they are of different objects. */
export function together(some: readonly Permission[], others: readonly Permission[]): readonly Permission[] {
  const [first, second] = [surestByScope(some), surestByScope(others)]
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((scope) => {
    const one = first.get(scope) ?? first.get(everywhere)
    const other = second.get(scope) ?? second.get(everywhere)
    return one === undefined || other === undefined ? [] : [join(scope, one, other)]
  })
}

function surestByScope(permissions: readonly Permission[]): ReadonlyMap<string, Permission> {
  const surest = new Map<string, Permission>()
  for (const each of permissions) {
    const known = surest.get(each.scope)
    if (known === undefined || (known.assumes !== undefined && each.assumes === undefined))
      surest.set(each.scope, each)
  }
  return surest
}

/** Both at one place. */
export function join(scope: string, one: Permission, other: Permission): Permission {
  const assumes = one.assumes ?? other.assumes
  return {
    scope,
    by: one.by === other.by ? one.by : `${one.by}, with ${other.by}`,
    evidence: [...new Set([...one.evidence, ...other.evidence])],
    ...doubted(assumes),
  }
}

/** Whether it is about an object of a name. */
export function isAbout({ names }: Permission, name: string): boolean {
  return names === undefined || names.includes(name)
}

/** Over nodes of these names: no manifest tells which pods run there. `asks` completes "It is not known … node-1". */
export function doubtedOnNodes(permission: Permission, asks: string): Permission {
  const { names = [], evidence } = permission
  const [origin] = evidence
  if (names.length === 0 || origin === undefined) return permission
  return { assumes: { question: `${asks} ${names.join(', ')}`, origin }, ...permission }
}
