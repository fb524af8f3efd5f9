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

/** Who watches, and how joblib's arrays are read. */
export interface Watch {
  readonly observer: Observer
  /** Watches the same pickle as a loader reads it that knows no arrays of joblib; `undefined` to know none. */
  readonly plain?: Observer | undefined
  readonly mostOperations?: number
}

/** Runs one pickle on symbolic values, up to its STOP or to where it breaks. */
export function readPickle(input: Input, watch: Watch): Reading<Ending> {
  return run(input, new PickleMachine(watch.observer), watch)
}

function* run(input: Input, machine: PickleMachine, watch: Watch): Reading<Ending> {
  const most = watch.mostOperations ?? limits.operations
  let arrays = watch.plain === undefined ? undefined : watch
  for (let operations = 1; operations <= most; operations++) {
    const operation = takeOperation(input) ?? (yield* readOperation(input))
    if ('reason' in operation) return { value: undefined, broken: operation, operations }
    machine.at = operation.at
    handlerOf[operation.opcode.code]?.(machine, operation)
    const { name } = operation.opcode
    const ending = endingAfter(name, machine, operations)
    if (ending !== undefined) return ending
    if (name === 'BUILD' && arrays !== undefined) arrays = yield* readArray(input, machine, arrays)
  }
  return pastBound(machine, `it has more than ${most} opcodes`, most)
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
 * the ways part: to other loaders these bytes are opcodes. Returns who watches from there on.
 */
function* readArray(input: Input, machine: PickleMachine, watch: Watch): Reading<Watch> {
  const array = rawArrayOf(machine.top())
  if (array === undefined) return watch
  const { observer, plain } = watch
  if (plain !== undefined)
    input.spawn(function* readOn(twin) {
      yield* run(twin, machine.copy(plain), { observer: plain })
    })
  if (array.isPickled) yield* readPickle(input, { observer })
  else {
    if (array.isPadded && (yield* input.need(1))) yield* input.skip(1 + (input.byte(0) ?? 0))
    yield* input.skip(array.bytes)
  }
  return { observer }
}
