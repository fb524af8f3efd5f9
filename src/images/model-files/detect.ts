import { blockSize, parseTarHeader } from '../archive/tar-header.ts'
import { decodeJson } from './formats/json-text.ts'
import { isOnnx } from './formats/onnx.ts'
import { isFrozenGraph, isSavedModel } from './formats/saved-model.ts'
import { isPickle } from './pickle/search.ts'

/** What a file is, by its bytes. */
export type Format =
  | 'empty'
  | 'pickle'
  | 'zip'
  | 'tar'
  | 'gzip'
  | 'zlib'
  | 'zstd'
  | 'bzip2'
  | 'xz'
  | 'lzma'
  | 'lz4'
  | '7z'
  | 'rar'
  | 'numpy'
  | 'hdf5'
  | 'gguf'
  | 'safetensors'
  | 'onnx'
  | 'saved-model'
  | 'frozen-graph'
  | 'r'
  | 'executable'
  | 'picture'
  | 'json'
  | 'text'
  | 'other'

/** So many bytes of the start tell, or all where there are fewer. */
export const headBytes = 65_536

const hdf5 = Buffer.from('894844460d0a1a0a', 'hex')

const magics: readonly (readonly [Format, string])[] = [
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  ['gzip', '1f8b08'],
  ['zstd', '28b52ffd'],
  ['xz', 'fd377a585a00'],
  ['lz4', '04224d18'],
  ['7z', '377abcaf271c'],
  ['rar', '526172211a07'],
  ['numpy', '934e554d5059'],
  ['hdf5', hdf5.toString('hex')],
  ['gguf', '47475546'],
  ['executable', '7f454c46'],
  ['executable', 'feedface'],
  ['executable', 'feedfacf'],
  ['executable', 'cefaedfe'],
  ['executable', 'cffaedfe'],
  ['executable', 'cafebabe'],
  ['picture', '89504e470d0a1a0a'],
  ['picture', 'ffd8ff'],
  ['picture', '474946383761'],
  ['picture', '474946383961'],
]

type Test = (head: Buffer, size: number) => boolean

/** In this order: the later a format, the less its start tells. */
const tests: readonly (readonly [Format, Test])[] = [
  ['empty', (_, size) => size === 0],
  ...magics.map(([format, hex]): readonly [Format, Test] => {
    const magic = Buffer.from(hex, 'hex')
    return [format, (head) => head.subarray(0, magic.length).equals(magic)]
  }),
  ['bzip2', (head) => /^BZh[1-9](?:1AY&SY|\x17rE8P\x90)/.test(head.toString('latin1', 0, 10))],
  ['lzma', isLzma],
  ['zlib', isZlib],
  ['executable', isWindowsExecutable],
  ['safetensors', isSafetensors],
  ['r', isR],
  ['tar', isTar],
  ['saved-model', isSavedModel],
  ['onnx', isOnnx],
  ['pickle', isPickle],
  ['frozen-graph', isFrozenGraph],
  ['json', (head) => /^\s*(?:\{\s*["}]|\[\s*[\]"{[\d\-tfn])/.test(decodeJson(head.subarray(0, 256)))],
  ['text', isText],
]

export function detect(head: Buffer, size: number): Format {
  const format = tests.find(([, test]) => test(head, size))?.[0] ?? 'other'
  return unread.has(format) && hasUserBlock(head) ? 'hdf5' : format
}

/** Formats that a program puts in front of its HDF5, which starts behind them. */
const unread: ReadonlySet<Format> = new Set(['executable', 'picture', 'json', 'text', 'other'])

/** HDF5 starts at byte 0, 512, 1024, 2048 and so on (HDF5 File Format Specification, II.A). */
export function hasUserBlock(head: Buffer): boolean {
  for (let at = 512; at + hdf5.length <= head.length; at *= 2)
    if (hdf5.equals(head.subarray(at, at + hdf5.length))) return true
  return false
}

/** The old format has no magic: the usual properties, a dictionary of a power of two, a size (lzma.txt of the LZMA SDK). */
function isLzma(head: Buffer): boolean {
  if (head.length < 13 || head[0] !== 0x5d || head[1] !== 0 || head[2] !== 0) return false
  const size = head.readBigUInt64LE(5)
  return size === 0xffffffffffffffffn || size < 2n ** 40n
}

/** RFC 1950, 2.2: deflate with a window of 32 KiB, and a check of both bytes. */
function isZlib(head: Buffer): boolean {
  const [first = 0, second = 0] = head
  return head.length > 6 && first === 0x78 && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0
}

function isTar(head: Buffer): boolean {
  return (
    head.length >= blockSize && head[0] !== 0 && parseTarHeader(head.subarray(0, blockSize)) !== undefined
  )
}

function isWindowsExecutable(head: Buffer): boolean {
  if (head.length < 64 || head.toString('latin1', 0, 2) !== 'MZ') return false
  // A Cosmopolitan executable (llamafile) starts as a shell script, too.
  if (head.toString('latin1', 0, 8) === "MZqFpD='") return true
  const at = head.readUInt32LE(60)
  return at >= head.length || head.toString('latin1', at, at + 2) === 'PE'
}

/** A length, then a JSON object of that length. */
function isSafetensors(head: Buffer, size: number): boolean {
  if (head.length < 10 || head[8] !== 0x7b) return false
  const length = head.readBigUInt64LE()
  return (
    length >= 2n && length <= 100_000_000n && length + 8n <= BigInt(Math.min(size, Number.MAX_SAFE_INTEGER))
  )
}

/** What R saves, alone or as a workspace, in each of its three encodings (R Internals, Serialization Formats). */
function isR(head: Buffer): boolean {
  const start = /^(?:RD[XAB][23]\n)?(?:X\n\0\0\0[\x02\x03]|A\n[23]\n|B\n[\x02\x03]\0\0\0)/
  return start.test(head.toString('latin1', 0, 16))
}

function isText(head: Buffer): boolean {
  return !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(head.toString('latin1', 0, 4096))
}
