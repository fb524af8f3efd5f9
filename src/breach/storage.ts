import { posix } from 'node:path'

import { normalisePath } from '../controls/workload/host-paths.ts'
import type { PersistentVolume, VolumeClaim } from '../model/cluster.ts'
import type { Container, VolumeDevice, VolumeMount } from '../model/container.ts'
import { byDefault, isKnown, type Known, mapKnown, unset, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import type { Volume } from '../model/volume.ts'
import type { Assumption } from './barrier.ts'
import type { Pools } from './pools.ts'
import { workloadName } from './position.ts'

/** A folder of storage that outlives pods: of a share, a disk, or the disk of a node. */
export interface Place {
  /** What holds the folder: a share by its name, or a pool. */
  readonly root: string
  readonly path: string
  readonly isOnNodes: boolean
}

/** What a pod does with a place. */
export interface Use extends Place {
  readonly pod: Pod
  readonly container: Container
  /** Where the container sees it. */
  readonly seenAt: Known<string>
  /** `unknown` where it may write. */
  readonly writes: 'yes' | 'no' | 'unknown'
  readonly origin: Origin
  /** It may be another place, or the pod may be elsewhere. */
  readonly assumes?: Assumption
}

/** Storage that pods use, by the pods and by the places. */
export interface Storages {
  readonly uses: readonly Use[]
  usesOf(pod: Pod): readonly Use[]
}

/**
 * What pods keep outside of themselves, where more than one workload does: by claims, by the share or disk behind them, by
 * folders of the node.
 */
export function findStorages(pods: readonly Pod[], platform: Platform, pools: Pools): Storages {
  const volumes = indexVolumes(platform)
  const all = pods.flatMap((pod) => pod.volumes.flatMap((volume) => usesIn(volume, pod, { volumes, pools })))
  const shared = sharedRoots(all)
  const uses = all.filter(({ root }) => shared.has(root))
  const byPod = Map.groupBy(uses, ({ pod }) => pod)
  return { uses, usesOf: (pod) => byPod.get(pod) ?? [] }
}

/** What more than one workload uses. */
function sharedRoots(uses: readonly Use[]): ReadonlySet<string> {
  const first = new Map<string, Pod>()
  const shared = new Set<string>()
  for (const { root, pod } of uses) {
    const other = first.get(root)
    if (other === undefined) first.set(root, pod)
    else if (other !== pod && workloadName(other) !== workloadName(pod)) shared.add(root)
  }
  return shared
}

interface VolumeIndex {
  /** The persistent volume that a claim is bound to, as far as either side says so. */
  volumeOf(pod: Pod, claim: string): PersistentVolume | undefined
}

function indexVolumes(platform: Platform): VolumeIndex {
  const claims = new Map(
    platform.all('volume-claim').map((claim) => [keyOf(claim.namespace, claim.name), claim]),
  )
  const byName = new Map(platform.all('persistent-volume').map((volume) => [volume.name, volume]))
  const byClaim = new Map(
    platform.all('persistent-volume').flatMap((volume) => {
      const [namespace, name] = [valueOf(volume.claimNamespace), valueOf(volume.claimName)]
      return namespace === undefined || name === undefined ? [] : [[keyOf(namespace, name), volume] as const]
    }),
  )
  const named = (claim: VolumeClaim | undefined): PersistentVolume | undefined =>
    byName.get(valueOf(claim?.volumeName ?? unset()) ?? '')
  return {
    volumeOf: ({ namespace }, claim) => {
      const key = keyOf(namespace, claim)
      return named(claims.get(key)) ?? byClaim.get(key)
    },
  }
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`
}

interface Found {
  readonly volumes: VolumeIndex
  readonly pools: Pools
}

function usesIn(volume: Volume, pod: Pod, { volumes, pools }: Found): readonly Use[] {
  const roots = rootsOf(volume, pod, { volumes, pools })
  return roots.flatMap((root) =>
    mountsOf(volume, pod).map(({ container, mount }) => ({
      ...placeIn(root, mount),
      pod,
      container,
      seenAt: mount.path,
      writes: writing(volume, mount),
      origin: mount.origin,
      ...(root.assumes === undefined ? {} : { assumes: root.assumes }),
    })),
  )
}

interface Root extends Place {
  readonly assumes?: Assumption
}

/** The storage behind a volume; a folder of the node is another one on every pool. */
function rootsOf(volume: Volume, pod: Pod, { volumes, pools }: Found): readonly Root[] {
  const claim = volume.type === 'persistentVolumeClaim' ? valueOf(volume.reference) : undefined
  const bound = claim === undefined ? undefined : volumes.volumeOf(pod, claim)
  const { hostPath, share } = bound ?? volume
  const folder = valueOf(hostPath)
  if (folder !== undefined) return foldersOf(folder, pod, pools)
  const name = valueOf(share) ?? nameOf(pod, claim, bound)
  return name === undefined ? [] : [{ root: name, path: '/', isOnNodes: false }]
}

/** Of storage that says nothing of what is behind it: its persistent volume, else its claim. */
function nameOf(
  { namespace }: Pod,
  claim: string | undefined,
  bound: PersistentVolume | undefined,
): string | undefined {
  if (bound !== undefined) return `volume ${bound.name}`
  return claim === undefined ? undefined : `claim ${keyOf(namespace, claim)}`
}

function foldersOf(folder: string, pod: Pod, pools: Pools): readonly Root[] {
  return pools.placementsOf(pod).map(({ pool, ...rest }) => ({
    root: `nodes of ${pool.name}`,
    path: normalisePath(folder),
    isOnNodes: true,
    ...rest,
  }))
}

interface Mounted {
  readonly container: Container
  readonly mount: Pick<VolumeMount, 'path' | 'subPath' | 'readOnly' | 'origin'>
}

/** Where the containers of a pod see a volume; a volume that none mounts is no way to anything. */
function mountsOf(volume: Volume, pod: Pod): readonly Mounted[] {
  const name = valueOf(volume.name)
  return pod.containers.flatMap((container) =>
    [...container.mounts, ...container.devices.map(asMount)]
      .filter((mount) => valueOf(mount.volume) === name)
      .map((mount) => ({ container, mount })),
  )
}

function asMount({ volume, path, origin }: VolumeDevice): Mounted['mount'] & Pick<VolumeDevice, 'volume'> {
  return { volume, path, origin, subPath: unset(), readOnly: byDefault(false) }
}

/** A folder in the volume, where the mount names one; one that cannot be read may be any. */
function placeIn({ root, path, isOnNodes }: Place, { subPath }: Pick<VolumeMount, 'subPath'>): Place {
  return { root, isOnNodes, path: normalisePath(posix.join(path, valueOf(subPath) ?? '')) }
}

function writing(volume: Volume, { readOnly }: Pick<VolumeMount, 'readOnly'>): Use['writes'] {
  if (isKnown(volume.readOnly, true)) return 'no'
  const answer: Known<'yes' | 'no'> = mapKnown(readOnly, (isReadOnly) => (isReadOnly ? 'no' : 'yes'))
  return answer.state === 'hidden' ? 'unknown' : answer.value
}

/** For sentences: `folder /mnt/models of the nodes of gpu`, `csi file.csi.azure.com models`. */
export function placeLabel({ root, path, isOnNodes }: Place): string {
  if (isOnNodes) return `folder ${path} of the ${root}`
  return path === '/' ? root : `${path} of ${root}`
}
