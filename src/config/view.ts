import type { Known } from '../model/known.ts'
import type { Asset } from '../model/platform.ts'

/** Thrown where an expression touches a value that cannot be read: the verdict is then unknown. */
export class HiddenValue extends Error {
  readonly known: Extract<Known<unknown>, { state: 'hidden' }>
  constructor(known: Extract<Known<unknown>, { state: 'hidden' }>) {
    super(known.reason)
    this.known = known
  }
}

const views = new WeakMap<object, unknown>()

/** An asset as expressions see it: plain values, `null` for what is not set, an exception for what is hidden. */
export function viewOf(asset: Asset): unknown {
  return view(asset)
}

/** Places in a file are evidence, not values. */
const leftOut = new Set(['origin', 'specOrigin', 'roleOrigin', 'asset', 'document'])

function view(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (typeof value !== 'object' || value === null) return value ?? null
  if (isKnown(value)) return viewKnown(value)
  const seen = views.get(value)
  if (seen !== undefined) return seen
  if (Array.isArray(value))
    return remember(
      value,
      lazily(
        value.map((item, index) => [String(index), item]),
        [],
      ),
    )
  if (value instanceof Map) return remember(value, lazily([...value], {}))
  return remember(
    value,
    lazily(
      Object.entries(value).filter(([key]) => !leftOut.has(key)),
      {},
    ),
  )
}

function remember(value: object, made: unknown): unknown {
  views.set(value, made)
  return made
}

/** Reads fields only when an expression asks for them: a hidden field that nobody asks for hides nothing. */
function lazily(entries: readonly (readonly [string, unknown])[], target: object): object {
  for (const [key, item] of entries) {
    Object.defineProperty(target, key, { enumerable: true, configurable: true, get: () => view(item) })
  }
  return target
}

function isKnown(value: object): value is Known<unknown> {
  return (
    'state' in value && (value.state === 'stated' || value.state === 'default' || value.state === 'hidden')
  )
}

function viewKnown(known: Known<unknown>): unknown {
  if (known.state === 'hidden') throw new HiddenValue(known)
  return view(known.value)
}
