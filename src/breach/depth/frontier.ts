import type { Budget } from './budget.ts'
import type { Label } from './label.ts'

export type LabelsByPosition = readonly (readonly Label[] | undefined)[]

export interface FrontierOptions {
  readonly positionCount: number
  /** How many tags survive at a position. */
  readonly kept: number
  /** Is one label as good as another? */
  readonly isAsGood: (a: Label, b: Label) => boolean
  /** Pays for comparisons. */
  readonly budget: Budget
}

/** The labels that survived, by position; and by tag, where every tag survives by itself. */
export class Frontier {
  readonly labels: (Label[] | undefined)[]
  readonly #byTag: (Map<number, Label[]> | undefined)[] = []
  readonly #options: FrontierOptions

  constructor(options: FrontierOptions) {
    this.labels = Array.from({ length: options.positionCount })
    this.#options = options
  }

  add(label: Label): void {
    const { position, tag } = label
    const all = (this.labels[position] ??= [])
    all.push(label)
    if (this.#options.kept !== Infinity) return
    const tags = (this.#byTag[position] ??= new Map())
    const same = tags.get(tag)
    if (same === undefined) tags.set(tag, [label])
    else same.push(label)
  }

  /** Is a label as good there already, of the same tag or of as many tags as survive? */
  covers(label: Label): boolean {
    if (this.#options.kept === Infinity) return this.#coversTag(label)
    const rivals = this.labels[label.position]
    return rivals !== undefined && this.#coversAny(label, rivals)
  }

  #coversTag(label: Label): boolean {
    const rivals = this.#byTag[label.position]?.get(label.tag)
    if (rivals === undefined) return false
    this.#options.budget.spend(rivals.length)
    return rivals.some((rival) => this.#options.isAsGood(rival, label))
  }

  #coversAny(label: Label, rivals: readonly Label[]): boolean {
    const tags: number[] = []
    this.#options.budget.spend(rivals.length)
    for (const rival of rivals) {
      if (tags.includes(rival.tag) || !this.#options.isAsGood(rival, label)) continue
      if (rival.tag === label.tag || tags.length + 1 >= this.#options.kept) return true
      tags.push(rival.tag)
    }
    return false
  }
}
