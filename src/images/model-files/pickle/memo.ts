import { limits } from '../limits.ts'
import type { Value } from './value.ts'

const forgotten: Value = { kind: 'unresolved', why: 'the memo holds more than is kept' }

/** PUT writes it in digits: there may be many. */
export type MemoIndex = number | bigint

/** What PUT and MEMOIZE store. Past the bound it knows only that something was stored. */
export class Memo {
  #values = new Map<MemoIndex, Value>()
  #plain = 0
  #dropped = 0

  /** MEMOIZE stores at the number of values before it. */
  get size(): number {
    return this.#values.size + this.#dropped
  }

  copy(): Memo {
    const copy = new Memo()
    copy.#values = new Map(this.#values)
    copy.#plain = this.#plain
    copy.#dropped = this.#dropped
    return copy
  }

  put(index: MemoIndex, value: Value): void {
    const before = this.#values.get(index)
    if (before !== undefined) this.#plain -= isPlain(before) ? 1 : 0
    else if (this.#isFullFor(value)) {
      this.#dropped++
      return
    }
    this.#plain += isPlain(value) ? 1 : 0
    this.#values.set(index, value)
  }

  #isFullFor(value: Value): boolean {
    return isPlain(value) ? this.#plain >= limits.memo : this.#values.size - this.#plain >= limits.memo
  }

  get(index: MemoIndex): Value | undefined {
    return this.#values.get(index) ?? (this.#dropped > 0 ? forgotten : undefined)
  }
}

function isPlain({ kind }: Value): boolean {
  return kind === 'plain' || kind === 'text' || kind === 'bytes'
}
