import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

import { z } from 'zod'

import { OpenError } from '../blobs/open-error.ts'
import { ask, bodyOf, type Times } from './read-http.ts'

/** One file to fetch, and bounds on what comes. */
export interface Wanted {
  readonly url: URL
  /** Where it is kept; what came of it so far lies beside. */
  readonly file: string
  readonly maxBytes: number
  readonly times: Times
}

/** What a server said of a file, kept beside it to go on later. */
interface Known {
  readonly url: string
  /** A strong one alone: only it says that bytes are the same (RFC 9110 §8.8.1). */
  readonly etag?: string | undefined
  readonly isWhole: boolean
}

const knownSchema: z.ZodType<Known> = z.object({
  url: z.string(),
  etag: z.string().optional(),
  isWhole: z.boolean(),
})

/** How often a broken transfer goes on; one that makes no headway ends sooner. */
const mostResumes = 20
const mostStandstills = 3

/**
 * Fetches a file, going on where an earlier try ended. It is there whole, or not at all.
 *
 * @throws OpenError where it does not come, is too large, or is not what the server says it is
 */
export async function download(wanted: Wanted): Promise<void> {
  let standstills = 0
  for (let left = mostResumes; ; left--) {
    const before = sizeOf(partOf(wanted))
    const broken = await fetchRest(wanted)
    if (broken === undefined) return
    standstills = sizeOf(partOf(wanted)) > before ? 0 : standstills + 1
    if (standstills === mostStandstills || left === 0) throw broken
  }
}

/** Nothing once it is whole; else why it broke off. @throws OpenError where going on helps nothing */
async function fetchRest(wanted: Wanted): Promise<OpenError | undefined> {
  const [held, answer] = await askForRest(wanted)
  try {
    if (answer.status !== 304 || !held.isWhole) await take(answer, held, wanted)
    return undefined
  } catch (error) {
    if (error instanceof OpenError && error.code === 'unreachable') return error
    throw error
  } finally {
    await answer.body?.cancel().catch(() => {})
  }
}

/** What of the file is there. */
interface Held {
  readonly size: number
  readonly etag: string | undefined
  readonly isWhole: boolean
}

async function askForRest(wanted: Wanted): Promise<readonly [held: Held, answer: Response]> {
  const held = heldOf(wanted)
  const answer = await ask({
    url: wanted.url,
    headers: { 'accept-encoding': 'identity', ...conditions(held) },
    isPlainAllowed: false,
    times: wanted.times,
  })
  return [held, answer]
}

function heldOf(wanted: Wanted): Held {
  const known = knownOf(wanted)
  if (known?.etag === undefined) return { size: 0, etag: undefined, isWhole: false }
  return { size: known.isWhole ? 0 : sizeOf(partOf(wanted)), ...known, etag: known.etag }
}

/** The rest, if it is still the same file; or anything, if it is another (RFC 9110 §13.1). */
function conditions({ size, etag, isWhole }: Held): Record<string, string> {
  if (etag === undefined) return {}
  if (isWhole) return { 'if-none-match': etag }
  return size === 0 ? {} : { range: `bytes=${size}-`, 'if-range': etag }
}

async function take(answer: Response, held: Held, wanted: Wanted): Promise<void> {
  const size = statedSize(answer, held, wanted)
  const etag = answer.headers.get('etag') ?? undefined
  const known = { url: wanted.url.href, etag: etag?.startsWith('W/') === true ? undefined : etag }
  remember({ ...known, isWhole: false }, wanted)
  await append(answer, answer.status === 206 ? held.size : 0, wanted)
  checkWhole(answer, size, wanted)
  renameSync(partOf(wanted), wanted.file)
  remember({ ...known, isWhole: true }, wanted)
}

/** How long the whole file is, where the server says so. @throws OpenError for an answer that is no file, or too large */
function statedSize(answer: Response, held: Held, wanted: Wanted): number | undefined {
  if (answer.status === 206) return sizeInRange(answer, held, wanted)
  if (answer.status !== 200) throw refused(answer, held.size, wanted)
  // What was packed for the way is unpacked when it comes: its length says nothing.
  if (answer.headers.has('content-encoding')) return undefined
  const length = answer.headers.get('content-length')
  return length === null ? undefined : within(Number(length), wanted)
}

