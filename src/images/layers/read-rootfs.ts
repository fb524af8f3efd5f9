import {
  closeSync,
  constants,
  type Dirent,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
} from 'node:fs'
import { join } from 'node:path'

import type { ContentSink, TarEntry } from '../archive/tar-walker.ts'
import { reasonOf } from '../blobs/open-error.ts'
import type { Layer, LayerLimits } from './layer.ts'
import { LayerScanner } from './layer-scanner.ts'

/** What the kernel shows there is no part of an image. */
const ofTheKernel: ReadonlySet<string> = new Set(['proc', 'sys', 'dev'])

/** Reads a folder that holds the files of an image as if it were its only layer. No link is followed. */
export function readRootfs(root: string, limits: LayerLimits): Layer {
  const scanner = new LayerScanner(limits, true)
  const folders = ['']
  let bytes = 0
  for (let folder = folders.pop(); folder !== undefined && !scanner.isFull; folder = folders.pop()) {
    for (const entry of listFolder(root, folder, scanner)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (ofTheKernel.has(path)) continue
      bytes += takeEntry({ root, path, entry }, scanner)
      if (entry.isDirectory()) folders.push(path)
    }
  }
  const content = scanner.end(true)
  return { index: 0, diffId: undefined, content: { ...content, counts: { ...content.counts, bytes } } }
}

function listFolder(root: string, folder: string, scanner: LayerScanner): readonly Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    scanner.fault({
      code: 'unreadable',
      path: folder,
      message: `The folder cannot be read: the file system says ${reasonOf(error)}.`,
    })
    return []
  }
}

/** Returns how many bytes the entry has. */
function takeEntry(
  { root, path, entry }: { root: string; path: string; entry: Dirent },
  scanner: LayerScanner,
): number {
  try {
    const place = join(root, path)
    const { size, mode } = lstatSync(place)
    const linkPath = entry.isSymbolicLink() ? readlinkSync(place) : ''
    const sink = scanner.take({
      kind: kindOf(entry),
      path,
      linkPath,
      size,
      mode: mode & 0o7777,
      offset: 0,
    })
    if (sink !== undefined) readPieces(place, sink)
    return entry.isFile() ? size : 0
  } catch (error) {
    scanner.fault({
      code: 'unreadable',
      path,
      message: `The file cannot be read: the file system says ${reasonOf(error)}.`,
    })
    return 0
  }
}

const pieceBytes = 2 ** 20

/** A link that took the place of the file meanwhile is not followed. */
function readPieces(place: string, sink: ContentSink): void {
  const file = openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const piece = Buffer.alloc(pieceBytes)
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece))
      sink.write(piece.subarray(0, length))
  } finally {
    closeSync(file)
  }
  sink.end()
}

function kindOf(entry: Dirent): TarEntry['kind'] {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'directory'
  return entry.isSymbolicLink() ? 'symlink' : 'device'
}
