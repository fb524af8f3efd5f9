/** What a search may still spend: one for each comparison of labels, more for each label that is kept for later. */
export class Budget {
  #left: number

  constructor(work: number) {
    this.#left = work
  }

  spend(work: number): void {
    this.#left -= work
  }

  get isSpent(): boolean {
    return this.#left <= 0
  }
}

/** What a label costs in memory, measured in comparisons. */
export const labelWork = 64
