import type { Pod } from '../../model/pod.ts'
import { doubted } from '../steps/doubt.ts'
import { openWays } from './fact-openings.ts'
import { workloadLabel } from '../steps/position.ts'
import { placePosition, placeWritePosition } from '../storage/shared-places.ts'
import { placeLabel, writersAmong } from '../storage/storage.ts'
import type { Use } from '../storage/storage-use.ts'
import type { Opening } from '../steps/opening.ts'
import type { Terrain } from '../terrain.ts'

/** The storage that a pod reads, and that it writes to where its mount lets it; of nodes, or of shares and disks. */
export function storageOpenings(pod: Pod, terrain: Terrain, isOnNodes: boolean): readonly Opening[] {
  return terrain.storages
    .usesOf(pod)
    .filter((use) => use.isOnNodes === isOnNodes)
    .flatMap((use) => [...reading(use), ...writing(use)])
}

function reading(use: Use): readonly Opening[] {
  const { pod, origin, assumes } = use
  const how = `${pod.kind} ${workloadLabel(pod)} mounts ${placeLabel(use)}, as other workloads do.`
  return openWays({ to: [placePosition(use)], how, evidence: [origin], ...doubted(assumes) })
}

function writing(use: Use): readonly Opening[] {
  return writersAmong([use]).flatMap(({ pod, origin, assumes }) => {
    const how = `${pod.kind} ${workloadLabel(pod)} may write to ${placeLabel(use)}.`
    return openWays({ to: [placeWritePosition(use)], how, evidence: [origin], ...doubted(assumes) })
  })
}
