import { groupKey, lockedGroups } from '../../link/groups.ts'
import { referringBy } from '../../link/references.ts'
import type { AzureAsset } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'

const locksOn = referringBy('resource-lock', ({ scope }) => [scope])

/** Passes where a lock on a resource or on its group keeps it from being deleted: either level of locks does. */
export function demandLock(asset: AzureAsset, platform: Platform, message: string): Verdict {
  const group = groupKey(asset)
  if (group !== undefined && lockedGroups(platform).has(group)) return pass()
  const [first, ...others] = locksOn(asset, platform)
  if (first === undefined) return fail(message)
  const surely = [first, ...others].filter(({ match }) => match === 'yes')
  if (surely.some(({ asset: lock }) => lock.confidence === 'confirmed')) return pass()
  const reason =
    surely.length === 0 ? 'what a lock is on cannot be read' : 'nobody says whether its lock will be there'
  return doubtful(message, reason, asset.origin)
}
