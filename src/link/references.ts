import { remember } from '../kernel/remember.ts'
import type { AzureAsset, AzureMeta, Reference } from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { AssetKind, AssetOf, Platform } from '../model/platform.ts'
import type { Match } from '../model/selector.ts'
import { matchPlace, type PlacedReference } from './places.ts'
import { typeOf } from './types.ts'

/**
 * What stands for a resource where others refer to it, in small letters: the address and the name that it has, in its own
 * configuration, and its id anywhere. Equal texts are one resource, so that a table finds it at once.
 */
function keysOf({ declaredIn, name, kind, resourceName }: AzureMeta): readonly string[] {
  const called = valueOf(resourceName)?.toLowerCase()
  const address = nearKey(declaredIn, name)
  const typed = called === undefined ? [] : [`${kind.toLowerCase()}/${called}`]
  // What Azure shows has its id for an address: a name alone stands for others of the same name, too.
  if (isId(name)) return [address, name.toLowerCase(), ...typed]
  return called === undefined ? [address] : [address, nearKey(declaredIn, called), ...typed]
}

function isId(text: string): boolean {
  return text.startsWith('/')
}

/** The texts that a reference may mean. */
function keysTo(declaredIn: string, reference: Reference): readonly string[] {
  const { to, called } = reference
  const near = nearKey(declaredIn, to)
  if (called !== undefined) return [near, `${typeOf(reference)}/${lastOf(called)}`]
  if (!isId(to)) return [near]
  return [near, to.toLowerCase(), `${typeOf(reference)}/${lastOf(to)}`]
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase()
}

function nearKey(declaredIn: string, name: string): string {
  return `${declaredIn}\0${name.toLowerCase()}`
}

type AzureKind = AzureAsset['asset'] & AssetKind

/** All assets of a kind by what stands for them. */
const byKey = remember((platform: Platform) => {
  const tables = new Map<AzureKind, ReadonlyMap<string, readonly AzureMeta[]>>()
  return (kind: AzureKind): ReadonlyMap<string, readonly AzureMeta[]> => {
    const table = tables.get(kind) ?? tableOf(platform.all(kind) as readonly AzureMeta[])
    tables.set(kind, table)
    return table
  }
})

function tableOf(assets: readonly AzureMeta[]): ReadonlyMap<string, readonly AzureMeta[]> {
  const table = new Map<string, AzureMeta[]>()
  for (const asset of assets) for (const key of keysOf(asset)) push(table, key, asset)
  return table
}

function push<T>(table: Map<string, T[]>, key: string, value: T): void {
  const list = table.get(key)
  if (list === undefined) table.set(key, [value])
  else list.push(value)
}

/** The assets of a kind that a reference is surely about; several where one name stands for several. */
export function referred<K extends AzureKind>(
  platform: Platform,
  kind: K,
  [from, known]: readonly [AzureMeta, Known<Reference | undefined>],
): readonly AssetOf<K>[] {
  const reference = valueOf(known)
  if (reference === undefined) return []
  return surelyNamed(platform, kind, { from, reference }) as unknown as readonly AssetOf<K>[]
}

function surelyNamed(
  platform: Platform,
  kind: AzureKind,
  { from, reference }: PlacedReference,
): readonly AzureMeta[] {
  const table = byKey(platform)(kind)
  const named = new Set(keysTo(from.declaredIn, reference).flatMap((key) => table.get(key) ?? []))
  return [...named].filter((asset) => matchPlace(asset, { from, reference }, platform) === 'yes')
}

/** The only asset that a reference is about; nothing where one name stands for several, or where it may not be there. */
export function onlyReferred<K extends AzureKind>(
  platform: Platform,
  kind: K,
  naming: readonly [AzureMeta, Known<Reference | undefined>],
): AssetOf<K> | undefined {
  const [asset, ...others] = referred(platform, kind, naming)
  const { confidence } = asset ?? {}
  return others.length === 0 && confidence === 'confirmed' ? asset : undefined
}

/** Whether a reference is about an asset; unknown where it may be, and is surely about none. */
export function isAbout(
  asset: AzureAsset,
  [from, known]: readonly [AzureMeta, Known<Reference | undefined>],
  platform: Platform,
): Match {
  if (known.state === 'hidden') return from.declaredIn === asset.declaredIn ? 'unknown' : 'no'
  const reference = known.value
  if (reference === undefined) return 'no'
  const keys = new Set(keysOf(asset))
  if (!keysTo(from.declaredIn, reference).some((key) => keys.has(key))) return 'no'
  const match = matchPlace(asset, { from, reference }, platform)
  const isOthers = match === 'unknown' && surelyNamed(platform, asset.asset, { from, reference }).length > 0
  return isOthers ? 'no' : match
}

/** An asset that names another, with how sure it is that it does. */
export interface Referring<K extends AzureKind> {
  readonly asset: AssetOf<K>
  readonly match: Exclude<Match, 'no'>
}

/** Who of one kind names something; those that surely do come first. */
export type ReferringTo<K extends AzureKind> = (
  target: AzureAsset,
  platform: Platform,
) => readonly Referring<K>[]

/** Finds the assets of a kind by what they name, however many there are of both. */
export function referringBy<K extends AzureKind>(
  kind: K,
  namesOf: (asset: AssetOf<K>) => readonly Known<Reference | undefined>[],
): ReferringTo<K> {
  const tableIn = remember((platform: Platform) => naming(platform.all(kind), namesOf))
  return (target, platform) => {
    const { named, hidden } = tableIn(platform)
    const found = keysOf(target).flatMap((key) => named.get(key) ?? [])
    const isAbout = (match: Match) => (each: PlacedReference) => matchPlace(target, each, platform) === match
    const isNobodys = (each: PlacedReference): boolean =>
      surelyNamed(platform, target.asset, each).length === 0
    const sure = new Set(found.filter(isAbout('yes')).map(({ from }) => from))
    const doubtful = found.filter(isAbout('unknown')).filter(isNobodys)
    const perhaps = new Set([...doubtful.map(({ from }) => from), ...(hidden.get(target.declaredIn) ?? [])])
    return [
      ...[...sure].map((asset) => ({ asset, match: 'yes' })),
      ...[...perhaps.difference(sure)].map((asset) => ({ asset, match: 'unknown' })),
    ] as unknown as readonly Referring<K>[]
  }
}

interface Naming {
  /** By what they say. */
  readonly named: ReadonlyMap<string, readonly PlacedReference[]>
  /** By configuration: what hides what it names may name anything there. */
  readonly hidden: ReadonlyMap<string, readonly AzureMeta[]>
}

function naming<K extends AzureKind>(
  assets: readonly AssetOf<K>[],
  namesOf: (asset: AssetOf<K>) => readonly Known<Reference | undefined>[],
): Naming {
  const [named, hidden] = [new Map<string, PlacedReference[]>(), new Map<string, AzureMeta[]>()]
  for (const asset of assets) {
    const from = asset as unknown as AzureMeta
    for (const known of namesOf(asset)) {
      if (known.state === 'hidden') push(hidden, from.declaredIn, from)
      const reference = valueOf(known)
      if (reference === undefined) continue
      for (const key of keysTo(from.declaredIn, reference)) push(named, key, { from, reference })
    }
  }
  return { named, hidden }
}
