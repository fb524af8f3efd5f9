// joblib/numpy_pickle.py: `NumpyArrayWrapper` describes an array whose elements follow in the file.
import type { Value } from './value.ts'

export interface RawArray {
  readonly bytes: number
  /** The elements are objects: a pickle of them follows. */
  readonly isPickled: boolean
  /** A byte tells how many bytes of padding come first (joblib 1.1 and newer). */
  readonly isPadded: boolean
}

/** What follows a wrapper that was just given its state; nothing where it is none. */
export function rawArrayOf(built: Value): RawArray | undefined {
  if (built.kind !== 'made' || built.callee.kind !== 'global') return undefined
  const { module, name } = built.callee
  if (module !== 'joblib.numpy_pickle' || name !== 'NumpyArrayWrapper') return undefined
  const state = built.states.at(-1)
  const width = widthOf(attribute(state, 'dtype'))
  const count = countOf(attribute(state, 'shape'))
  if (width === undefined || count === undefined) return undefined
  const isPadded = attribute(state, 'numpy_array_alignment_bytes') !== undefined
  return { bytes: width * count, isPickled: width === 0, isPadded: isPadded && width > 0 }
}

function attribute(state: Value | undefined, wanted: string): Value | undefined {
  if (state?.kind !== 'many' || state.type !== 'dict') return undefined
  const at = state.items.findIndex(
    (item, index) => index % 2 === 0 && item.kind === 'text' && item.text === wanted,
  )
  return at === -1 ? undefined : state.items[at + 1]
}

function countOf(shape: Value | undefined): number | undefined {
  if (shape?.kind !== 'many' || shape.type !== 'tuple') return undefined
  const sizes = shape.items.map((item) => (item.kind === 'plain' ? Number(item.text) : Number.NaN))
  const count = sizes.reduce((product, size) => product * size, 1)
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined
}

/** Bytes of one element; 0 for objects. `numpy.dtype('f8', False, True)` */
function widthOf(dtype: Value | undefined): number | undefined {
  const [first] = dtype?.kind === 'made' ? dtype.args : []
  return first?.kind === 'text' ? widthOfCode(first.text) : undefined
}

function widthOfCode(code: string): number | undefined {
  const [, type, digits] = /^[<>=|]?([a-zA-Z])(\d*)$/.exec(code) ?? []
  if (code.endsWith('?')) return 1
  if (type === 'O') return 0
  if (digits === undefined || digits === '') return undefined
  return Number(digits) * (type === 'U' ? 4 : 1)
}
