import type { Label } from './label.ts'

const edgeRanks = 64
const tokenRanks = 16

/** Labels by what certainly has to fail, then by tokens, then by edges; equals in the order in which they came. */
export class LabelQueue {
  readonly #buckets: Label[][] = []
  readonly #heads: number[] = []
  #lowest = 0

  push(label: Label): void {
    const tokens = Math.min(label.tokens.length, tokenRanks - 1)
    const edges = Math.min(label.edgeCount, edgeRanks - 1)
    const rank = (label.certain * tokenRanks + tokens) * edgeRanks + edges
    const bucket = (this.#buckets[rank] ??= [])
    bucket.push(label)
    this.#lowest = Math.min(this.#lowest, rank)
  }

  pop(): Label | undefined {
    for (; this.#lowest < this.#buckets.length; this.#lowest++) {
      const bucket = this.#buckets[this.#lowest]
      if (bucket === undefined) continue
      const head = this.#heads[this.#lowest] ?? 0
      const label = bucket[head]
      if (label !== undefined) {
        this.#heads[this.#lowest] = head + 1
        return label
      }
      this.#buckets[this.#lowest] = []
      this.#heads[this.#lowest] = 0
    }
    return undefined
  }
}
