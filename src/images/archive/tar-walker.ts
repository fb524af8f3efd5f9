import { parsePax, paxNumber } from './pax.ts'
import { type Extent, type SparseMap, sparseMapOf, sparseNameOf } from './sparse-map.ts'
import {
  blockSize,
  type EntryKind,
  isZeroBlock,
  parseTarHeader,
  type TarHeader,
  withoutContent,
} from './tar-header.ts'

/** A member of an archive, extensions applied. */
export interface TarEntry {
  readonly kind: Exclude<EntryKind, 'extension'>
  /** As written: it may lead anywhere. */
  readonly path: string
  readonly linkPath: string
  /** Of the content, holes and all. */
  readonly size: number
  readonly mode: number
  /** In seconds of Unix. */
  readonly modified: number
  /** Of the file: whoever starts it has them. */
  readonly hasCapabilities?: boolean
  /** Where what is stored belongs, of a file with holes; all of any other is stored. */
  readonly extents?: readonly Extent[]
  /** Why nobody can tell what the content is: a part of a sentence. */
  readonly fault?: string
  /** Where the content starts, in bytes of the archive. */
  readonly offset: number
}

/** Takes what is stored of one entry, piece by piece. */
export interface ContentSink {
  write(bytes: Buffer): void
  /** How many zeros that come next it needs not have but may skip; none unless it says so. */
  readonly idle?: number
  skip?(length: number): void
  end(): void
}

export interface TarVisitor {
  /** Who takes the content; nothing passes over it. */
  entry(entry: TarEntry): ContentSink | undefined
  /** What is wrong with the archive; nothing behind it is read. */
  broken(reason: string): void
}

/** Nobody needs longer names, and they are kept in memory. */
const maxExtensionBytes = 2 ** 20

/** What comes next in the bytes that are pushed in. */
type State = 'header' | 'sparse-map' | 'content' | 'extension' | 'padding' | 'done'

/** Walks a tar archive that is pushed in piece by piece: ustar, pax and GNU. It holds one block and one extension. */
export class TarWalker {
  readonly #visitor: TarVisitor
  readonly #block: Buffer = Buffer.alloc(blockSize)
  #blockLength = 0
  #state: State = 'header'
  /** Bytes left of the content or padding. */
  #left = 0
  #padding = 0
  #position = 0
  #sink: ContentSink | undefined
  #header: TarHeader | undefined
  #map: SparseMap | undefined
  #extension: Buffer[] = []
  /** What extensions say about the next entry. */
  #next: ReadonlyMap<string, string> = new Map()

  constructor(visitor: TarVisitor) {
    this.#visitor = visitor
  }

