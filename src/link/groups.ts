import { remember } from '../kernel/remember.ts'
import type { AzureMeta, ManagedCluster, Reference } from '../model/azure.ts'
import { type Known, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import { referred } from './references.ts'

/** The names of the resource groups that a reference is about. */
function groupsNamed(
  from: AzureMeta,
  known: Known<Reference | undefined>,
  platform: Platform,
): readonly string[] {
  const declared = referred(platform, 'resource-group', [from, known])
  if (declared.length > 0) return declared.flatMap(({ resourceName }) => valueOf(resourceName) ?? [])
  const { to = '', called } = valueOf(known) ?? {}
  const name = /\/resourcegroups\/([^/]+)$/i.exec(to)?.[1] ?? called
  return name === undefined ? [] : [name]
}

/** What stands for the group in which a resource is; nothing where nobody says which one it is. */
export function groupKey({ declaredIn, resourceGroup }: AzureMeta): string | undefined {
  const name = valueOf(resourceGroup)
  return name === undefined ? undefined : `${declaredIn}\0${name.toLowerCase()}`
}

/** What stands for the groups that a reference is about. */
export function groupKeys(
  from: AzureMeta,
  known: Known<Reference | undefined>,
  platform: Platform,
): readonly string[] {
  return groupsNamed(from, known, platform).map((name) => `${from.declaredIn}\0${name.toLowerCase()}`)
}

/** The groups that a lock keeps from being deleted, with all that is in them, and whether one is surely there. */
export const lockedGroups: (platform: Platform) => ReadonlyMap<string, { readonly isSure: boolean }> =
  remember((platform) => {
    const locks = platform.all('resource-lock').flatMap((lock) => {
      const isSure = lock.confidence === 'confirmed'
      return groupKeys(lock, lock.scope, platform).map((group) => [group, { isSure }] as const)
    })
    return new Map([
      ...locks.filter(([, { isSure }]) => !isSure),
      ...locks.filter(([, { isSure }]) => isSure),
    ])
  })

/** The clusters of each group. */
export const clustersByGroup: (
  platform: Platform,
) => ReadonlyMap<string | undefined, readonly ManagedCluster[]> = remember((platform) =>
  Map.groupBy(platform.all('managed-cluster'), groupKey),
)
