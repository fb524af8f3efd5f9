import { posix } from 'node:path'

import { normalisePath } from '../../controls/workload/host-paths.ts'
import type { PersistentVolume } from '../../model/cluster.ts'
import type { VolumeDevice, VolumeMount } from '../../model/container.ts'
import type { Container, Pod } from '../../model/pod.ts'
import { byDefault, isKnown, type Known, unset, valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Volume } from '../../model/volume.ts'
import type { Assumption } from '../steps/barrier.ts'
import { type Binding, type Bindings, bindClaims } from './claim-binding.ts'
import { doubted } from '../steps/doubt.ts'
import type { Pools } from '../nodes/pools.ts'
import { workloadLabel } from '../steps/position.ts'
import { sharedAmong } from './shared-folders.ts'
import type { Place, Use } from './storage-use.ts'

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
  const bindings = bindClaims(platform)
  const all = pods.flatMap((pod) => pod.volumes.flatMap((volume) => usesIn(volume, pod, { bindings, pools })))
  // What cannot be read may be what one workload alone seems to use.
  const uses = all.some(isUnread) ? all : all.filter(sharedAmong(all))
  const byPod = Map.groupBy(uses, ({ pod }) => pod)
  return { uses, usesOf: (pod) => byPod.get(pod) ?? [] }
}

/** Storage that a volume hides: it may be anybody's. */
const unreadRoot = 'storage that cannot be read'

export function isUnread({ root }: Place): boolean {
  return root === unreadRoot
}

interface Found {
  readonly bindings: Bindings
  readonly pools: Pools
}

function usesIn(volume: Volume, pod: Pod, found: Found): readonly Use[] {
  const roots = rootsOf(volume, pod, found)
  return roots.flatMap((root) =>
    mountsOf(volume, pod).map(({ container, mount }) => ({
      ...placeIn(root, mount),
      pod,
      container,
      seenAt: mount.path,
      writes: writing(volume, mount),
      origin: mount.origin,
      ...doubted(root.assumes ?? mountDoubt(container, mount)),
    })),
  )
}

function mountDoubt({ name }: Container, { volume, subPath }: Mounted['mount']): Assumption | undefined {
  if (volume.state === 'hidden')
    return { question: `which volume container ${name} mounts`, origin: volume.origin }
  if (subPath.state === 'hidden')
    return { question: `which folder of a volume container ${name} mounts`, origin: subPath.origin }
  return undefined
}

interface Root extends Place {
  readonly assumes?: Assumption
}

/** The storage behind a volume; a folder of the node is another one on every pool. */
function rootsOf(volume: Volume, pod: Pod, { bindings, pools }: Found): readonly Root[] {
  const claim = valueOf(claimName(volume))
  if (claim === undefined)
    return [...behind(volume, pod, pools), ...unreadRoots([claimName(volume), volume.share], pod)]
  const { volumes, assumes } = bindings.of(pod.namespace, claim)
  if (volumes.length > 0 && assumes === undefined)
    return volumes.flatMap((volume) => volumeRoots(volume, pod, pools))
  const own = { root: `claim ${pod.namespace}/${claim}`, path: '/', isOnNodes: false }
  const declared = bindings.claimOf(pod.namespace, claim)
  const perhaps = assumes === undefined ? [] : perhapsRoots({ volumes, assumes }, pod, pools)
  return [own, ...perhaps, ...unreadRoots([declared?.volumeName ?? unset()], pod)]
}

const mostVolumes = 16

/** Of many volumes that a claim may be bound to, nobody counts the ways. */
function perhapsRoots({ volumes, assumes }: Required<Binding>, pod: Pod, pools: Pools): readonly Root[] {
  if (volumes.length > mostVolumes) return [{ root: unreadRoot, path: '/', isOnNodes: false, assumes }]
  const roots = volumes.flatMap((volume) => volumeRoots(volume, pod, pools))
  return roots.map((root) => ({ ...root, assumes }))
}

/** Of storage that says nothing of what is behind it, its persistent volume stands for it. */
function volumeRoots(volume: PersistentVolume, pod: Pod, pools: Pools): readonly Root[] {
  const known = behind(volume, pod, pools)
  const own = { root: `volume ${volume.name}`, path: '/', isOnNodes: false }
  return [...(known.length === 0 ? [own] : known), ...unreadRoots([volume.share], pod)]
}

function behind(
  { hostPath, share }: Pick<Volume, 'hostPath' | 'share'>,
  pod: Pod,
  pools: Pools,
): readonly Root[] {
  const folder = valueOf(hostPath)
  if (folder !== undefined) return foldersOf(folder, pod, pools)
  const known = valueOf(share)
  return known === undefined
    ? []
    : [{ root: known.name, path: normalisePath(known.folder), isOnNodes: false }]
}

function claimName({ type, reference }: Volume): Known<string | undefined> {
  return type === 'persistentVolumeClaim' ? reference : unset()
}

function unreadRoots(parts: readonly Known<unknown>[], pod: Pod): readonly Root[] {
  const hiddenPart = parts.find(({ state }) => state === 'hidden')
  if (hiddenPart?.state !== 'hidden') return []
  const question = `which storage ${workloadLabel(pod)} mounts`
  return [{ root: unreadRoot, path: '/', isOnNodes: false, assumes: { question, origin: hiddenPart.origin } }]
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
  readonly mount: Pick<VolumeMount, 'volume' | 'path' | 'subPath' | 'readOnly' | 'origin'>
}

/** Where the containers of a pod see a volume, surely or perhaps; a volume that none mounts is no way to anything. */
function mountsOf(volume: Volume, pod: Pod): readonly Mounted[] {
  const name = valueOf(volume.name)
  return pod.containers.flatMap((container) =>
    [...container.mounts, ...container.devices.map(asMount)]
      .filter(({ volume: mounted }) => mounted.state === 'hidden' || mounted.value === name)
      .map((mount) => ({ container, mount })),
  )
}

function asMount({ volume, path, origin }: VolumeDevice): Mounted['mount'] {
  return { volume, path, origin, subPath: unset(), readOnly: byDefault(false) }
}

/** A folder in the volume, where the mount names one; one that cannot be read may be any. */
function placeIn({ root, path, isOnNodes }: Place, { subPath }: Pick<VolumeMount, 'subPath'>): Place {
  return { root, isOnNodes, path: normalisePath(posix.join(path, valueOf(subPath) ?? '')) }
}

/** Either of the two makes it read-only. */
function writing(volume: Volume, mount: Pick<VolumeMount, 'readOnly'>): Use['writes'] {
  const settings = [volume.readOnly, mount.readOnly]
  if (settings.some((each) => isKnown(each, true))) return 'no'
  return settings.some(({ state }) => state === 'hidden') ? 'unknown' : 'yes'
}

/** Who writes to a place; who may is taken for one at worst. */
export function writersAmong(users: readonly Use[]): readonly Use[] {
  return users.flatMap((use) => {
    if (use.writes === 'no') return []
    const question = `whether ${workloadLabel(use.pod)} may write to ${placeLabel(use)}`
    return use.writes === 'yes' ? [use] : [{ ...use, assumes: { question, origin: use.origin } }]
  })
}

/** For sentences: `folder /mnt/models of the nodes of gpu`, `csi file.csi.azure.com models`. */
export function placeLabel({ root, path, isOnNodes }: Place): string {
  if (isOnNodes) return `folder ${path} of the ${root}`
  return path === '/' ? root : `${path} of ${root}`
}
