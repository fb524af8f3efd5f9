import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

import { linkTarget, memberPath } from '../archive/member-path.ts'
import { type ContentSink, type TarEntry, TarWalker } from '../archive/tar-walker.ts'
import { type ImageFiles, maxSmallBytes } from './image.ts'
import { OpenError } from '../blobs/open-error.ts'
import { defaultLimits } from '../layers/layer.ts'
import { unpacked } from '../blobs/read-unpacked.ts'

/** Where the members of an archive lie, and what small ones hold. */
interface Contents {
  readonly members: Map<string, Member>
  readonly links: Map<string, string>
  readonly small: Map<string, Buffer>
  readonly folders: Set<string>
}

interface Member {
  readonly offset: number
  readonly size: number
  readonly hasHoles: boolean
}

const maxMembers = 100_000
/** All small members together. */
const maxKeptBytes = 2 ** 26
const chunkSize = 2 ** 20

/** A tar archive of an image, packed or not. It is walked once for what it holds; layers are read where they lie. */
export async function openArchive(path: string): Promise<ImageFiles> {
  const isPacked = await isPackedFile(path)
  const contents = isPacked ? await walkStream(path) : await walkFile(path)
  const stream = isPacked ? new PackedReader(path) : undefined
  const find = (name: string): Member | undefined => contents.members.get(resolveLinks(name, contents.links))
  const require = (name: string): Member => {
    const member = find(name)
    if (member === undefined)
      throw new OpenError('wrong-manifest', `The archive has no file ${name.slice(0, 200)}.`)
    if (member.hasHoles) throw withHoles(name)
    return member
  }
  return {
    has: (name) => find(name) !== undefined || contents.folders.has(name),
    small: async (name) => {
      require(name)
      const bytes = contents.small.get(resolveLinks(name, contents.links))
      if (bytes === undefined)
        throw new OpenError(
          'image-too-large',
          `The file ${name.slice(0, 200)} is larger than a manifest can be.`,
        )
      return bytes
    },
    open: (name) => stream?.read(require(name)) ?? readPart(path, require(name)),
    position: (name) => find(name)?.offset ?? 0,
    close: async () => await stream?.close(),
  }
}

function withHoles(name: string): OpenError {
  const message = `The archive stores the file ${name.slice(0, 200)} with holes, which no builder does.`
  return new OpenError('broken-archive', message, { remedy: 'Pack the archive anew, without --sparse.' })
}

/** Old archives of Docker store a layer once and link to it. */
function resolveLinks(name: string, links: ReadonlyMap<string, string>): string {
  let path = memberPath(name) ?? ''
  for (let hops = 0; hops < 8; hops++) {
    const target = links.get(path)
    if (target === undefined) return path
    path = target
  }
  return path
}

async function isPackedFile(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead < 4) return false
    return buffer.readUInt16BE() === 0x1f8b || buffer.readUInt32BE() === 0x28b52ffd
  } finally {
    await file.close()
  }
}

/** Collects what an archive holds while it is walked. */
class Inspection {
  readonly contents: Contents = { members: new Map(), links: new Map(), small: new Map(), folders: new Set() }
  readonly walker: TarWalker
  #kept = 0
  #broken: string | undefined

