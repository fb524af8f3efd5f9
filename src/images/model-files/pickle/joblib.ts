// joblib/numpy_pickle.py: `NumpyArrayWrapper` describes an array whose elements follow in the file.
import { isObjectType } from '../numpy-header.ts'
import type { Made, Many, Value } from './value.ts'

export interface RawArray {
  readonly bytes: number
  /** The elements are objects: a pickle of them follows. */
  readonly isPickled: boolean
  /** A byte tells how many bytes of padding come first (joblib 1.1 and newer). */
  readonly isPadded: boolean
}

/** What follows a wrapper that was just given its state; nothing where it is none, a text where it does not tell. */
export function rawArrayOf(built: Value): RawArray | string | undefined {
  if (built.kind !== 'made' || built.callee.kind !== 'global') return undefined
  const { module, name } = built.callee
  if (module !== 'joblib.numpy_pickle' || name !== 'NumpyArrayWrapper') return undefined
  const state = built.states.at(-1)
  const dtype = attribute(state, 'dtype')
  if (holdsObjects(dtype)) return { bytes: 0, isPickled: true, isPadded: false }
  const width = widthOf(dtype)
  const count = countOf(attribute(state, 'shape'))
  if (width === undefined || count === undefined) return 'an array of joblib does not tell what it holds'
  const isPadded = attribute(state, 'numpy_array_alignment_bytes') !== undefined
  return { bytes: width * count, isPickled: false, isPadded }
}

/** Of two with the same key the later one stays; what was not kept may be either. */
function attribute(state: Value | undefined, wanted: string): Value | undefined {
  if (state?.kind !== 'many' || state.type !== 'dict' || isCut(state)) return undefined
  const at = state.items.findLastIndex(
    (item, index) => index % 2 === 0 && item.kind === 'text' && item.text === wanted,
  )
  return at === -1 ? undefined : state.items[at + 1]
}

function isCut({ count, items }: Many): boolean {
  return count > items.length
}

function countOf(shape: Value | undefined): number | undefined {
  if (shape?.kind !== 'many' || shape.type !== 'tuple') return undefined
  const sizes = shape.items.map((item) => (item.kind === 'plain' ? Number(item.text) : Number.NaN))
  const count = sizes.reduce((product, size) => product * size, 1)
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined
}

/** One field that holds objects is enough: the whole array is pickled then (`dtype.hasobject`). */
function holdsObjects(type: Value | undefined): boolean {
  const seen = new Set<Value>(type === undefined ? [] : [type])
  for (const value of seen) {
    if (value.kind === 'many' && isCut(value)) return true
    if (value.kind === 'made' && isMadeOfObjects(value)) return true
    for (const part of partsOf(value)) seen.add(part)
  }
  return false
}

function isMadeOfObjects({ args: [code] }: Made): boolean {
  return code?.kind === 'text' && isObjectType(code.text)
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === 'many') return value.items
  return value.kind === 'made' ? value.states : []
}

/** Bytes of one element. `numpy.dtype('f8', False, True)` */
function widthOf(dtype: Value | undefined): number | undefined {
  const [code] = dtype?.kind === 'made' ? dtype.args : []
  return code?.kind === 'text' ? widthOfCode(code.text) : undefined
}

function widthOfCode(code: string): number | undefined {
  const [, type, digits] = /^[<>=|]?(?:([a-zA-Z])(\d+)|\?)$/.exec(code) ?? []
  if (digits !== undefined) return Number(digits) * (type === 'U' ? 4 : 1)
  return code.endsWith('?') && code.length <= 2 ? 1 : undefined
}
