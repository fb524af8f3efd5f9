import type { PersistentVolume } from '../model/cluster.ts'
import { type Known, unset, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { Volume } from '../model/volume.ts'

/** A volume that is a path of whichever node its pod is on. */
export interface NodeVolume {
  readonly path: Known<string | undefined>
  /** Name of the control that demands that it is not there. */
  readonly control: 'host-path-volume' | 'persistent-volume-on-node'
}

/** By name, with nothing for volumes that are no path of a node; no name stands for one that cannot be read. */
export type VolumesByName = ReadonlyMap<string | undefined, NodeVolume | undefined>

/** The volumes of a pod: hostPath volumes, and claims on persistent volumes that are one. */
export function nodeVolumesOf(pod: Pod, platform: Platform): VolumesByName {
  const volumes = new Map<string | undefined, NodeVolume | undefined>()
  for (const volume of pod.volumes) {
    const name = valueOf(volume.name)
    volumes.set(name, volumes.get(name) ?? nodeVolume(volume, pod, platform))
  }
  return volumes
}

function nodeVolume(volume: Volume, pod: Pod, platform: Platform): NodeVolume | undefined {
  const { type, hostPath: path } = volume
  if (type === 'hostPath' || path.state === 'hidden') return { path, control: 'host-path-volume' }
  const claimed = type === 'persistentVolumeClaim' ? claimedVolume(volume, pod, platform) : undefined
  return claimed === undefined ? undefined : { path: claimed.hostPath, control: 'persistent-volume-on-node' }
}

function claimedVolume({ reference }: Volume, pod: Pod, platform: Platform): PersistentVolume | undefined {
  const volumes = pathsOfNodes(platform)
  if (volumes.size === 0) return undefined
  const name = valueOf(reference)
  const claim = platform.inNamespace('volume-claim', pod.namespace).find((each) => each.name === name)
  return volumes.get(valueOf(claim?.volumeName ?? unset()) ?? '')
}

const byPlatform = new WeakMap<Platform, ReadonlyMap<string, PersistentVolume>>()

function pathsOfNodes(platform: Platform): ReadonlyMap<string, PersistentVolume> {
  const known = byPlatform.get(platform)
  if (known !== undefined) return known
  const own = platform.all('persistent-volume').filter(({ type }) => type === 'hostPath')
  const volumes = new Map(own.map((volume) => [volume.name, volume] as const))
  byPlatform.set(platform, volumes)
  return volumes
}
