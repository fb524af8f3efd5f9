// The format of github.com/huggingface/safetensors: a length, a JSON object, then the tensors without a gap. It holds no
// code; what a strict loader refuses is there to fool others.
import type { Input, Reading } from '../reading.ts'
import { find, miss, type Scan } from '../scan.ts'
import { duplicateKeyIn } from './json-keys.ts'

const longestHeader = 100_000_000
/** Longer headers are read past; a model of ten thousand tensors has a tenth of that. */
const longestKeptHeader = 16 * 2 ** 20

const elementBits: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E4M3: 8,
  F8_E5M2: 8,
  F8_E8M0: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  F64: 64,
  I64: 64,
  U64: 64,
  C64: 64,
}

export function* scanSafetensors(input: Input, scan: Scan): Reading {
  yield* input.need(8)
  const length = Number(input.take(8).readBigUInt64LE())
  if (length > longestHeader)
    return violate(scan, `Its header of ${length} bytes is longer than any loader takes.`)
  if (length > longestKeptHeader || !(yield* input.need(length))) {
    miss(scan, { offset: 8, code: 'too-large', message: `The header of ${length} bytes was not read.` })
    return
  }
  const header = input.take(length).toString('utf8')
  judgeHeader(header, input.size - 8 - length, scan)
}

function violate(scan: Scan, message: string): void {
  find(scan, { id: 'format-violation', severity: 'medium', offset: 8, message })
}

function judgeHeader(header: string, bytes: number, scan: Scan): void {
  const tensors = parseHeader(header)
  if (tensors === undefined) return violate(scan, 'Its header is no JSON object.')
  const duplicate = duplicateKeyIn(header)
  const shown = JSON.stringify(duplicate?.slice(0, 200))
  const fault = duplicate === undefined ? faultOf(tensors, bytes) : `Its header has the key ${shown} twice.`
  if (fault !== undefined) violate(scan, fault)
}

type Header = Readonly<Record<string, unknown>>

function parseHeader(text: string): Header | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Header)
      : undefined
  } catch {
    return undefined
  }
}

interface Tensor {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** What is wrong with the tensors, the first thing. */
function faultOf(header: Header, bytes: number): string | undefined {
  const tensors: Tensor[] = []
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      if (!isMetadata(entry)) return 'Its metadata is more than texts.'
      continue
    }
    const tensor = tensorOf(name, entry)
    if (typeof tensor === 'string') return tensor
    tensors.push(tensor)
  }
  return gapIn(
    tensors.sort((a, b) => a.from - b.from || a.to - b.to),
    bytes,
  )
}

function isMetadata(entry: unknown): boolean {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    Object.values(entry).every((value) => typeof value === 'string')
  )
}

function tensorOf(name: string, entry: unknown): Tensor | string {
  const shown = JSON.stringify(name.slice(0, 200))
  const { dtype, shape, data_offsets: offsets } = Object(entry) as Readonly<Record<string, unknown>>
  const bits = typeof dtype === 'string' && Object.hasOwn(elementBits, dtype) ? elementBits[dtype] : undefined
  if (bits === undefined) return `The tensor ${shown} has no known type.`
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    return `The tensor ${shown} has no shape or no place.`
  const [from = 0, to = 0] = offsets
  const size = (shape.reduce((product, count) => product * count, 1) * bits) / 8
  if (to - from !== size) return `The tensor ${shown} has ${to - from} bytes where its shape needs ${size}.`
  return { name, from, to }
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0)
}

function gapIn(tensors: readonly Tensor[], bytes: number): string | undefined {
  let at = 0
  for (const { name, from, to } of tensors) {
    const shown = JSON.stringify(name.slice(0, 200))
    if (from < at) return `The tensor ${shown} lies over another one.`
    if (from > at) return `${from - at} bytes before the tensor ${shown} belong to none.`
    at = to
  }
  if (at > bytes) return `The tensors need ${at} bytes where ${bytes} are there.`
  return at < bytes ? `${bytes - at} bytes behind the last tensor belong to none.` : undefined
}
