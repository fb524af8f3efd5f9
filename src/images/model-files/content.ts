import type { Budget } from './budget.ts'
import { passMember } from './packed/pass.ts'
import { type Packing, unpack, type Unpacked } from './packed/unpack.ts'
import { detect, type Format, hasUserBlock, headBytes } from './detect.ts'
import { scanEmbeddedJson } from './formats/embedded-json.ts'
import { scanGguf } from './formats/gguf.ts'
import { scanJson } from './formats/json.ts'
import { scanOnnx } from './formats/onnx.ts'
import { scanSafetensors } from './formats/safetensors.ts'
import { scanFrozenGraph, scanSavedModel } from './formats/saved-model.ts'
import { isTextByName, judgeText } from './formats/text.ts'
import { isOfHub } from './hub.ts'
import { limits } from './limits.ts'
import type { Notes } from './notes.ts'
import { scanNumpy } from './numpy.ts'
import { isPickle } from './pickle/search.ts'
import { scanPickles, searchHidden, searchRest } from './pickle/scan.ts'
import { finish, Input, inputOf, type Reading } from './reading.ts'
import { tellName } from './names.ts'
import { memberPath, miss, type Scan, type Sink } from './scan.ts'
import { scanTar } from './tar.ts'
import { collectZip } from './zip/collect.ts'
import { findDirectory } from '../archive/zip-headers.ts'
import { wholeRange } from '../archive/ranges.ts'
import { isPickleOfTorch, scanZip } from './zip/scan.ts'

type Scanner = (bytes: Buffer, scan: Scan) => void
type Streamer = (input: Input, scan: Scan) => Reading

const scanners: Partial<Record<Format, Scanner>> = {
  pickle: streamed(scanPickles),
  tar: streamed(scanTar),
  numpy: streamed(scanNumpy),
  zip: (bytes, scan) => scanZip({ ranges: wholeRange(bytes) }, scan),
  gzip: unpacks('gzip'),
  zlib: unpacks('zlib'),
  zstd: unpacks('zstd'),
  bzip2: unpacks('bzip2'),
  xz: unpacks('xz'),
  lzma: unpacks('lzma'),
  lz4: unopened('lz4'),
  '7z': unopened('7z'),
  rar: unopened('rar'),
  r: tellR,
  safetensors: streamed(scanSafetensors),
  gguf: streamed(scanGguf),
  onnx: streamed(scanOnnx),
  'saved-model': streamed(scanSavedModel),
  'frozen-graph': streamed(scanFrozenGraph),
  hdf5: streamed(scanHdf5),
  executable: tellNameOf,
  picture: tellNameOf,
  json: scanJson,
  text: scanText,
  other: scanOther,
}

function streamed(scanner: Streamer): Scanner {
  return (bytes, scan) => finish(scanner(inputOf(bytes), scan))
}

/** Models of Keras, which keep their configuration in attributes; pickles may lie in data sets. */
function* scanHdf5(input: Input, scan: Scan): Reading {
  input.spawn((twin) => searchRest(twin, scan))
  yield* scanEmbeddedJson(input, scan)
}

function unpacks(packing: Packing): Scanner {
  const name = `(${packing})`
  return (bytes, scan) => {
    const { bytes: unpacked, fault } = unpack(packing, bytes, scan.budget.bytes)
    const passed = fault?.code === 'too-large' ? passMember(bytes, { name, packing }, scan) : undefined
    if (passed === undefined) scan.scanMember(name, unpacked)
    const left = passed === undefined ? fault : passed.fault
    if (left !== undefined) missPacked(left, scan)
  }
}

function missPacked({ code, reason }: NonNullable<Unpacked['fault']>, scan: Scan): void {
  miss(scan, { offset: 0, code, message: `The file was not unpacked to its end: ${reason}.` })
}

function unopened(format: string): Scanner {
  return (_, scan) =>
    miss(scan, {
      offset: 0,
      code: 'not-opened',
      message: `Archives of ${format} are not opened: unpack it and scan what is in it.`,
    })
}

