import { limits } from '../limits.ts'
import { Notes } from '../notes.ts'
import { finish, inputOf } from '../reading.ts'
import { Judge } from './judge.ts'
import { opcodeOf } from './opcodes.ts'
import { type Ending, readPickle } from './run.ts'

const protocolOpcode = 0x80
/** One of a text, or of random bytes, breaks off at once; this many in a row are meant. */
const enoughOperations = 100

interface Trial {
  readonly ending: Ending
  readonly judge: Judge
  /** What it says of the pickle, on its own. */
  readonly message: string | undefined
}

/** Runs what may be a pickle, to see whether it is one. */
function attempt(bytes: Buffer): Trial {
  const notes = new Notes()
  const judge = new Judge({ notes, member: '', isTorch: true, loadBytes: () => undefined })
  const ending = finish(readPickle(inputOf(bytes), { observer: judge }))
  judge.finish()
  const { findings } = notes.report({ name: '', size: 0, format: '' })
  return { ending, judge, message: findings[0]?.message }
}

function hasProtocol(bytes: Buffer): boolean {
  return (
    bytes[0] === protocolOpcode &&
    (bytes[1] ?? 6) <= 5 &&
    bytes.length > 2 &&
    opcodeOf[bytes[2] ?? 0] !== undefined
  )
}

/** Whether the bytes start with a pickle, or with one that breaks off. Protocols 0 and 1 have no mark to tell by. */
export function isPickle(bytes: Buffer): boolean {
  if (hasProtocol(bytes)) return true
  if (opcodeOf[bytes[0] ?? 0] === undefined) return false
  const { ending, judge } = attempt(bytes.subarray(0, limits.argumentBytes))
  if (judge.isMeant) return true
  if (judge.faults.length > 0) return false
  return ending.broken === undefined ? ending.operations > 1 : ending.operations >= enoughOperations
}

/** A name looked up by a pickle without a protocol: `cos\nsystem\n`. */
const lookup = /[ci][A-Za-z_][\w.]{0,100}\n[A-Za-z_][\w.]{0,100}\n/g

function candidates(bytes: Buffer): number[] {
  const places = new Set<number>()
  for (let at = bytes.indexOf(protocolOpcode); at !== -1; at = bytes.indexOf(protocolOpcode, at + 1)) {
    if (hasProtocol(bytes.subarray(at, at + 3))) places.add(at)
  }
  for (const { index } of bytes.toString('latin1').matchAll(lookup)) {
    places.add(index)
    // INST looks a name up behind its mark and its arguments; so does a call of OBJ.
    const mark = bytes.lastIndexOf('(', index)
    if (mark !== -1 && index - mark < 256) places.add(mark)
  }
  return [...places].sort((a, b) => a - b)
}

const mostFound = 20
const mostOperations = 5_000_000

export interface Search {
  readonly found: readonly { readonly at: number; readonly message: string }[]
  /** Too much looked like a pickle to try all of it. */
  readonly isCut: boolean
}

/** Whole pickles within the bytes that do more than a model needs. */
export function searchPickles(bytes: Buffer): Search {
  const found: { at: number; message: string }[] = []
  let operations = 0
  for (const at of candidates(bytes)) {
    if (found.length >= mostFound) break
    if (operations > mostOperations) return { found, isCut: true }
    const { ending, judge, message } = attempt(bytes.subarray(at, at + limits.argumentBytes))
    operations += ending.operations
    if (message !== undefined && judge.faults.length === 0 && ending.broken === undefined)
      found.push({ at, message })
  }
  return { found, isCut: false }
}
