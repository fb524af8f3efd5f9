import { linkTarget } from '../archive/member-path.ts'
import { readerOf } from '../inventory/readers.ts'
import { isCalledModel } from './model-candidate.ts'

/** What package managers write down is looked for at its place alone. */
const databases: readonly string[] = [
  'var/lib/dpkg/status',
  'var/lib/dpkg/status.d/base',
  'lib/apk/db/installed',
  'usr/lib/apk/db/installed',
  'var/lib/rpm/rpmdb.sqlite',
  'var/lib/rpmmanifest/container-manifest-2',
  'usr/lib/sysimage/rpm/rpmdb.sqlite',
]

/** Whether a symbolic link stands where a file would be read, or above, and leads to where it is not. */
export function leadsAway(path: string, target: string): boolean {
  const to = linkTarget(path, target)
  // Java links its archives to one another all over the place.
  if (readerOf(path) !== undefined && !/\.jar$/i.test(path)) return readerOf(to) === undefined
  return databases.some(
    (each) => each.startsWith(`${path}/`) && readerOf(to + each.slice(path.length)) === undefined,
  )
}

/** Endings that hardly anything but a model has; programs link others such as `.bin`, too. */
const surely =
  /\.(?:pkl|pickle|joblib|dill|sav|pt|pt2|pth|ckpt|npy|npz|h5|hdf5|keras|onnx|safetensors|gguf)$/i

/** Whether a loader of models would open a link, and what it leads to is looked into by its own name only. */
export function mayHideModel(path: string, target: string): boolean {
  return surely.test(path) && isCalledModel(path) && !isCalledModel(target)
}
