import { limits } from '../limits.ts'
import type { Value } from './value.ts'

const forgotten: Value = { kind: 'unresolved', why: 'the memo holds more than is kept' }

/** PUT writes it in digits: there may be many. */
export type MemoIndex = number | bigint

/** What PUT and MEMOIZE store. Past the bound it knows only that something was stored. */
export class Memo {
  /** Writers count up from 0. */
  #values: (Value | undefined)[] = []
  /** Stored anywhere else. */
  #others = new Map<MemoIndex, Value>()
  #stored = 0
  #plain = 0
  #dropped = 0

  /** MEMOIZE stores at the number of values before it. */
  get size(): number {
    return this.#stored + this.#dropped
  }

  copy(): Memo {
    const copy = new Memo()
    copy.#values = [...this.#values]
    copy.#others = new Map(this.#others)
    copy.#stored = this.#stored
    copy.#plain = this.#plain
    copy.#dropped = this.#dropped
    return copy
  }

  put(index: MemoIndex, value: Value): void {
    const before = this.#valueAt(index)
    if (before === undefined && this.#isFullFor(value)) {
      this.#dropped++
      return
    }
    if (before === undefined) this.#stored++
    else if (isPlain(before)) this.#plain--
    if (isPlain(value)) this.#plain++
    if (typeof index === 'number' && index <= this.#values.length) this.#values[index] = value
    else this.#others.set(index, value)
  }

  #isFullFor(value: Value): boolean {
    return isPlain(value) ? this.#plain >= limits.memo : this.#stored - this.#plain >= limits.memo
  }

  #valueAt(index: MemoIndex): Value | undefined {
    const value = typeof index === 'number' ? this.#values[index] : undefined
    return value ?? (this.#others.size > 0 ? this.#others.get(index) : undefined)
  }

  get(index: MemoIndex): Value | undefined {
    return this.#valueAt(index) ?? (this.#dropped > 0 ? forgotten : undefined)
  }
}

function isPlain({ kind }: Value): boolean {
  return kind === 'plain' || kind === 'text' || kind === 'bytes'
}
