import { workloadName } from '../steps/position.ts'
import type { Use } from './storage-use.ts'

/** What more than one workload sees: the same folder, or one above or below it. */
export function sharedAmong(uses: readonly Use[]): (use: Use) => boolean {
  const [at, within] = [new Map<string, string>(), new Map<string, string>()]
  for (const { root, path, pod } of uses) {
    const workload = workloadName(pod)
    addWorkload(at, keyOf(root, path), workload)
    for (const folder of [path, ...foldersAbove(path)]) addWorkload(within, keyOf(root, folder), workload)
  }
  return ({ root, path, pod }) => {
    const isOther = (workload: string | undefined): boolean =>
      workload !== undefined && workload !== workloadName(pod)
    return (
      isOther(within.get(keyOf(root, path))) ||
      foldersAbove(path).some((folder) => isOther(at.get(keyOf(root, folder))))
    )
  }
}

/** Which workload is there; where several are, none of them is alone. */
function addWorkload(workloads: Map<string, string>, key: string, workload: string): void {
  const known = workloads.get(key) ?? workload
  workloads.set(key, known === workload ? workload : 'several')
}

/** `/mnt/models/llm`: `/mnt/models`, `/mnt`, `/`. */
export function foldersAbove(path: string): readonly string[] {
  const folders: string[] = []
  for (let at = path.lastIndexOf('/'); at >= 0; at = path.lastIndexOf('/', at - 1)) {
    const folder = at === 0 ? '/' : path.slice(0, at)
    if (folder !== path) folders.push(folder)
    if (at === 0) break
  }
  return folders
}

function keyOf(root: string, path: string): string {
  return `${root} ${path}`
}
