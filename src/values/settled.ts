import type { Place } from '../kernel/tree.ts'
import { hiddenAt, type Value } from './value.ts'

/** Values that are worked out when they are first asked for. One that refers to itself is hidden. */
export class SettledValues {
  readonly #known = new Map<string, Value>()
  readonly #busy = new Set<string>()

  settle(key: string, at: Place, make: () => Value): Value {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    if (this.#busy.has(key)) return hiddenAt('it refers to itself', at)
    this.#busy.add(key)
    const value = make()
    this.#busy.delete(key)
    this.#known.set(key, value)
    return value
  }
}
