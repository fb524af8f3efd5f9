import type { Budget } from './budget.ts'
import type { Label } from './label.ts'

export type LabelsByPosition = readonly (readonly Label[] | undefined)[]

export interface FrontierOptions {
  /** Nothing for each position: searches are many, and to copy is quicker than to build. */
  readonly blank: readonly undefined[]
  /** How many tags survive at a position. */
  readonly kept: number
  /** Is one label as good as another? */
  readonly isAsGood: (a: Label, b: Label) => boolean
  /** What is as good as something as good is as good: then what only waits counts already. */
  readonly isTransitive: boolean
  /** Pays for comparisons. */
  readonly budget: Budget
}

/** The labels that survived, by position, and those that wait: whatever survives in place of these is as good as they are. */
export class Frontier {
  readonly #options: FrontierOptions
  readonly #survivors: Rivals
  readonly #admitted: Rivals

  constructor(options: FrontierOptions) {
    const { blank, kept } = options
    this.#options = options
    this.#survivors = new Rivals(blank, kept)
    this.#admitted = options.isTransitive ? new Rivals(blank, kept) : this.#survivors
  }

  get labels(): LabelsByPosition {
    return this.#survivors.labels
  }

  /** Lets a label wait, unless as good ones are there already: of the same tag, or of as many tags as survive. */
  admit(label: Label): boolean {
    if (this.#isCovered(label, this.#admitted)) return false
    if (this.#admitted !== this.#survivors) this.#admitted.add(label)
    return true
  }

  /** Lets a label survive, unless better ones survived before it. */
  settle(label: Label): boolean {
    if (this.#isCovered(label, this.#survivors)) return false
    this.#survivors.add(label)
    return true
  }

  #isCovered(label: Label, all: Rivals): boolean {
    const { kept, isAsGood, budget } = this.#options
    const rivals = all.of(label)
    if (rivals === undefined) return false
    const tags: number[] = []
    budget.spend(rivals.length)
    for (const rival of rivals) {
      if (tags.includes(rival.tag) || !isAsGood(rival, label)) continue
      if (rival.tag === label.tag || tags.length + 1 >= kept) return true
      tags.push(rival.tag)
    }
    return false
  }
}

/** Labels by position; and by tag, where every tag survives by itself. */
class Rivals {
  readonly labels: (Label[] | undefined)[]
  readonly #byTag: (Map<number, Label[]> | undefined)[] | undefined

  constructor(blank: FrontierOptions['blank'], kept: number) {
    this.labels = [...blank]
    this.#byTag = kept === Infinity ? [] : undefined
  }

  add(label: Label): void {
    const { position, tag } = label
    const all = this.labels[position]
    // A list that is made with its first label takes a quarter of the room of one that grows from nothing.
    if (all === undefined) this.labels[position] = [label]
    else all.push(label)
    if (this.#byTag === undefined) return
    const tags = (this.#byTag[position] ??= new Map())
    const same = tags.get(tag)
    if (same === undefined) tags.set(tag, [label])
    else same.push(label)
  }

  /** Those with which a label is compared. */
  of({ position, tag }: Label): readonly Label[] | undefined {
    return this.#byTag === undefined ? this.labels[position] : this.#byTag[position]?.get(tag)
  }
}
