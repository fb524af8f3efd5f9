import { createHash } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { constants as zlib, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

import { OpenError, reasonOf } from '../blobs/open-error.ts'
import { parseStored, type StoredLayer, storedText } from './stored-content.ts'

/** Layers that were read before, by names that tell all that their content depends on. */
export interface LayerCache {
  /** Of the program: another one may find other things. */
  readonly version: string
  readonly find: (name: string) => StoredLayer | undefined
  readonly keep: (name: string, layer: StoredLayer) => void
}

const usualBytes = 2 ** 30
/** Of one layer, unpacked: texts of JavaScript end at 512 MB. */
const mostText = 2 ** 28
const mostEntries = 1_000_000
const hashBytes = 32

export interface CachePlace {
  /** Layers are kept in a folder of their own below it. */
  readonly folder: string
  readonly version: string
  /** What all files in it may take; those that were not asked for longest go first. */
  readonly mostBytes?: number
}

/** Opens a folder of layers, and makes it where it is missing. Nobody else may read it or write to it. @throws OpenError */
export function openLayerCache({ folder: above, version, mostBytes = usualBytes }: CachePlace): LayerCache {
  const folder = join(above, 'layers')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    requireOwn(folder, lstatSync(folder))
  } catch (error) {
    if (error instanceof OpenError) throw error
    throw new OpenError(
      'unreadable',
      `The cache ${folder} cannot be used: the file system says ${reasonOf(error)}.`,
    )
  }
  return {
    version,
    find: (name) => find(join(folder, name), name),
    keep: (name, layer) => {
      keep(join(folder, name), { name, layer })
      pruneIfThere(folder, mostBytes)
    },
  }
}

/** Windows tells neither owners nor rights this way. */
function requireOwn(folder: string, facts: Stats): void {
  if (!facts.isDirectory()) throw new OpenError('unreadable', `The cache ${folder} is no folder.`)
  if (process.getuid === undefined) return
  const { uid, mode } = facts
  if (uid !== process.getuid())
    throw new OpenError('unreadable', `The cache ${folder} belongs to another user; it was not used.`)
  if ((mode & 0o077) !== 0) chmodSync(folder, 0o700)
}

/** A file that is damaged, or that somebody put there under another name, is none. */
function find(path: string, name: string): StoredLayer | undefined {
  try {
    const bytes = readOwn(path)
    const packed = bytes.subarray(hashBytes)
    if (!hashOf(name, packed).equals(bytes.subarray(0, hashBytes))) return undefined
    const stored = parseStored(zstdDecompressSync(packed, { maxOutputLength: mostText }).toString('utf8'))
    markUsed(path)
    return stored
  } catch {
    return undefined
  }
}

/** A pipe is not waited for. Windows has neither. */
const carefully = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** No link is followed, and what others could have written is not read. */
function readOwn(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | carefully)
  try {
    const facts = fstatSync(file)
    const { uid, mode, size } = facts
    const isForeign = process.getuid !== undefined && (uid !== process.getuid() || (mode & 0o022) !== 0)
    if (!facts.isFile() || isForeign || size > mostText)
      throw new Error('It was not written by this program.')
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

function hashOf(name: string, packed: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(packed).digest()
}

/** Another process that keeps the same layer writes the same. Where there is no room for it, it is read again. */
function keep(path: string, { name, layer }: { readonly name: string; readonly layer: StoredLayer }): void {
  if (layer.content.counts.entries > mostEntries) return
  const text = Buffer.from(storedText(layer))
  if (text.length > mostText) return
  const packed = zstdCompressSync(text, { params: { [zlib.ZSTD_c_compressionLevel]: 1 } })
  const unfinished = `${path}.${process.pid}.new`
  try {
    writeFileSync(unfinished, Buffer.concat([hashOf(name, packed), packed]), { mode: 0o600, flag: 'wx' })
    renameSync(unfinished, path)
  } catch {
    rmSync(unfinished, { force: true })
  }
}

/** A layer, or one that was not finished. */
const ownName = /^[0-9a-f]{64}(?:\.\d+\.new)?$/

/** Somebody may clear the whole cache meanwhile: no answer depends on it. */
function pruneIfThere(folder: string, mostBytes: number): void {
  try {
    prune(folder, mostBytes)
  } catch {
    // What could not be taken away now is the next one's to take away.
  }
}

function prune(folder: string, mostBytes: number): void {
  const files = namesIn(folder).flatMap((name) => {
    if (!ownName.test(name)) return []
    const path = join(folder, name)
    const facts = lstatSync(path, { throwIfNoEntry: false })
    return facts?.isFile() === true ? { path, size: facts.size, time: facts.mtimeMs } : []
  })
  let total = files.reduce((sum, { size }) => sum + size, 0)
  for (const { path, size } of files.toSorted((a, b) => a.time - b.time)) {
    if (total <= mostBytes) return
    rmSync(path, { force: true })
    total -= size
  }
}

/** None where somebody removed the folder meanwhile. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The least used goes first; a cache that cannot be written is read all the same. */
function markUsed(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // Only the order in which entries go hangs on it.
  }
}
