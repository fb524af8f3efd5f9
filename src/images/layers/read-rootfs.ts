import {
  closeSync,
  constants,
  type Dirent,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs'
import { join } from 'node:path'

import type { ContentSink, TarEntry } from '../archive/tar-walker.ts'
import type { Budget } from '../model-files/budget.ts'
import { reasonOf } from '../blobs/open-error.ts'
import type { TellRead } from '../workers/message.ts'
import type { CapableFiles } from './capable.ts'
import type { LayerContent, LayerLimits } from './layer.ts'
import { LayerScanner } from './layer-scanner.ts'

/** What the kernel shows there is no part of an image. */
const ofTheKernel: ReadonlySet<string> = new Set(['proc', 'sys', 'dev'])

/** A folder that holds the files of an image as if it were its only layer. */
export interface RootFolder {
  readonly root: string
  readonly capable: CapableFiles
}

/** How the content of such a folder is read. */
export type RootfsContentReader = (folder: RootFolder, limits: LayerLimits) => Promise<LayerContent>

export interface RootfsReading {
  readonly limits: LayerLimits
  readonly models?: Budget
  readonly tell?: TellRead
}

const pieceBytes = 2 ** 20

/** Reads a folder under the limits of a layer. No link is followed. */
export class RootfsReader {
  readonly #root: string
  readonly #limits: LayerLimits
  readonly #tell: TellRead
  readonly #scanner: LayerScanner
  /** Those that were not come by yet. */
  readonly #capable: Set<string>
  readonly #piece: Buffer = Buffer.alloc(pieceBytes)
  /** Of all files, and of those that were read. */
  #bytes = 0
  #bytesRead = 0
  #bytesTold = 0

  constructor({ root, capable }: RootFolder, { limits, models, tell = () => {} }: RootfsReading) {
    this.#root = root
    this.#limits = limits
    this.#tell = tell
    this.#scanner = new LayerScanner(limits, true, models)
    this.#capable = new Set(capable.paths)
    if (capable.unknown !== undefined) this.#missCapabilities(capable.unknown)
  }

  read(): LayerContent {
    const folders = ['']
    for (let folder = folders.pop(); folder !== undefined && !this.#isFull; folder = folders.pop()) {
      for (const entry of this.#list(folder)) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        if (ofTheKernel.has(path)) continue
        this.#take(path, entry)
        if (entry.isDirectory()) folders.push(path)
      }
    }
    if (this.#capable.size > 0 && !this.#isFull)
      this.#missCapabilities('getcap names files that are not there')
    const content = this.#scanner.end(true)
    return { ...content, counts: { ...content.counts, bytes: this.#bytes } }
  }

  get #isFull(): boolean {
    return this.#scanner.isFull || this.#bytesRead > this.#limits.maxBytes
  }

  #list(folder: string): readonly Dirent[] {
    try {
      const entries = readdirSync(join(this.#root, folder), { withFileTypes: true })
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    } catch (error) {
      this.#miss(folder, `The folder cannot be read: the file system says ${reasonOf(error)}.`)
      return []
    }
  }

  #take(path: string, entry: Dirent): void {
    if (this.#isFull) return
    try {
      const place = join(this.#root, path)
      const facts = lstatSync(place)
      const linkPath = entry.isSymbolicLink() ? readlinkSync(place) : ''
      const sink = this.#scanner.take(this.#entryOf(path, { entry, facts, linkPath }))
      if (entry.isFile()) this.#bytes += facts.size
      if (sink !== undefined) this.#read(path, facts, sink)
    } catch (error) {
      this.#miss(path, `The file cannot be read: the file system says ${reasonOf(error)}.`)
    }
  }

  #entryOf(
    path: string,
    { entry, facts, linkPath }: { entry: Dirent; facts: Stats; linkPath: string },
  ): TarEntry {
    const { size, mode, mtimeMs } = facts
    return {
      kind: kindOf(entry),
      path,
      linkPath,
      size,
      mode: mode & 0o7777,
      modified: Math.floor(mtimeMs / 1000),
      ...(this.#capable.delete(path) ? { hasCapabilities: true } : {}),
      offset: 0,
    }
  }

  #read(path: string, facts: Stats, sink: ContentSink): void {
    if (isHollow(facts, this.#limits)) {
      const message = `The file has ${facts.size} bytes, nearly all of them holes; it was not read.`
      return this.#scanner.fault({ code: 'image-too-large', path, message })
    }
    const isWhole = this.#readPieces(join(this.#root, path), sink)
    if (isWhole) return sink.end()
    const message = `The folder has more than ${this.#limits.maxBytes} bytes; the others were not read.`
    this.#scanner.fault({ code: 'image-too-large', message })
  }

  /** Neither a link nor a pipe that took the place of the file meanwhile is followed; false where it is too long. */
  #readPieces(place: string, sink: ContentSink): boolean {
    const file = openSync(
      place,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    )
    try {
      for (let length = readSync(file, this.#piece); length > 0; length = readSync(file, this.#piece)) {
        this.#count(length)
        if (this.#isFull) return false
        sink.write(this.#piece.subarray(0, length))
      }
      return true
    } finally {
      closeSync(file)
    }
  }

  /** Small files are told together. */
  #count(bytes: number): void {
    this.#bytesRead += bytes
    if (this.#bytesRead - this.#bytesTold < pieceBytes) return
    this.#tell(this.#bytesRead - this.#bytesTold)
    this.#bytesTold = this.#bytesRead
  }

  #miss(path: string, message: string): void {
    this.#scanner.fault({ code: 'unreadable', path, message })
  }

  #missCapabilities(why: string): void {
    const message = `Which files of the folder have capabilities is not known: ${why}.`
    this.#scanner.fault({ code: 'unread-capabilities', message })
  }
}

const bytesOfBlock = 512

/** As a bomb, it takes much longer to read than to store. Windows tells no blocks. */
function isHollow({ size, blocks }: Stats, { freeBytes, maxRatio }: LayerLimits): boolean {
  return blocks !== undefined && size > freeBytes && size > blocks * bytesOfBlock * maxRatio
}

function kindOf(entry: Dirent): TarEntry['kind'] {
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'directory'
  return entry.isSymbolicLink() ? 'symlink' : 'device'
}
