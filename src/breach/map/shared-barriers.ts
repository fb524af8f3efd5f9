import type { StandingBarrier } from '../steps/barrier.ts'

/** Each pod is told anew what stands before it, and it is nearly always the same: every barrier and every list is kept once. */
export class SharedBarriers {
  readonly #byName = new Map<string, StandingBarrier>()
  readonly #numbers = new Map<StandingBarrier, number>()
  /** Lists by the numbers of their barriers. */
  readonly #byNumbers = new Map<string, readonly StandingBarrier[]>()
  /** What was asked for. */
  readonly #known = new Map<readonly StandingBarrier[], readonly StandingBarrier[]>()

  share(list: readonly StandingBarrier[]): readonly StandingBarrier[] {
    if (list.length === 0) return none
    const known = this.#known.get(list)
    if (known !== undefined) return known
    const shared = list.map((barrier) => this.#shareOne(barrier))
    const key = shared.map((barrier) => this.#numbers.get(barrier)).join(' ')
    const same = this.#byNumbers.get(key) ?? shared
    this.#byNumbers.set(key, same)
    this.#known.set(list, same)
    return same
  }

  /** Those with evidence of their own stand for themselves. */
  #shareOne(barrier: StandingBarrier): StandingBarrier {
    if (this.#numbers.has(barrier)) return barrier
    const shared = barrier.evidence.length === 0 ? this.#likeOf(barrier) : barrier
    if (shared === barrier) this.#numbers.set(barrier, this.#numbers.size)
    return shared
  }

  #likeOf(barrier: StandingBarrier): StandingBarrier {
    const { instance, domain, label, assumes } = barrier
    const key = JSON.stringify([instance, domain, label, assumes?.fact, assumes?.question])
    const known = this.#byName.get(key)
    if (known === undefined) this.#byName.set(key, barrier)
    return known !== undefined && known.assumes?.origin === assumes?.origin ? known : barrier
  }
}

const none: readonly never[] = []