  /** False once the end of the archive was seen, or it is broken: what follows is not looked at. */
  get isDone(): boolean {
    return this.#state === 'done'
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length && this.#state !== 'done';) {
      const used =
        this.#state === 'header' || this.#state === 'sparse-map'
          ? this.#takeBlock(chunk, at)
          : this.#takeContent(chunk, at)
      this.#position += used
      at += used
      this.#settle()
    }
  }

  /** To be called where the bytes end: an archive may lack its closing blocks, but no part of an entry. */
  end(): void {
    if (this.#state === 'done') return
    if (this.#state === 'header' && this.#blockLength === 0 && this.#next.size === 0) this.#state = 'done'
    else this.cutShort()
  }

  /** To be called where content that was passed over is not there. */
  cutShort(): void {
    this.#break('it ends within an entry: it was cut short')
  }

  /** Passes over content that nobody takes, and says how many bytes: whoever can jump need not read them. */
  skipContent(): number {
    if (isBlockState(this.#state) || this.#state === 'extension' || this.#sink !== undefined) return 0
    const skipped = this.#left + (this.#state === 'content' ? this.#padding : 0)
    this.#left = 0
    this.#padding = 0
    this.#position += skipped
    this.#settle()
    return skipped
  }

  #takeBlock(chunk: Buffer, at: number): number {
    const used = Math.min(blockSize - this.#blockLength, chunk.length - at)
    chunk.copy(this.#block, this.#blockLength, at, at + used)
    this.#blockLength += used
    return used
  }

  #takeContent(chunk: Buffer, at: number): number {
    const used = Math.min(this.#left, chunk.length - at)
    this.#left -= used
    if (this.#state === 'content') this.#sink?.write(chunk.subarray(at, at + used))
    else if (this.#state === 'extension') this.#extension.push(Buffer.from(chunk.subarray(at, at + used)))
    return used
  }

  /** Moves on where a block or a content is complete. */
  #settle(): void {
    if (this.#blockLength === blockSize) {
      this.#blockLength = 0
      if (this.#state === 'header') this.#startEntry()
      else this.#takeMap()
    }
    // A content may be empty, and so may its padding.
    while (this.#left === 0 && !isBlockState(this.#state)) this.#endContent()
  }

  #startEntry(): void {
    if (isZeroBlock(this.#block)) {
      this.#state = 'done'
      return
    }
    const header = parseTarHeader(this.#block)
    if (header === undefined) return this.#break('a header is no header of a tar archive')
    this.#header = header
    if (header.kind === 'extension' && header.size > maxExtensionBytes)
      return this.#break(`a name or extension of ${header.size} bytes is longer than ${maxExtensionBytes}`)
    const size = header.kind === 'extension' ? header.size : sizeOf(header, this.#next)
    if (size === undefined) return this.#break('the size of an entry is no number')
    this.#left = size
    this.#padding = (blockSize - (size % blockSize)) % blockSize
    if (header.kind === 'extension') this.#state = 'extension'
    else this.#startFile(header)
  }

  #startFile(header: TarHeader): void {
    const hasContent = !withoutContent.has(kindOf(header, pathOf(header, this.#next)))
    this.#map = hasContent ? sparseMapOf(header, this.#block, this.#next) : undefined
    this.#goOn(header)
  }

  #takeMap(): void {
    if (this.#map === undefined || this.#header === undefined) return
    if (this.#map.next === 'in-content') this.#left -= blockSize
    this.#map.take(this.#block)
    this.#goOn(this.#header)
  }

  /** With the map of a file with holes, or where that is complete, with what is stored. */
  #goOn(header: TarHeader): void {
    const next = this.#map?.next
    const isThere = next === 'behind-header' || (next === 'in-content' && this.#left >= blockSize)
    if (isThere) this.#state = 'sparse-map'
    else this.#startContent(header)
  }

  #startContent(header: TarHeader): void {
    const sparse = this.#map?.finish(this.#left) ?? { size: this.#left }
    const place = { ...sparse, offset: this.#position }
    this.#state = 'content'
    this.#sink = this.#visitor.entry(entryOf(header, place, this.#next))
    this.#map = undefined
    this.#next = new Map()
  }

  #endContent(): void {
    if (this.#state === 'extension') this.#applyExtension()
    if (this.#state === 'content') {
      this.#sink?.end()
      this.#sink = undefined
    }
    if (this.#state === 'done') return
    this.#left = this.#state === 'padding' ? 0 : this.#padding
    this.#state = this.#state === 'padding' ? 'header' : 'padding'
  }

  #applyExtension(): void {
    const bytes = Buffer.concat(this.#extension)
    this.#extension = []
    const found = extensionOf(this.#header?.flag, bytes)
    if (found === undefined) return this.#break('a pax header is malformed')
    // Go's archive/tar lets the last pax header count alone, and GNU's long names before it.
    const kept = [...this.#next].filter(([key]) => this.#header?.flag !== 'x' || isOfGnu(key))
    this.#next = new Map([...kept, ...found])
  }

  #break(reason: string): void {
    this.#state = 'done'
    this.#sink = undefined
    this.#visitor.broken(reason)
  }
}

function isBlockState(state: State): boolean {
  return state === 'header' || state === 'sparse-map' || state === 'done'
}

const gnuNames = { L: ' path', K: ' linkpath' } as const

/** No key of a pax record starts with a blank. */
function isOfGnu(key: string): boolean {
  return key.startsWith(' ')
}

function extensionOf(flag: string | undefined, bytes: Buffer): ReadonlyMap<string, string> | undefined {
  if (flag === 'x') return parsePax(bytes)
  // Global records: Go's archive/tar, and so every runtime, applies none of them.
  if (flag === 'g') return new Map()
  const end = bytes.indexOf(0)
  const text = bytes.toString('utf8', 0, end === -1 ? bytes.length : end)
  return new Map([[flag === 'K' ? gnuNames.K : gnuNames.L, text]])
}

function sizeOf(header: TarHeader, extensions: ReadonlyMap<string, string>): number | undefined {
  const stated = extensions.get('size')
  if (withoutContent.has(kindOf(header, pathOf(header, extensions)))) return 0
  return stated === undefined ? header.size : paxNumber(stated)
}

/** An empty record takes back what the header says no less than none does. */
function pathOf(header: TarHeader, extensions: ReadonlyMap<string, string>): string {
  return extensions.get(gnuNames.L) || extensions.get('path') || header.path
}

/** Go's archive/tar, and so every runtime, sets extended attributes by this prefix alone. */
const fileCapabilities = 'SCHILY.xattr.security.capability'

function entryOf(
  header: TarHeader,
  place: Pick<TarEntry, 'size' | 'extents' | 'fault' | 'offset'>,
  extensions: ReadonlyMap<string, string>,
): TarEntry {
  const path = pathOf(header, extensions)
  return {
    kind: kindOf(header, path),
    path: sparseNameOf(extensions) || path,
    linkPath: extensions.get(gnuNames.K) || extensions.get('linkpath') || header.linkPath,
    mode: header.mode,
    modified: paxNumber(extensions.get('mtime')?.split('.', 1)[0]) ?? header.modified,
    ...(extensions.has(fileCapabilities) ? { hasCapabilities: true } : {}),
    ...place,
  }
}

/** Before POSIX, a directory was a file whose name ends in a slash, and it has no content. */
function kindOf({ kind, flag }: TarHeader, path: string): TarEntry['kind'] {
  if (flag === '\0' && path.endsWith('/')) return 'directory'
  return kind === 'extension' ? 'other' : kind
}
