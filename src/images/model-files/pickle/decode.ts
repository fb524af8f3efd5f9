import { limits } from '../limits.ts'
import type { Input, Reading } from '../reading.ts'
import { parseDecimal, readLong, unescapeUnicode, unquote } from './literals.ts'
import { type Argument, type Opcode, opcodeOf } from './opcodes.ts'

export type Literal = string | number | bigint | boolean | Buffer | undefined

/** One opcode with its argument. */
export interface Operation {
  readonly at: number
  readonly opcode: Opcode
  /** Cut to what is kept where it is long; nothing where it cannot be read. */
  readonly value: Literal
  /** Bytes of the whole argument. */
  readonly length: number
}

/** Why no opcode can be read any more, and where. */
export interface Broken {
  readonly at: number
  readonly reason: string
  /** The pickle may be well formed: a bound of ours was reached. */
  readonly isBound?: boolean
}

const longestLine = 2 ** 20
/** Longer numbers are none that a program wrote. */
const longestNumber = 2 ** 12
const newline = 0x0a

/** How many bytes the argument has, in front of it and in itself; `undefined` where more bytes have to come. */
interface Extent {
  readonly head: number
  readonly body: number
  /** Bytes behind the body: the newline of a line. */
  readonly tail: number
}

const fixedWidths: Partial<Record<Argument, number>> = {
  none: 0,
  uint1: 1,
  uint2: 2,
  uint4: 4,
  int4: 4,
  uint8: 8,
  float8: 8,
}

function extentOf({ argument, width }: Opcode, input: Input): Extent | string | undefined {
  const fixed = fixedWidths[argument]
  if (fixed !== undefined) return { head: 1, body: fixed, tail: 0 }
  if (width === 0) return extentOfLines(input, argument === 'two-lines' ? 2 : 1)
  if (input.available < 1 + width) return undefined
  const body = lengthAt(input.peek(width, 1), argument)
  if (body < 0) return `it counts ${body} bytes`
  const left = input.remaining - 1 - width
  return body > left ? `it counts ${body} bytes where ${left} are left` : { head: 1 + width, body, tail: 0 }
}

function lengthAt(bytes: Buffer, argument: Argument): number {
  if (bytes.length === 8) return Number(bytes.readBigUInt64LE())
  if (bytes.length === 1) return bytes[0] ?? 0
  // BINSTRING and LONG4 count with a sign, BINUNICODE and BINBYTES without.
  return argument === 'string' || argument === 'long' ? bytes.readInt32LE() : bytes.readUInt32LE()
}

function extentOfLines(input: Input, lines: number): Extent | string | undefined {
  let end = 0
  for (let line = 0; line < lines; line++) {
    const next = input.find(newline, end + 1)
    if (next === -1)
      return input.available > longestLine || input.isEnded ? 'its line does not end' : undefined
    end = next
  }
  return { head: 1, body: end - 1, tail: 1 }
}

type Reader = (bytes: Buffer) => Literal

const readers: Readonly<Record<Argument, Reader>> = {
  none: () => undefined,
  uint1: (bytes) => bytes[0],
  uint2: (bytes) => bytes.readUInt16LE(),
  uint4: (bytes) => bytes.readUInt32LE(),
  uint8: (bytes) => Number(bytes.readBigUInt64LE()),
  int4: (bytes) => bytes.readInt32LE(),
  float8: (bytes) => bytes.readDoubleBE(),
  'decimal-line': (bytes) => parseDecimal(bytes.toString('latin1')),
  'float-line': (bytes) => Number(bytes.toString('latin1')),
  'string-line': (bytes) => unquote(bytes.toString('latin1')),
  'unicode-line': (bytes) => unescapeUnicode(bytes.toString('latin1')),
  line: (bytes) => bytes.toString('utf8'),
  'two-lines': (bytes) => bytes.toString('utf8'),
  long: (bytes) => (bytes.length > longestNumber ? undefined : readLong(bytes)),
  string: (bytes) => bytes.toString('latin1'),
  unicode: (bytes) => bytes.toString('utf8'),
  bytes: (bytes) => Buffer.from(bytes),
}

/**
 * The opcode that comes next, without consuming it; nothing where more bytes have to come first. `step` bytes are
 * then to be skipped, which may be more than are available: a long argument is never held as a whole.
 */
function decode(input: Input): { operation: Operation; step: number } | Broken | undefined {
  const at = input.at
  const code = input.byte(0)
  if (code === undefined) return undefined
  const opcode = opcodeOf[code]
  if (opcode === undefined)
    return { at, reason: `there is no opcode 0x${code.toString(16).padStart(2, '0')}` }
  const extent = extentOf(opcode, input)
  if (extent === undefined) return undefined
  if (typeof extent === 'string') return { at, reason: `${opcode.name} cannot be read: ${extent}` }
  const kept = Math.min(extent.body, limits.argumentBytes)
  if (input.available < extent.head + kept) return undefined
  const value = readers[opcode.argument](input.peek(kept, extent.head))
  return {
    operation: { at, opcode, value, length: extent.body },
    step: extent.head + extent.body + extent.tail,
  }
}

/** Reads one opcode with its argument. */
export function* readOperation(input: Input): Reading<Operation | Broken> {
  for (;;) {
    const decoded = decode(input)
    if (decoded === undefined) {
      if (input.isEnded) return { at: input.at, reason: 'it ends in the middle' }
      yield
    } else {
      if ('reason' in decoded) return decoded
      if (decoded.step <= input.available) input.advance(decoded.step)
      else if (!(yield* input.skip(decoded.step)))
        return { at: decoded.operation.at, reason: 'it ends in the middle' }
      return decoded.operation
    }
  }
}

/** Walks over the opcodes of one pickle, up to its STOP or to where it breaks. */
export function* readOperations(
  input: Input,
  take: (operation: Operation) => void,
): Reading<Broken | undefined> {
  for (let count = 0; count < limits.operations; count++) {
    const operation = yield* readOperation(input)
    if ('reason' in operation) return operation
    take(operation)
    if (operation.opcode.name === 'STOP') return undefined
  }
  return { at: input.at, reason: `it has more than ${limits.operations} opcodes`, isBound: true }
}
