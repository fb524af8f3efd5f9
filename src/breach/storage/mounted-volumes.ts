import type { VolumeMount } from '../../model/container.ts'
import type { Container } from '../../model/pod.ts'
import { valueOf } from '../../model/known.ts'
import type { Volume } from '../../model/volume.ts'

export interface Mounted {
  readonly volume: Volume
  readonly mount: VolumeMount
}

/** The volumes of its pod that a container mounts. */
export function mountedVolumes({ mounts, pod }: Container): readonly Mounted[] {
  return mounts.flatMap((mount) => {
    const volume = pod.volumes.find(({ name }) => valueOf(name) === valueOf(mount.volume))
    return volume === undefined ? [] : [{ volume, mount }]
  })
}
