import type { ModelFinding } from '../findings.ts'
import { Notes } from '../notes.ts'
import { Input } from '../reading.ts'
import { dangerOf } from './danger.ts'
import { Judge } from './judge.ts'
import { opcodeOf } from './opcodes.ts'
import { type Ending, readPickle } from './run.ts'

const protocolOpcode = 0x80
/** One of a text, or of random bytes, breaks off at once; so many in a row are meant. */
const enoughOperations = 100

interface Trial {
  readonly ending: Ending | undefined
  readonly judge: Judge
  /** What is dangerous in the pickle, on its own. */
  readonly danger: string | undefined
}

/** Runs what may be a pickle, to see whether it is one; nothing where it goes on behind the bytes at hand. */
function attempt(bytes: Buffer, size: number, mostOperations: number): Trial {
  const notes = new Notes()
  const judge = new Judge({ notes, member: '', isTorch: true, loadBytes: () => undefined })
  const input = new Input(size)
  input.push(bytes)
  if (bytes.length >= size) input.end()
  const { value: ending } = readPickle(input, { observer: judge, mostOperations }).next()
  judge.finish()
  const { findings } = notes.report({ name: '', size: 0, format: '' })
  return { ending: ending ?? undefined, judge, danger: findings.find(isCall)?.message }
}

/** A name alone may be two words of a text. */
function isCall({ id, severity }: ModelFinding): boolean {
  return id !== 'dangerous-name' && (severity === 'critical' || severity === 'high')
}

function hasProtocol(bytes: Buffer): boolean {
  return (
    bytes[0] === protocolOpcode &&
    (bytes[1] ?? 6) <= 5 &&
    bytes.length > 2 &&
    opcodeOf[bytes[2] ?? 0] !== undefined
  )
}

/**
 * Whether a file of so many bytes that starts so is a pickle, or one that breaks off. Protocols 0 and 1 have no mark to
 * tell by: their opcodes are letters.
 */
export function isPickle(bytes: Buffer, size: number): boolean {
  if (hasProtocol(bytes)) return true
  if (opcodeOf[bytes[0] ?? 0] === undefined) return false
  const { ending, judge } = attempt(bytes, size, enoughOperations)
  return judge.isMeant || (judge.faults.length === 0 && looksMeant(ending, judge))
}

function looksMeant(ending: Ending | undefined, { lookups }: Judge): boolean {
  if (ending === undefined) return true
  const { broken, operations } = ending
  return broken === undefined ? operations > 1 : broken.isBound === true && lookups < enoughOperations / 2
}

/** A name looked up by a pickle without a protocol: `cos\nsystem\n`. */
const lookup = /[ci]([A-Za-z_][\w.]{0,100})\n([A-Za-z_][\w.]{0,100})\n/g

/** INST looks a name up behind its mark and its arguments; so does a call of OBJ. */
const farthestMark = 256

function candidates(bytes: Buffer): number[] {
  const places = new Set<number>()
  for (let at = bytes.indexOf(protocolOpcode); at !== -1; at = bytes.indexOf(protocolOpcode, at + 1)) {
    if (hasProtocol(bytes.subarray(at, at + 3))) places.add(at)
  }
  for (const { index, 1: module = '', 2: name = '' } of bytes.toString('latin1').matchAll(lookup)) {
    if (dangerOf(module, name).severity === 'medium') continue
    places.add(index)
    const from = Math.max(0, index - farthestMark)
    const mark = bytes.subarray(from, index).lastIndexOf('(')
    if (mark !== -1) places.add(from + mark)
  }
  return [...places].sort((a, b) => a - b)
}

const mostFound = 20
const mostCandidates = 100_000
const mostOperations = 500_000
const operationsOfOne = 20_000

export interface Search {
  readonly found: readonly { readonly at: number; readonly message: string }[]
  /** Too much looked like a pickle to try all of it. */
  readonly isCut: boolean
}

/** Whole pickles within the bytes that are dangerous: tests and programs hold harmless ones. */
export function searchPickles(bytes: Buffer): Search {
  const places = candidates(bytes)
  const found: { at: number; message: string }[] = []
  let operations = 0
  for (const at of places.slice(0, mostCandidates)) {
    if (found.length >= mostFound) break
    if (operations > mostOperations) return { found, isCut: true }
    const { ending, judge, danger } = attempt(bytes.subarray(at), bytes.length - at, operationsOfOne)
    operations += ending?.operations ?? 0
    if (danger !== undefined && judge.faults.length === 0 && ending?.broken === undefined)
      found.push({ at, message: danger })
  }
  return { found, isCut: places.length > mostCandidates }
}
