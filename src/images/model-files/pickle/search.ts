import { Notes } from '../notes.ts'
import { Input } from '../reading.ts'
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
  const danger = findings.find(({ severity }) => severity === 'critical' || severity === 'high')
  return { ending: ending ?? undefined, judge, danger: danger?.message }
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
  if (judge.isMeant) return true
  if (judge.faults.length > 0) return false
  if (ending === undefined || ending.broken?.isBound === true) return true
  return ending.broken === undefined && ending.operations > 1
}

/** A name looked up by a pickle without a protocol: `cos\nsystem\n`. */
const lookup = /[ci][A-Za-z_][\w.]{0,100}\n[A-Za-z_][\w.]{0,100}\n/g

/** INST looks a name up behind its mark and its arguments; so does a call of OBJ. */
const farthestMark = 256

function candidates(bytes: Buffer): number[] {
  const places = new Set<number>()
  for (let at = bytes.indexOf(protocolOpcode); at !== -1; at = bytes.indexOf(protocolOpcode, at + 1)) {
    if (hasProtocol(bytes.subarray(at, at + 3))) places.add(at)
  }
  for (const { index } of bytes.toString('latin1').matchAll(lookup)) {
    places.add(index)
    const from = Math.max(0, index - farthestMark)
    const mark = bytes.subarray(from, index).lastIndexOf('(')
    if (mark !== -1) places.add(from + mark)
  }
  return [...places].sort((a, b) => a - b)
}

const mostFound = 20
const mostCandidates = 20_000
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
