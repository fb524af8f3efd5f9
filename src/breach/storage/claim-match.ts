import type { PersistentVolume, VolumeClaim } from '../../model/cluster.ts'
import { isKnown, type Known, valueOf } from '../../model/known.ts'
import { parseQuantity } from '../../model/quantity.ts'
import { allMatch, type Match, matchSelector } from '../../model/selector.ts'

/** Whether a volume that nobody has may be given to a claim (k8s.io/component-helpers, FindMatchingVolume). */
export function mayBind(volume: PersistentVolume, claim: VolumeClaim): Match {
  return allMatch([
    isSameClass(volume, claim),
    isSame(volume.volumeMode, claim.volumeMode),
    offersModes(volume, claim),
    isLargeEnough(volume, claim),
    claim.selector === undefined ? 'yes' : matchSelector(claim.selector, volume.labels),
  ])
}

/** Admission gives a claim that names no class the default one, which no claim tells (DefaultStorageClass). */
function isSameClass(volume: PersistentVolume, claim: VolumeClaim): Match {
  if (isKnown(claim.storageClassName, undefined)) return 'unknown'
  return isSame(volume.storageClassName, claim.storageClassName)
}

function isSame(a: Known<string | undefined>, b: Known<string | undefined>): Match {
  if (a.state === 'hidden' || b.state === 'hidden') return 'unknown'
  return a.value === b.value ? 'yes' : 'no'
}

function offersModes(volume: PersistentVolume, claim: VolumeClaim): Match {
  const isHidden = [...volume.accessModes, ...claim.accessModes].some(({ state }) => state === 'hidden')
  if (isHidden) return 'unknown'
  const offered = new Set(volume.accessModes.map(valueOf))
  return claim.accessModes.every((mode) => offered.has(valueOf(mode))) ? 'yes' : 'no'
}

function isLargeEnough(volume: PersistentVolume, claim: VolumeClaim): Match {
  const [capacity, wanted] = [capacityOf(volume), parseQuantity(valueOf(claim.storage) ?? '')]
  if (capacity === undefined || wanted === undefined) return 'unknown'
  return capacity >= wanted ? 'yes' : 'no'
}

/** In bytes; nothing where it cannot be read. */
export function capacityOf({ capacity }: PersistentVolume): number | undefined {
  return parseQuantity(valueOf(capacity) ?? '')
}
