import { folderOf, memberPath } from './member-path.ts'
import { type ContentSink, type TarEntry, type TarVisitor, TarWalker } from './tar-walker.ts'

/** The files of an archive, or why there are none: a part of a sentence. */
export type SmallArchive = Named & (Read | Fault)

interface Named {
  /** The paths of its files, as far as it was looked through. */
  readonly names: readonly string[]
}

interface Read {
  readonly is: 'read'
  readonly files: ReadonlyMap<string, Buffer>
}

interface Fault {
  readonly is: 'broken' | 'unsafe'
  readonly reason: string
}

const mostFiles = 20_000
const deepest = 64
/** What every disk takes, below a folder of its own. */
const longest = { path: 800, name: 255 }

/** Reads an archive that fits into memory, and that holds nothing but folders and plain files below its own root. */
export function readSmallArchive(bytes: Buffer): SmallArchive {
  const collector = new Collector()
  const walker = new TarWalker(collector)
  walker.write(bytes)
  walker.end()
  const { fault, files, names } = collector
  if (fault !== undefined) return { ...fault, names }
  const clash = [...files.keys()].find((path) => liesInFile(path, files))
  if (clash !== undefined) return { ...unsafe(`its member ${shown(clash)} lies in a file`), names }
  return { is: 'read', files, names }
}

function liesInFile(path: string, files: ReadonlyMap<string, unknown>): boolean {
  const folder = folderOf(path)
  return folder !== '' && (files.has(folder) || liesInFile(folder, files))
}

class Collector implements TarVisitor {
  readonly files = new Map<string, Buffer>()
  readonly names: string[] = []
  fault: Fault | undefined

  entry(entry: TarEntry): ContentSink | undefined {
    if (entry.kind === 'file' && this.names.length <= mostFiles)
      this.names.push(memberPath(entry.path) ?? entry.path)
    this.fault ??= refuse(entry, this.names.length)
    if (this.fault !== undefined || entry.kind === 'directory') return undefined
    const path = memberPath(entry.path) ?? ''
    const parts: Buffer[] = []
    return {
      write: (chunk) => parts.push(chunk),
      end: () => this.files.set(path, Buffer.concat(parts)),
    }
  }

  broken(reason: string): void {
    this.fault ??= { is: 'broken', reason }
  }
}

/** Whoever unpacks it would write, or read, elsewhere. */
function refuse({ kind, path, extents, fault }: TarEntry, count: number): Fault | undefined {
  if (count > mostFiles) return unsafe(`it holds more than ${mostFiles} files`)
  if (leadsOut(path)) return unsafe(`its member ${shown(path)} leads out of it`)
  if (kind !== 'file' && kind !== 'directory')
    return unsafe(`its member ${shown(path)} is a link or a device`)
  if (extents !== undefined || fault !== undefined) return unsafe(`its member ${shown(path)} has holes`)
  if (isTooLong(path)) return unsafe(`its member ${shown(path)} has too long a name`)
  return path.split('/').length > deepest ? unsafe(`its member ${shown(path)} lies too deep`) : undefined
}

function isTooLong(path: string): boolean {
  const parts = path.split('/')
  return (
    Buffer.byteLength(path) > longest.path || parts.some((part) => Buffer.byteLength(part) > longest.name)
  )
}

function leadsOut(path: string): boolean {
  return /^\/|^[a-z]:|\\/i.test(path) || path.split('/').includes('..') || memberPath(path) === undefined
}

function unsafe(reason: string): Fault {
  return { is: 'unsafe', reason }
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 200))
}