  constructor() {
    this.walker = new TarWalker({
      entry: (entry) => this.#take(entry),
      broken: (reason) => (this.#broken = reason),
    })
  }

  /** @throws OpenError where the archive is no archive; one that is damaged further on keeps what came before */
  finish(): Contents {
    this.walker.end()
    if (this.#broken !== undefined && this.contents.members.size === 0)
      throw new OpenError('broken-archive', `It is no tar archive of an image: ${this.#broken}.`)
    return this.contents
  }

  #take(entry: TarEntry): ContentSink | undefined {
    const path = memberPath(entry.path)
    if (path === undefined) return undefined
    const { members, links, small, folders } = this.contents
    // Whoever unpacks the archive has the last member of a name.
    for (const each of [members, links, small]) each.delete(path)
    if (members.size + links.size + folders.size >= maxMembers) return undefined
    if (entry.kind === 'symlink') links.set(path, linkTarget(path, entry.linkPath))
    if (entry.kind === 'link') links.set(path, memberPath(entry.linkPath) ?? '')
    if (entry.kind === 'directory') folders.add(path)
    return entry.kind === 'file' ? this.#keep(path, entry) : undefined
  }

  #keep(path: string, { offset, size, extents }: TarEntry): ContentSink | undefined {
    const { members, small } = this.contents
    const hasHoles = extents !== undefined
    members.set(path, { offset, size, hasHoles })
    if (hasHoles || size > maxSmallBytes || this.#kept + size > maxKeptBytes) return undefined
    this.#kept += size
    const parts: Buffer[] = []
    return {
      write: (bytes) => void parts.push(Buffer.from(bytes)),
      end: () => void small.set(path, Buffer.concat(parts)),
    }
  }
}

async function walkStream(path: string): Promise<Contents> {
  const inspection = new Inspection()
  const file = createReadStream(path)
  let length = 0
  for await (const chunk of unpacked(file)) {
    length += chunk.length
    if (isBomb(length, file.bytesRead))
      throw new OpenError('image-too-large', 'The archive unpacks to far more than its size, as a bomb does.')
    inspection.walker.write(chunk)
    if (inspection.walker.isDone) break
  }
  return inspection.finish()
}

/** As of a layer. */
function isBomb(length: number, packed: number): boolean {
  const { freeBytes, maxRatio } = defaultLimits
  return length > freeBytes && length > packed * maxRatio
}

/** Jumps over layers. */
async function walkFile(path: string): Promise<Contents> {
  const inspection = new Inspection()
  const file = await open(path)
  try {
    await walkHandle(file, inspection.walker)
  } finally {
    await file.close()
  }
  return inspection.finish()
}

const step = 2 ** 16

async function walkHandle(file: FileHandle, walker: TarWalker): Promise<void> {
  const { size } = await file.stat()
  const buffer = Buffer.alloc(step)
  for (let position = 0; position < size && !walker.isDone;) {
    const { bytesRead } = await file.read(buffer, 0, step, position)
    if (bytesRead === 0) return
    walker.write(buffer.subarray(0, bytesRead))
    position += bytesRead
    const skipped = walker.skipContent()
    // What was jumped over has to be there all the same.
    if (position + skipped > size) return walker.cutShort()
    position += skipped
  }
}

function readPart(path: string, { offset, size }: Member): AsyncIterable<Buffer> {
  if (size === 0) return emptyStream()
  return createReadStream(path, { start: offset, end: offset + size - 1, highWaterMark: chunkSize })
}

async function* emptyStream(): AsyncGenerator<Buffer> {
  // Nothing to yield.
}

/** Parts of a packed archive: it is unpacked anew only where a part lies before what was read last. */
class PackedReader {
  readonly #path: string
  #chunks: AsyncIterator<Buffer> | undefined
  #rest: Buffer = Buffer.alloc(0)
  #position = 0

  constructor(path: string) {
    this.#path = path
  }

  async *read({ offset, size }: Member): AsyncGenerator<Buffer> {
    if (this.#chunks === undefined || offset < this.#position) await this.#restart()
    while (this.#position < offset) await this.#take(offset - this.#position)
    for (let left = size; left > 0;) {
      const part = await this.#take(left)
      left -= part.length
      yield part
    }
  }

  async close(): Promise<void> {
    await this.#chunks?.return?.()
    this.#chunks = undefined
  }

  async #restart(): Promise<void> {
    await this.close()
    this.#chunks = unpacked(createReadStream(this.#path, { highWaterMark: chunkSize }))
    this.#rest = Buffer.alloc(0)
    this.#position = 0
  }

  /** At most so many bytes. */
  async #take(length: number): Promise<Buffer> {
    if (this.#rest.length === 0) {
      const next = await this.#chunks?.next()
      if (next === undefined || next.done === true)
        throw new OpenError('broken-archive', 'The archive ends within a layer: it was cut short.')
      this.#rest = next.value
    }
    const part = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(part.length)
    this.#position += part.length
    return part
  }
}
