/** Numbers values by their names, in the order in which they come, after those that are known. */
export class Interner<T> {
  readonly values: T[]
  readonly #nameOf: (value: T) => string
  readonly #indices: Map<string, number>

  constructor(known: readonly T[], nameOf: (value: T) => string) {
    this.values = [...known]
    this.#nameOf = nameOf
    this.#indices = new Map(known.map((value, index) => [nameOf(value), index] as const))
  }

  add(value: T): number {
    const name = this.#nameOf(value)
    const known = this.#indices.get(name)
    if (known !== undefined) return known
    const index = this.values.length
    this.values.push(value)
    this.#indices.set(name, index)
    return index
  }
}
