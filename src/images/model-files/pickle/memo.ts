import { limits } from '../limits.ts'
import type { Value } from './value.ts'

const forgotten: Value = { kind: 'unresolved', why: 'the memo holds more than is kept' }

/** PUT writes it in digits: there may be many. */
export type MemoIndex = number | bigint

/** What PUT and MEMOIZE store. Past the bounds it knows only that something was stored. */
export class Memo {
  /** Writers count up from 0. */
  #values: Value[] = []
  /** Stored anywhere else. */
  #others = new Map<MemoIndex, Value>()
  #plain = 0
  #made = 0
  #dropped = 0

  /** MEMOIZE stores at the number of values before it. */
  get size(): number {
    return this.#values.length + this.#others.size + this.#dropped
  }

  copy(): Memo {
    const copy = new Memo()
    copy.#values = [...this.#values]
    copy.#others = new Map(this.#others)
    copy.#plain = this.#plain
    copy.#made = this.#made
    copy.#dropped = this.#dropped
    return copy
  }

  put(index: MemoIndex, value: Value): void {
    const kept = this.#keeps(value) ? value : forgotten
    if (typeof index === 'number' && index < this.#values.length) this.#values[index] = kept
    else if (index === this.#values.length && index < limits.memo) this.#append(index, kept)
    else if (this.#others.has(index) || this.#others.size < limits.memo) this.#others.set(index, kept)
    else this.#dropped++
  }

  #append(index: number, value: Value): void {
    if (this.#others.size > 0) this.#others.delete(index)
    this.#values.push(value)
  }

  /** Plain values come in masses; of others there are few, and they may be called. */
  #keeps({ kind }: Value): boolean {
    const isPlain = kind === 'plain' || kind === 'text' || kind === 'bytes'
    return isPlain ? ++this.#plain <= limits.memoValues : ++this.#made <= limits.memoValues
  }

  get(index: MemoIndex): Value | undefined {
    const value =
      typeof index === 'number' && index < this.#values.length ? this.#values[index] : this.#others.get(index)
    return value ?? (this.#dropped > 0 ? forgotten : undefined)
  }
}
