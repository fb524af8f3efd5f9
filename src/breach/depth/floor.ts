import type { Label } from './label.ts'

/**
 * The lowest full price by position and tag. What has as many private domains already cannot be cheaper, whatever it
 * shares with the rest of a route: known before its tokens are joined.
 */
export class Floor {
  readonly #prices: (Map<number, number> | undefined)[] = []
  readonly #kept: number

  constructor(kept: number) {
    this.#kept = kept
  }

  lower({ position, tag }: Label, price: number): void {
    const prices = (this.#prices[position] ??= new Map())
    if (price < (prices.get(tag) ?? Infinity)) prices.set(tag, price)
  }

  isBelow(position: number, tag: number, privates: number): boolean {
    const prices = this.#prices[position]
    if (prices === undefined) return false
    if ((prices.get(tag) ?? Infinity) <= privates) return true
    if (prices.size < this.#kept) return false
    let below = 0
    for (const price of prices.values()) if (price <= privates) below++
    return below >= this.#kept
  }
}
