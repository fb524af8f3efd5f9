import { remember } from '../kernel/remember.ts'
import type { AzureAsset, AzureMeta, Reference } from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { AssetKind, AssetOf, Platform } from '../model/platform.ts'
import type { Match } from '../model/selector.ts'
import { typeOf } from './azure.ts'

/**
 * What stands for a resource where others refer to it, in small letters: the address and the name that it has, in its own
 * configuration, and its id anywhere. Equal texts are one resource, so that a table finds it at once.
 */
function keysOf({ declaredIn, name, kind, resourceName }: AzureMeta): readonly string[] {
  const called = valueOf(resourceName)?.toLowerCase()
  const address = nearKey(declaredIn, name)
  // What Azure shows has its id for an address: names alone stand for others of the same name, too.
  if (isId(name)) return [address, name.toLowerCase()]
  return called === undefined
    ? [address]
    : [address, nearKey(declaredIn, called), `${kind.toLowerCase()}/${called}`]
}

function isId(text: string): boolean {
  return text.startsWith('/')
}

/** The texts that a reference may mean. */
function keysTo(declaredIn: string, reference: Reference): readonly string[] {
  const { to } = reference
  const near = nearKey(declaredIn, to)
  if (!isId(to)) return [near]
  return [near, to.toLowerCase(), `${typeOf(reference)}/${to.slice(to.lastIndexOf('/') + 1).toLowerCase()}`]
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

/** The assets of a kind that a reference is about; several where one name stands for several. */
export function referred<K extends AzureKind>(
  platform: Platform,
  kind: K,
  [{ declaredIn }, known]: readonly [AzureMeta, Known<Reference | undefined>],
): readonly AssetOf<K>[] {
  const reference = valueOf(known)
  if (reference === undefined) return []
  const table = byKey(platform)(kind)
  const found = keysTo(declaredIn, reference).flatMap((key) => table.get(key) ?? [])
  const fitting = [...new Set(found)].filter((asset) => isInGroupOf(asset, reference))
  return fitting as unknown as readonly AssetOf<K>[]
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

/** An id names a group of resources: what stands in another one is something else. */
function isInGroupOf({ resourceGroup }: AzureMeta, { to }: Reference): boolean {
  const named = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)\//i.exec(to)?.[1]
  const own = valueOf(resourceGroup)
  if (named === undefined || own === undefined || /[[\]/]/.test(named + own)) return true
  return named.toLowerCase() === own.toLowerCase()
}

/** An asset that names another, with how sure it is that it does. */
export interface Referring<K extends AzureKind> {
  readonly asset: AssetOf<K>
  readonly match: Exclude<Match, 'no'>
}

/** Who of one kind names something; those that surely do come first. */
export type ReferringTo<K extends AzureKind> = (
  target: AzureMeta,
  platform: Platform,
) => readonly Referring<K>[]

/** Finds the assets of a kind by what they name, however many there are of both. */
export function referringBy<K extends AzureKind>(
  kind: K,
  namesOf: (asset: AssetOf<K>) => readonly Known<Reference | undefined>[],
): ReferringTo<K> {
  const tableIn = remember((platform: Platform) => naming(platform.all(kind), namesOf))
  return (target, platform) => {
    const { sure, perhaps } = tableIn(platform)
    const found = new Set(keysOf(target).flatMap((key) => sure.get(key) ?? []))
    const others = (perhaps.get(target.declaredIn) ?? []).filter((asset) => !found.has(asset))
    return [
      ...[...found].map((asset) => ({ asset, match: 'yes' as const })),
      ...others.map((asset) => ({ asset, match: 'unknown' as const })),
    ]
  }
}

interface Naming<T> {
  readonly sure: ReadonlyMap<string, readonly T[]>
  /** By configuration: what hides what it names may name anything there. */
  readonly perhaps: ReadonlyMap<string, readonly T[]>
}

function naming<T>(
  assets: readonly T[],
  namesOf: (asset: T) => readonly Known<Reference | undefined>[],
): Naming<T> {
  const [sure, perhaps] = [new Map<string, T[]>(), new Map<string, T[]>()]
  for (const asset of assets) {
    const { declaredIn } = asset as unknown as AzureMeta
    for (const known of namesOf(asset)) {
      if (known.state === 'hidden') push(perhaps, declaredIn, asset)
      const reference = valueOf(known)
      const keys = reference === undefined ? [] : keysTo(declaredIn, reference)
      keys.forEach((key) => push(sure, key, asset))
    }
  }
  return { sure, perhaps }
}
