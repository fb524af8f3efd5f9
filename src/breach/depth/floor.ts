import { at } from './adjacency.ts'
import type { Label } from './label.ts'

const highest = 255

/**
 * The lowest full price by position, and the lowest of another tag. What has as many private domains already cannot be
 * cheaper, whatever it shares with the rest of a route: known before its tokens are joined.
 */
export class Floor {
  readonly #first: Uint8Array
  readonly #firstTag: Int32Array
  readonly #second: Uint8Array
  readonly #isTagKept: boolean

  constructor(positionCount: number, kept: number) {
    this.#first = new Uint8Array(positionCount).fill(highest)
    this.#firstTag = new Int32Array(positionCount)
    this.#second = new Uint8Array(positionCount).fill(highest)
    this.#isTagKept = kept > 1
  }

  lower({ position, tag }: Label, price: number): void {
    const first = this.#first[position] ?? highest
    const isOther = at(this.#firstTag, position) !== tag
    if (price < first) {
      if (isOther) this.#second[position] = first
      this.#first[position] = price
      this.#firstTag[position] = tag
    } else if (isOther && price < (this.#second[position] ?? highest)) {
      this.#second[position] = price
    }
  }

  isBelow(position: number, tag: number, privates: number): boolean {
    if ((this.#first[position] ?? highest) > privates) return false
    if (!this.#isTagKept || at(this.#firstTag, position) === tag) return true
    return (this.#second[position] ?? highest) <= privates
  }
}
