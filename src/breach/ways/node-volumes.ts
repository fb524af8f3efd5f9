import { hidden, type Known, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Volume } from '../../model/volume.ts'
import { bindClaims } from '../storage/claim-binding.ts'

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
  const claimed = type === 'persistentVolumeClaim' ? claimedPath(volume, pod, platform) : undefined
  return claimed === undefined ? undefined : { path: claimed, control: 'persistent-volume-on-node' }
}

/** The path behind a claim; hidden where the claim may be bound to a path, or to one of several. */
function claimedPath({ reference }: Volume, pod: Pod, platform: Platform): NodeVolume['path'] | undefined {
  const name = valueOf(reference)
  if (name === undefined) return undefined
  const { volumes, assumes } = bindClaims(platform).of(pod.namespace, name)
  const onNodes = volumes.find(({ type }) => type === 'hostPath')
  return onNodes === undefined || assumes === undefined
    ? onNodes?.hostPath
    : hidden(assumes.question, onNodes.origin)
}
