import { limits } from '../limits.ts'
import type { Input, Reading } from '../reading.ts'
import { type Broken, readOperation, takeOperation } from './decode.ts'
import { handlerOf } from './handlers.ts'
import { rawArrayOf } from './joblib.ts'
import { type Observer, PickleMachine } from './machine.ts'
import type { Value } from './value.ts'

/** How one pickle ended. */
export interface Ending {
  /** What it built; nothing where it broke off. */
  readonly value: Value | undefined
  readonly broken: Broken | undefined
  readonly operations: number
}

/** How a loader that knows joblib's arrays goes on, and who watches another one, to which they are opcodes. */
export interface Arrays {
  readonly plain?: Observer
  readonly plainEnded?: (ending: Ending) => void
}

export interface Watch {
  readonly observer: Observer
  /** Nothing for a loader that knows no arrays. */
  readonly arrays?: Arrays
  readonly mostOperations?: number
  /** What all pickles of the file may take together; a short look takes nothing from it. */
  readonly work?: { operations: number }
}

/** Raw numbers break off at once. */
const plainOperations = 1_000_000

/** Runs one pickle on symbolic values, up to its STOP or to where it breaks. */
export function readPickle(input: Input, watch: Watch): Reading<Ending> {
  return run(input, new PickleMachine(watch.observer), watch)
}

function* run(input: Input, machine: PickleMachine, watch: Watch): Reading<Ending> {
  const most = Math.min(watch.mostOperations ?? limits.operations, watch.work?.operations ?? Infinity)
  const ending = yield* runUpTo(most, { input, machine, watch })
  if (watch.work !== undefined) watch.work.operations -= ending.operations
  return ending
}

interface Run {
  readonly input: Input
  readonly machine: PickleMachine
  readonly watch: Watch
}

function* runUpTo(most: number, { input, machine, watch }: Run): Reading<Ending> {
  let { arrays } = watch
  for (let operations = 1; operations <= most; operations++) {
    const operation = takeOperation(input) ?? (yield* readOperation(input))
    if ('reason' in operation) return { value: undefined, broken: operation, operations }
    machine.at = operation.at
    handlerOf[operation.opcode.code]?.(machine, operation)
    const { name } = operation.opcode
    const ending = endingAfter(name, machine, operations)
    if (ending !== undefined) return ending
    if (name === 'BUILD' && arrays !== undefined)
      arrays = yield* readArray(input, machine, { ...watch, arrays })
  }
  const own = watch.mostOperations ?? limits.operations
  const reason =
    most < own ? 'pickles took all the work that they may together' : `it has more than ${most} opcodes`
  return pastBound(machine, reason, Math.max(0, most))
}

function endingAfter(name: string, machine: PickleMachine, operations: number): Ending | undefined {
  if (name === 'STOP') return { value: machine.pop(), broken: undefined, operations }
  return machine.bound === undefined ? undefined : pastBound(machine, machine.bound, operations)
}

function pastBound({ at }: PickleMachine, reason: string, operations: number): Ending {
  return { value: undefined, broken: { at, reason, isBound: true }, operations }
}

/**
 * joblib writes the elements of an array behind the BUILD of its wrapper: raw, or as one more pickle. At the first one
 * the ways part. Returns how to go on with arrays.
 */
function* readArray(
  input: Input,
  machine: PickleMachine,
  watch: Watch & { readonly arrays: Arrays },
): Reading<Arrays> {
  const array = rawArrayOf(machine.top())
  if (array === undefined) return watch.arrays
  if (typeof array === 'string') {
    machine.fault(array)
    return watch.arrays
  }
  part(input, machine, watch)
  if (array.isPickled) yield* readPickle(input, withoutArrays(watch))
  else {
    if (array.isPadded && (yield* input.need(1))) yield* input.skip(1 + (input.byte(0) ?? 0))
    yield* input.skip(array.bytes)
  }
  return {}
}

function withoutArrays({ observer, work }: Watch): Watch {
  return { observer, ...(work === undefined ? {} : { work }) }
}

function part(input: Input, machine: PickleMachine, watch: Watch & { readonly arrays: Arrays }): void {
  const { plain, plainEnded } = watch.arrays
  if (plain === undefined) return
  input.spawn(function* readOn(twin) {
    const reading = { ...withoutArrays(watch), observer: plain, mostOperations: plainOperations }
    const ending = yield* run(twin, machine.copy(plain), reading)
    plainEnded?.(ending)
  })
}
