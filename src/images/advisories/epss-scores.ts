import { type Epss, type EpssHead, headOfEpss, isTitleOfEpss, rowOfEpss } from './epss.ts'

/** Takes the scores of EPSS line by line. Of several days the newest counts, and as a whole. */
export class EpssScores {
  readonly scores: Map<string, Epss> = new Map()
  #head: EpssHead = {}
  #isOlder = false

  get head(): EpssHead & { readonly scores: number } {
    return { ...this.#head, scores: this.scores.size }
  }

  /** False for a line that is neither a score nor a remark. */
  take(line: string): boolean {
    if (isTitleOfEpss(line)) return true
    const head = headOfEpss(line)
    if (head !== undefined) this.#begin(head)
    if (head !== undefined || this.#isOlder) return true
    const row = rowOfEpss(line)
    if (row === undefined) return false
    const { vulnerability, ...score } = row
    this.scores.set(vulnerability, score)
    return true
  }

  #begin(head: EpssHead): void {
    this.#isOlder = (head.date ?? '') < (this.#head.date ?? '')
    if (this.#isOlder) return
    this.#head = head
    this.scores.clear()
  }
}
