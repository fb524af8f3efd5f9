import { posix } from 'node:path'

import { normalisePath } from '../../controls/workload/host-paths.ts'
import { mountPoints } from '../../knowledge/node-paths.ts'
import type { VolumeMount } from '../../model/container.ts'
import type { Container } from '../../model/pod.ts'
import { byDefault, hidden, isKnown, type Known, mapKnown, unset, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { Condition } from '../steps/condition.ts'
import { mayRunLinux } from '../nodes/linux.ts'
import { type NodeVolume, nodeVolumesOf, type VolumesByName } from './node-volumes.ts'

/** A path of the node in a container. */
interface HostMount {
  /** Normalised, with what `subPath` narrows it to. */
  readonly path: Known<string>
  /** Else it is some folder below. */
  readonly isWhole: boolean
  readonly isReadOnly: Known<boolean>
  readonly origin: Origin
  readonly control: NodeVolume['control']
}

interface Seen {
  readonly platform: Platform
  readonly mounts: readonly HostMount[]
}

/** Many techniques ask the same of a container. */
const seen = new WeakMap<Container, Seen>()

/** What a container sees of its node's file system: by hostPath volumes, and by claims on volumes that are one. */
function hostMountsOf(container: Container, platform: Platform): readonly HostMount[] {
  const known = seen.get(container)
  if (known?.platform === platform) return known.mounts
  const mounts = mayRunLinux(container.pod) ? readHostMounts(container, platform) : []
  seen.set(container, { platform, mounts })
  return mounts
}

function readHostMounts({ pod, mounts }: Container, platform: Platform): readonly HostMount[] {
  const volumes = nodeVolumesOf(pod, platform)
  if ([...volumes.values()].every((volume) => volume === undefined)) return []
  return mounts.flatMap((mount) => {
    const volume = volumeOf(mount, volumes)
    return volume === undefined ? [] : mountsOf(volume, mount)
  })
}

/** A mount whose name cannot be read may be each path; a name that no volume has may be one's that cannot be read. */
function volumeOf({ volume: name }: VolumeMount, volumes: VolumesByName): NodeVolume | undefined {
  if (name.state === 'hidden') return { path: name, control: 'host-path-volume' }
  return volumes.has(name.value) ? volumes.get(name.value) : volumes.get(undefined)
}

function mountsOf({ path: root, control }: NodeVolume, mount: VolumeMount): readonly HostMount[] {
  const { subPath } = mount
  const path = narrowed(root, subPath)
  const origin = path.state === 'stated' ? path.origin : mount.origin
  const isWhole = subPath.state !== 'hidden'
  const own = { path, isWhole, isReadOnly: mount.readOnly, origin, control }
  return isKnown(mount.readOnly, true) ? [own, ...mountsBelow(own, mount)] : [own]
}

function narrowed(root: Known<string | undefined>, subPath: Known<string | undefined>): Known<string> {
  const folder = valueOf(subPath) ?? ''
  return mapKnown(root, (path) => normalisePath(posix.join(path ?? '/', folder)))
}

/**
 * "On Linux, read-only mounts are not recursively read-only by default" (Kubernetes documentation, Volumes): what is
 * mounted below the node's root stays writable.
 */
function mountsBelow({ path, ...rest }: HostMount, { recursiveReadOnly }: VolumeMount): readonly HostMount[] {
  const mode = recursiveReadOnly ?? unset()
  if (!isKnown(path, '/') || isKnown(mode, 'Enabled')) return []
  const hangs = mode.state === 'hidden' || mode.value === 'IfPossible'
  const isReadOnly = hangs ? hidden('it hangs on the runtime', rest.origin) : byDefault(false)
  return mountPoints.map((point) => ({ ...rest, path: mapKnown(path, () => point), isReadOnly }))
}

export interface PathWanted {
  readonly isMeant: (path: string) => boolean
  /** Reading is not enough. */
  readonly toWrite: boolean
}

/** A mount that gives what is wanted, and how sure that is. */
export interface PathFound {
  /** For sentences: the path, or that it cannot be read. */
  readonly path: string
  readonly condition: Condition
}

/** The surest of a container's mounts that gives what is wanted. */
export function findMount(
  container: Container,
  { isMeant, toWrite }: PathWanted,
  platform: Platform,
): PathFound | undefined {
  let unsure: PathFound | undefined
  for (const mount of hostMountsOf(container, platform)) {
    const { path, isReadOnly, origin, control } = mount
    if (path.state !== 'hidden' && !isMeant(path.value)) continue
    if (toWrite && isKnown(isReadOnly, true)) continue
    const doubt = doubtOf(mount, container, toWrite)
    const name = valueOf(path) ?? 'a path that nobody can read'
    if (doubt === undefined) return { path: name, condition: { is: 'yes', origin, question: '', control } }
    unsure ??= { path: name, condition: { is: 'unknown', origin, question: doubt, control } }
  }
  return unsure
}

function doubtOf(
  { path, isWhole, isReadOnly }: HostMount,
  container: Container,
  toWrite: boolean,
): string | undefined {
  if (path.state === 'hidden' || !isWhole) return `which path of its node container ${container.name} sees`
  if (toWrite && isReadOnly.state === 'hidden')
    return `whether container ${container.name} may write to ${path.value} of its node`
  return undefined
}