function sizeInRange(answer: Response, { size: held, etag }: Held, wanted: Wanted): number {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.headers.get('content-range') ?? '') ?? []
  const isSame = (answer.headers.get('etag') ?? etag) === etag
  if (isSame && Number(start) === held) return within(Number(size), wanted)
  const { host, pathname } = wanted.url
  forget(wanted)
  throw new OpenError('unreachable', `${host} answers with another part of ${pathname} than was asked for.`)
}

function within(size: number, { url, maxBytes }: Wanted): number {
  if (size > maxBytes) throw tooLarge(url, maxBytes)
  return size
}

function refused({ status }: Response, from: number, wanted: Wanted): OpenError {
  const { host, pathname } = wanted.url
  if (status === 404 || status === 410) return new OpenError('no-such-path', `${host} has no ${pathname}.`)
  const what = `${host} answers ${status} for ${pathname}.`
  if (status !== 416 || from === 0) return new OpenError('registry-refused', what)
  // What is held is longer than what there is: it is another file.
  forget(wanted)
  return new OpenError('unreachable', what)
}

function tooLarge({ host, pathname }: URL, maxBytes: number): OpenError {
  return new OpenError('image-too-large', `${pathname} of ${host} is larger than ${maxBytes} bytes.`)
}

async function append(answer: Response, from: number, wanted: Wanted): Promise<void> {
  const file = openSync(partOf(wanted), from === 0 ? 'w' : 'a')
  let size = from
  try {
    for await (const chunk of bodyOf(answer, wanted.times)) {
      size += chunk.length
      if (size > wanted.maxBytes) throw tooLarge(wanted.url, wanted.maxBytes)
      for (let at = 0; at < chunk.length;) at += writeSync(file, chunk, at)
    }
  } finally {
    closeSync(file)
  }
}

/** @throws OpenError that lets it go on where it is short, and start anew where it is another */
function checkWhole(answer: Response, size: number | undefined, wanted: Wanted): void {
  const { host, pathname } = wanted.url
  const held = sizeOf(partOf(wanted))
  if (size !== undefined && held < size)
    throw new OpenError('unreachable', `${host} sent ${held} of ${size} bytes of ${pathname}.`)
  const md5 = /(?:^|[\s,])md5=([\w+/]+=*)/.exec(answer.headers.get('x-goog-hash') ?? '')?.[1]
  const isLonger = size !== undefined && held > size
  if (!isLonger && (md5 === undefined || md5Of(partOf(wanted)) === md5)) return
  forget(wanted)
  throw new OpenError('wrong-digest', `What came for ${pathname} is not what ${host} says it is.`)
}

/** What buckets of Google state; it guards against accidents alone. */
function md5Of(path: string): string {
  const hash = createHash('md5')
  const file = openSync(path, 'r')
  try {
    const chunk = Buffer.allocUnsafe(2 ** 20)
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk))
      hash.update(chunk.subarray(0, count))
  } finally {
    closeSync(file)
  }
  return hash.digest('base64')
}

function partOf({ file }: Wanted): string {
  return `${file}.part`
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0
}

function noteOf({ file }: Wanted): string {
  return `${file}.known`
}

/** Nothing where nothing of this address is there. */
function knownOf(wanted: Wanted): Known | undefined {
  const note = noteOf(wanted)
  if (!existsSync(note)) return undefined
  const { success, data } = knownSchema.safeParse(parseJson(readFileSync(note, 'utf8')))
  if (!success || data.url !== wanted.url.href) return undefined
  return data.isWhole && !existsSync(wanted.file) ? undefined : data
}

function remember(known: Known, wanted: Wanted): void {
  writeFileSync(noteOf(wanted), JSON.stringify(known))
}

function forget(wanted: Wanted): void {
  for (const file of [partOf(wanted), noteOf(wanted)]) rmSync(file, { force: true })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
