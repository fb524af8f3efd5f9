import { groupKey, lockedGroups } from '../../link/groups.ts'
import { referringBy } from '../../link/references.ts'
import type { AzureAsset } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'

const locksOn = referringBy('resource-lock', ({ scope }) => [scope])

const perhapsThere = 'nobody says whether its lock will be there'

/** Passes where a lock on a resource or on its group keeps it from being deleted: either level of locks does. */
export function demandLock(asset: AzureAsset, platform: Platform, message: string): Verdict {
  const group = groupKey(asset)
  const ofGroup = group === undefined ? undefined : lockedGroups(platform).get(group)
  if (ofGroup?.isSure === true) return pass()
  const [first, ...others] = locksOn(asset, platform)
  if (first === undefined && ofGroup === undefined) return fail(message)
  if (first === undefined) return doubtful(message, perhapsThere, asset.origin)
  const surely = [first, ...others].filter(({ match }) => match === 'yes')
  if (surely.some(({ asset: lock }) => lock.confidence === 'confirmed')) return pass()
  const reason = surely.length === 0 ? 'what a lock is on cannot be read' : perhapsThere
  return doubtful(message, reason, asset.origin)
}
