import { normalisePath } from '../../controls/workload/host-paths.ts'
import { remember } from '../../kernel/remember.ts'
import type { PersistentVolume } from '../../model/cluster.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import { foldersAbove } from './shared-folders.ts'

type Behind = Pick<PersistentVolume, 'share' | 'hostPath'>

/** The storage behind a volume: equal for volumes that are one storage. */
export function storageName(volume: PersistentVolume): string {
  const folder = folderOf(volume)
  return folder === undefined ? `volume ${volume.name}` : nameOf(folder)
}

/** Whether other volumes may name the storage of one, as a whole or in part. */
export const storageNames: (platform: Platform) => (volume: Behind) => boolean = remember((platform) => {
  const volumes: readonly Behind[] = [
    ...platform.all('persistent-volume'),
    ...platform.all('pod').flatMap((pod) => pod.volumes),
  ]
  const folders = volumes.flatMap((volume) => folderOf(volume) ?? [])
  const [at, above] = [count(folders), count(folders.flatMap(parentsOf))]
  return (volume) => {
    if (volume.share.state === 'hidden' || volume.hostPath.state === 'hidden') return true
    const folder = folderOf(volume)
    if (folder === undefined) return false
    const name = nameOf(folder)
    return (
      (at.get(name) ?? 0) > 1 || above.has(name) || parentsOf(folder).some((each) => at.has(nameOf(each)))
    )
  }
})

/** A folder of a share, or of nodes. */
interface Folder {
  readonly root: string
  readonly path: string
}

function folderOf({ share, hostPath }: Behind): Folder | undefined {
  const [known, path] = [valueOf(share), valueOf(hostPath)]
  if (known !== undefined) return { root: `share ${known.name}`, path: normalisePath(known.folder) }
  return path === undefined ? undefined : { root: 'nodes', path: normalisePath(path) }
}

function parentsOf({ root, path }: Folder): readonly Folder[] {
  return foldersAbove(path).map((each) => ({ root, path: each }))
}

function nameOf({ root, path }: Folder): string {
  return `${root} ${path}`
}

function count(folders: readonly Folder[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of folders.map(nameOf)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