/** A promise in it is code that runs when it is looked at (CVE-2024-27322, R before 4.4.0). */
function tellR(_: Buffer, scan: Scan): void {
  const message =
    'What R saved is not looked into: before R 4.4.0 it may run code. Load it in none that is older.'
  miss(scan, { offset: 0, code: 'not-opened', message })
}

/** What no reader recognises. */
function scanOther(bytes: Buffer, scan: Scan): void {
  searchHidden(bytes.subarray(0, limits.searchedBytes), scan, 0)
  tellName(scan)
  // Texts within a message of Protocol Buffers lie in one piece, as those in HDF5 do.
  if (/(?:^|\/)keras_metadata\.pb$/.test(scan.name)) finish(scanEmbeddedJson(inputOf(bytes), scan))
}

function tellNameOf(_: Buffer, scan: Scan): void {
  tellName(scan)
}

/** Programs bring many texts: only members of an archive are searched for pickles, and what starts as if it were one. */
function scanText(bytes: Buffer, scan: Scan): void {
  // It may start with more blanks than were looked at.
  if (/\.json$/i.test(scan.name)) return scanJson(bytes, scan)
  if (scan.member !== '' || /^[ci(]/.test(bytes.toString('latin1', 0, 1)))
    searchHidden(bytes.subarray(0, limits.searchedBytes), scan, 0)
  // Python reads paths from texts of the first name, and anybody writes plans.
  if (!/\.(?:pth|plan|engine)$/i.test(scan.name)) tellName(scan)
  // There no name tells that it is one.
  const scanNamed = isOfHub(scan.name) ? scanJson : judgeText
  scanNamed(bytes, scan)
}

/** Scans what is in memory, and tells what it is. */
function scanBytes(bytes: Buffer, scan: Scan): Format {
  const format = detect(bytes, bytes.length)
  scanners[format]?.(bytes, scan)
  // Loaders take for a text what they look for by its name, however it starts.
  if (format !== 'text' && format !== 'json' && isTextByName(scan)) judgeText(bytes, scan)
  if (mayBePickle(format, bytes, bytes.length)) finish(scanPickles(inputOf(bytes), scan))
  if (format !== 'hdf5' && hasUserBlock(bytes)) finish(scanHdf5(inputOf(bytes), scan))
  // An archive is read from its end: anything may stand in front of it.
  if (format !== 'zip' && findDirectory(wholeRange(bytes)) !== undefined)
    scanZip({ ranges: wholeRange(bytes) }, scan)
  return format
}

/** Formats whose magic is opcodes, too; of a tar archive that is a name, which may be any. */
const ambiguous: ReadonlySet<Format> = new Set(['executable', 'picture', 'tar', 'bzip2', 'gguf', 'hdf5', 'r'])

function mayBePickle(format: Format, head: Buffer, size: number): boolean {
  return ambiguous.has(format) && isPickle(head, size)
}

/** Scanners of what is too large to be held. */
const streamers: Partial<Record<Format, Streamer>> = {
  pickle: scanPickles,
  tar: scanTar,
  numpy: scanNumpy,
  zip: scanLargeZip,
  safetensors: scanSafetensors,
  gguf: scanGguf,
  onnx: scanOnnx,
  'saved-model': scanSavedModel,
  'frozen-graph': scanFrozenGraph,
  hdf5: scanHdf5,
  executable: scanLargeOther,
  picture: scanLargeOther,
  text: scanLargeOther,
  json: scanEmbeddedJson,
  other: scanLargeOther,
}

function* scanLargeZip(input: Input, scan: Scan): Reading {
  scanZip(yield* collectZip(input, longPickleIn(scan)), scan)
}

/** Of a long pickle in an archive, before it is known what else is in it. */
function longPickleIn(scan: Scan): (name: string, size: number) => Sink {
  return (name, size) => scan.openMember(name, size, { isTorch: isPickleOfTorch(name) })
}

function* scanLargeOther(input: Input, scan: Scan): Reading {
  yield* input.need(limits.searchedBytes)
  scanOther(input.peek(limits.searchedBytes), scan)
  const collected = yield* collectZip(input, longPickleIn(scan))
  if (findDirectory(collected.ranges) !== undefined) scanZip(collected, scan)
}

function* scanStart(input: Input, scan: Scan): Reading {
  yield* input.need(limits.keptBytes)
  const bytes = input.take(limits.keptBytes)
  const message = `Only the first ${bytes.length} bytes were scanned.`
  miss(scan, { offset: bytes.length, code: 'too-large', message })
  scanBytes(bytes, scan)
}

/** Scans bytes as they come, and tells what they are. */
function* readContent(input: Input, scan: Scan): Reading<Format> {
  if (input.size > limits.keptBytes) {
    yield* input.need(headBytes)
    const format = detect(input.peek(headBytes), input.size)
    if (mayBePickle(format, input.peek(headBytes), input.size)) input.spawn((twin) => scanPickles(twin, scan))
    if (format !== 'hdf5' && hasUserBlock(input.peek(headBytes))) input.spawn((twin) => scanHdf5(twin, scan))
    yield* (streamers[format] ?? scanStart)(input, scan)
    return format
  }
  yield* input.need(limits.keptBytes + 1)
  if (input.available <= limits.keptBytes) return scanBytes(input.peek(input.available), scan)
  yield* scanStart(input, scan)
  return 'other'
}

interface Place {
  readonly notes: Notes
  readonly budget: Budget
  readonly name: string
  readonly member: string
  readonly depth: number
  readonly isTorch: boolean
}

function scanAt(place: Place): Scan {
  return {
    ...place,
    scanMember(name, bytes, options) {
      place.budget.bytes -= bytes.length
      const sink = openMember({ ...place, isTorch: options?.isTorch ?? place.isTorch }, name, bytes.length)
      sink.write(bytes)
      sink.end()
    },
    openMember: (name, size, options) =>
      openMember({ ...place, isTorch: options?.isTorch ?? place.isTorch }, name, size),
  }
}

const nothing: Sink = {
  wants: false,
  idle: Infinity,
  skip: () => undefined,
  write: () => undefined,
  end: () => undefined,
}

function openMember(place: Place, name: string, size: number): Sink {
  const member = memberPath(place, name)
  const depth = place.depth + 1
  const tooDeep = { code: 'too-deep', message: `It lies in more than ${limits.depth} archives.` } as const
  const tooLarge = {
    code: 'too-large',
    message: `The members have more than ${limits.membersBytes} bytes.`,
  } as const
  const why = [...(depth > limits.depth ? [tooDeep] : []), ...(place.budget.bytes < 0 ? [tooLarge] : [])]
  for (const each of why) place.notes.miss({ member, offset: 0, ...each })
  if (why.length > 0) return nothing
  const told = (format: Format, seen: number): void =>
    place.notes.member({ path: member, format, size: Number.isFinite(size) ? size : seen })
  return openContent({ ...place, name, member, depth }, size, told)
}

/** Scans a file, or a member of one, as its bytes come. */
export function openContent(place: Place, size: number, told: (format: Format, size: number) => void): Sink {
  const input = new Input(size)
  const reading = readContent(input, scanAt(place))
  let isDone = false
  let seen = 0
  const go = (): void => {
    if (isDone) return
    const step = reading.next()
    if (step.done !== true) return
    isDone = true
    told(step.value, seen)
  }
  return {
    get wants() {
      return !isDone
    },
    write(bytes) {
      if (isDone) return
      seen += bytes.length
      input.push(bytes)
      go()
      input.settle()
    },
    get idle() {
      return isDone ? Infinity : input.idle
    },
    skip(length) {
      seen += length
      if (!isDone) input.pass(length)
    },
    end() {
      input.end()
      go()
    },
  }
}
