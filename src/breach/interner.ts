/** Numbers values by their names, in the order in which they come. */
export class Interner<T> {
  readonly values: T[] = []
  readonly #indices = new Map<string, number>()

  add(name: string, value: T): number {
    const known = this.#indices.get(name)
    if (known !== undefined) return known
    const index = this.values.length
    this.values.push(value)
    this.#indices.set(name, index)
    return index
  }
}
