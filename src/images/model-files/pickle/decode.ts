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
  /** Bytes of the opcode and all that belongs to its argument. */
  readonly size: number
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

/** How many bytes the argument has, in front of it, in itself and behind it. */
interface Extent {
  readonly head: number
  readonly body: number
  readonly tail: number
}

/** Nothing where more bytes have to come; a text says what is wrong. */
function extentOf({ argument, fixed, width }: Opcode, input: Input): Extent | string | undefined {
  if (fixed !== undefined) return { head: 1, body: fixed, tail: 0 }
  if (width === 0) return extentOfLines(input, argument === 'two-lines' ? 2 : 1)
  if (input.available < 1 + width) return undefined
  const body = lengthAt(input, width, argument)
  if (body < 0) return `it counts ${body} bytes`
  const left = input.remaining - 1 - width
  return body > left ? `it counts ${body} bytes where ${left} are left` : { head: 1 + width, body, tail: 0 }
}

/** BINSTRING and LONG4 count with a sign, BINUNICODE and BINBYTES without. */
function lengthAt(input: Input, width: number, argument: Argument): number {
  if (width === 1) return input.byte(1) ?? 0
  const bytes = input.peek(width, 1)
  if (width === 8) return Number(bytes.readBigUInt64LE())
  return argument === 'string' || argument === 'long' ? bytes.readInt32LE() : bytes.readUInt32LE()
}

/** Each line ends with a newline, which is no part of the argument. */
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

/** Reads so many bytes from so far ahead. */
type Reader = (input: Input, length: number, ahead: number) => Literal

const readers: Readonly<Record<Argument, Reader>> = {
  none: () => undefined,
  uint1: (input) => input.byte(1),
  uint2: (input) => (input.byte(1) ?? 0) + 256 * (input.byte(2) ?? 0),
  uint4: (input) => input.peek(4, 1).readUInt32LE(),
  uint8: (input) => Number(input.peek(8, 1).readBigUInt64LE()),
  int4: (input) => input.peek(4, 1).readInt32LE(),
  float8: (input) => input.peek(8, 1).readDoubleBE(),
  'decimal-line': (input, length, ahead) => parseDecimal(input.text('latin1', length, ahead)),
  'float-line': (input, length, ahead) => Number(input.text('latin1', length, ahead)),
  'string-line': (input, length, ahead) => unquote(input.text('latin1', length, ahead)),
  'unicode-line': (input, length, ahead) => unescapeUnicode(input.text('latin1', length, ahead)),
  line: (input, length, ahead) => input.text('utf8', length, ahead),
  'two-lines': (input, length, ahead) => input.text('utf8', length, ahead),
  long: (input, length, ahead) => (length > longestNumber ? undefined : readLong(input.peek(length, ahead))),
  string: (input, length, ahead) => input.text('latin1', length, ahead),
  unicode: (input, length, ahead) => input.text('utf8', length, ahead),
  bytes: (input, length, ahead) => Buffer.from(input.peek(length, ahead)),
}

/**
 * The opcode that comes next, without consuming it; nothing where more bytes have to come first. Its argument may reach
 * further than the bytes at hand: a long one is never held as a whole.
 */
function decode(input: Input): Operation | Broken | undefined {
  const at = input.at
  const code = input.byte(0)
  if (code === undefined) return undefined
  const opcode = opcodeOf[code]
  if (opcode === undefined)
    return { at, reason: `there is no opcode 0x${code.toString(16).padStart(2, '0')}` }
  if (opcode.fixed === 0) return { at, opcode, value: undefined, length: 0, size: 1 }
  const extent = extentOf(opcode, input)
  if (extent === undefined) return undefined
  if (typeof extent === 'string') return { at, reason: `${opcode.name} cannot be read: ${extent}` }
  const { head, body, tail } = extent
  const kept = Math.min(body, limits.argumentBytes)
  if (input.available < head + kept) return undefined
  const value = readers[opcode.argument](input, kept, head)
  return { at, opcode, value, length: body, size: head + body + tail }
}

/** Takes the opcode that comes next; nothing where `readOperation` has to wait for its bytes. */
export function takeOperation(input: Input): Operation | Broken | undefined {
  const operation = decode(input)
  if (operation === undefined || 'reason' in operation) return operation
  if (operation.size > input.available) return undefined
  input.advance(operation.size)
  return operation
}

/** Takes the opcode that comes next, once its bytes have come. */
export function* readOperation(input: Input): Reading<Operation | Broken> {
  for (let operation = decode(input); ; operation = decode(input)) {
    if (operation !== undefined) {
      if ('reason' in operation || (yield* input.skip(operation.size))) return operation
      return { at: operation.at, reason: 'it ends in the middle' }
    }
    if (input.isEnded) return { at: input.at, reason: 'it ends in the middle' }
    yield
  }
}

/** Walks over the opcodes of one pickle, up to its STOP or to where it breaks. */
export function* readOperations(
  input: Input,
  take: (operation: Operation) => void,
): Reading<Broken | undefined> {
  for (let count = 0; count < limits.operations; count++) {
    const operation = takeOperation(input) ?? (yield* readOperation(input))
    if ('reason' in operation) return operation
    take(operation)
    if (operation.opcode.name === 'STOP') return undefined
  }
  return { at: input.at, reason: `it has more than ${limits.operations} opcodes`, isBound: true }
}
