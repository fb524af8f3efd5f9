import { limits } from '../limits.ts'
import type { Input, Reading } from '../reading.ts'
import { find, miss, type Scan } from '../scan.ts'
import type { Notes } from '../notes.ts'
import { type Circumstances, Judge } from './judge.ts'
import { isPickle, searchPickles } from './search.ts'
import { type Ending, readPickle } from './run.ts'
import type { Observer } from './machine.ts'

/** The first pickle of a torch file of before 1.6: torch/serialization.py, MAGIC_NUMBER. */
const torchMagic = String(0x1950a86a20f9469cfc6cn)
/** What is looked at to tell whether one more pickle follows. */
const startBytes = limits.argumentBytes

/** Scans pickles that stand one after the other, as torch and joblib write them, and what follows the last. */
export function* scanPickles(input: Input, scan: Scan): Reading {
  let { isTorch } = scan
  const parted = { count: 0 }
  for (let count = 0; ; count++) {
    const ending = yield* scanPickle(input, { ...scan, isTorch }, parted)
    if (ending.value?.kind === 'plain' && ending.value.text === torchMagic) isTorch = true
    if (ending.broken !== undefined || !(yield* isPickleNext(input))) break
    if (count === limits.pickles) {
      const message = `More than ${limits.pickles} pickles stand one after the other.`
      miss(scan, { offset: input.at, code: 'too-large', message })
      break
    }
  }
  yield* searchRest(input, scan)
}

function* isPickleNext(input: Input): Reading<boolean> {
  if (!(yield* input.need(1))) return false
  yield* input.need(startBytes)
  return isPickle(input.peek(startBytes), input.remaining)
}

/** Pickles with arrays of joblib, each of which is read in two ways. */
const mostParted = 100

function* scanPickle(input: Input, scan: Scan, parted: { count: number }): Reading<Ending> {
  const loadBytes = (bytes: Buffer, at: number): void =>
    scan.scanMember(`bytes at ${at}`, bytes, { isTorch: true })
  const judge = new Judge({ ...scan, loadBytes })
  const plain = new Judge({ ...scan, loadBytes, notes: gravest(scan.notes) })
  const plainEnded = ({ broken }: Ending): void => {
    parted.count++
    plain.finish()
    if (broken?.isBound === true || parted.count === mostParted) missPlain(scan, input.at)
  }
  const arrays = parted.count < mostParted ? { plain: untilFault(plain), plainEnded } : {}
  const ending = yield* readPickle(input, { observer: judge, arrays, work: scan.budget })
  judge.finish()
  tellFaults(ending, judge, scan)
  return ending
}

/**
 * A loader that knows no arrays of joblib mostly comes to names that do not exist, where it ends: only what is
 * dangerous is meant.
 */
function gravest(notes: Notes): Circumstances['notes'] {
  return {
    get isFull() {
      return notes.isFull
    },
    call: () => undefined,
    find(said) {
      if (said.severity === 'critical' || said.severity === 'high') notes.find(said)
    },
  }
}

function missPlain(scan: Scan, offset: number): void {
  const message = 'Arrays of joblib may be opcodes to other loaders, and there are too many to try.'
  miss(scan, { offset, code: 'too-large', message })
}

/** A loader that takes raw arrays for opcodes breaks off soon; what follows it never runs. */
function untilFault(judge: Judge): Observer {
  const guard = <T extends readonly unknown[]>(act: (...args: T) => void) => {
    return (...args: T): void => {
      if (judge.faults.length === 0) act(...args)
    }
  }
  return {
    refer: guard(judge.refer),
    call: guard(judge.call),
    persist: guard(judge.persist),
    puzzle: guard(judge.puzzle),
    fault: judge.fault,
  }
}

function tellFaults({ broken }: Ending, { faults }: Judge, scan: Scan): void {
  const [first] = broken === undefined ? faults : [broken, ...faults].sort((a, b) => a.at - b.at)
  if (first === undefined) return
  const isBound = broken?.isBound === true
  miss(scan, {
    offset: first.at,
    code: isBound ? 'too-large' : 'malformed',
    message: isBound
      ? `The pickle was not scanned beyond byte ${first.at}: ${first.reason}.`
      : `The pickle is broken at byte ${first.at}: ${first.reason}. What comes before it runs all the same.`,
  })
}

/** Bytes that are no pickle where one could stand: weights, or something that hides. */
export function* searchRest(input: Input, scan: Scan): Reading {
  yield* input.need(limits.searchedBytes)
  searchHidden(input.peek(limits.searchedBytes), scan, input.at)
}

export function searchHidden(bytes: Buffer, scan: Scan, offset: number): void {
  const { found, isCut } = searchPickles(bytes)
  for (const { at, message } of found) {
    find(scan, {
      id: 'hidden-pickle',
      severity: 'medium',
      offset: offset + at,
      message: `A pickle stands at byte ${offset + at}, where none belongs: ${message}`,
    })
  }
  if (isCut)
    miss(scan, { offset, code: 'too-large', message: 'Too much looks like pickles here to try all of it.' })
}
