import { folderOf, nameOf } from '../archive/member-path.ts'
import { apkReader } from './apk.ts'
import { billReader } from './bills.ts'
import { javaReader } from './java.ts'
import { composerReader, condaReader, dotnetReader, nodeReader } from './json-packages.ts'
import { dpkgChecksumsReader, dpkgListReader, dpkgReader } from './dpkg.ts'
import { gemReader } from './gems.ts'
import { nvidiaReader } from './nvidia.ts'
import { osReleaseReader } from './os-release.ts'
import { passwdReader } from './passwd.ts'
import { pythonArchiveReader } from './python-archive.ts'
import { pythonReader } from './python.ts'
import { rReader } from './r.ts'
import { rpmManifestReader } from './rpm/manifest.ts'
import { rpmJournalReader, rpmReader } from './rpm/reader.ts'
import { runtimeReader } from './runtimes.ts'
import { vendoredReader } from './vendored.ts'
import type { FileReader } from './package.ts'

const readers: readonly FileReader[] = [
  osReleaseReader,
  passwdReader,
  dpkgReader,
  dpkgListReader,
  dpkgChecksumsReader,
  apkReader,
  rpmReader,
  rpmJournalReader,
  rpmManifestReader,
  pythonReader,
  pythonArchiveReader,
  vendoredReader,
  condaReader,
  nodeReader,
  dotnetReader,
  gemReader,
  composerReader,
  rReader,
  javaReader,
  runtimeReader,
  nvidiaReader,
  billReader,
]

type Index = ReadonlyMap<string, readonly FileReader[]>

const byName = indexed(({ names = [] }) => names)
const byExtension = indexed(({ extensions = [] }) => extensions)
const byStem = indexed(({ stems = [] }) => stems)
const byFolder = indexed(({ folders = [] }) => folders)

function indexed(keysOf: (reader: FileReader) => readonly string[]): Index {
  const index = new Map<string, FileReader[]>()
  for (const reader of readers) {
    for (const key of keysOf(reader)) index.set(key, [...(index.get(key) ?? []), reader])
  }
  return index
}

/** Who reads a file. Asked of every file of an image: for most, four looks into tables have to do. */
export function readerOf(path: string): FileReader | undefined {
  const name = nameOf(path)
  const accepts = (reader: FileReader): boolean => reader.accepts(path)
  return (
    byName.get(name)?.find(accepts) ??
    byExtension.get(name.slice(name.lastIndexOf('.')).toLowerCase())?.find(accepts) ??
    byStem.get(name.slice(0, Math.max(0, name.indexOf('.'))))?.find(accepts) ??
    byFolder.get(folderOf(path))?.find(accepts)
  )
}
