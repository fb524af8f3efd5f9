// A message of Protocol Buffers whose bytes come bit by bit: what is not wanted is never held.
import type { Input, Reading } from '../reading.ts'
import { varint } from './wire.ts'

/** What to do with a field that is bytes: look into it as a message, take it as a whole, or leave it out. */
export interface Plan {
  readonly [field: number]: Plan | ((bytes: Buffer) => void)
}

const longestNumber = 10
const longestTaken = 16 * 2 ** 20
const deepest = 16

/** Where a message cannot be read, or why not all of it was. */
export interface Fault {
  readonly at: number
  readonly reason: string
  readonly isBound?: boolean
}

/** Goes through a message of so many bytes; what is wrong ends it. */
export function* readMessage(input: Input, length: number, plan: Plan): Reading<Fault | undefined> {
  return yield* readFields(input, { end: input.at + length, plan, depth: 0 })
}

interface Message {
  readonly end: number
  readonly plan: Plan
  readonly depth: number
}

function* readFields(input: Input, { end, plan, depth }: Message): Reading<Fault | undefined> {
  while (input.at < end && (yield* input.need(1))) {
    const at = input.at
    const tag = yield* readNumber(input)
    if (tag === undefined || tag < 8) return { at, reason: 'a field has no number' }
    const fault = yield* readField(input, { tag, end, plan, depth })
    if (fault !== undefined) return fault
  }
  return undefined
}

function* readNumber(input: Input): Reading<number | undefined> {
  yield* input.need(longestNumber)
  const number = varint(input.peek(longestNumber), 0)
  if (number !== undefined) input.advance(number.end)
  return number?.value
}

const widths: Readonly<Record<number, number>> = { 1: 8, 5: 4 }

function* readField(input: Input, message: Message & { readonly tag: number }): Reading<Fault | undefined> {
  const at = input.at
  const type = message.tag % 8
  const length = widths[type] ?? (yield* readNumber(input))
  if (length === undefined) return { at, reason: 'a number does not end' }
  if (type === 0) return undefined
  if (!(type in widths) && type !== 2) return { at, reason: `there is no type ${type} of fields` }
  if (input.at + length > message.end) return { at, reason: 'a field is longer than its message' }
  return yield* readBytes(input, length, message)
}

function* readBytes(
  input: Input,
  length: number,
  { tag, plan, depth }: Message & { readonly tag: number },
): Reading<Fault | undefined> {
  const wanted = tag % 8 === 2 ? plan[Math.floor(tag / 8)] : undefined
  if (typeof wanted === 'object' && depth < deepest)
    return yield* readFields(input, { end: input.at + length, plan: wanted, depth: depth + 1 })
  if (typeof wanted === 'function') return yield* takeField(input, length, wanted)
  return (yield* input.skip(length)) ? undefined : { at: input.at, reason: 'it is cut off' }
}

function* takeField(input: Input, length: number, take: (bytes: Buffer) => void): Reading<Fault | undefined> {
  const at = input.at
  if (length > longestTaken) return { at, reason: `a field has ${length} bytes`, isBound: true }
  if (!(yield* input.need(length))) return { at, reason: 'it is cut off' }
  take(input.take(length))
  return undefined
}
