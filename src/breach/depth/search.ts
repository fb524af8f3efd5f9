import { at } from './adjacency.ts'
import type { Compiled } from './compiled.ts'
import { Frontier, type LabelsByPosition } from './frontier.ts'
import { type Budget, labelWork } from './budget.ts'
import { Floor } from './floor.ts'
import { isAsCheap, isAsGood, joinTokens, type Label, signatureOf, withoutFlagged } from './label.ts'
import { LabelQueue } from './queue.ts'
import { countDomains, countPlain, type Tokens } from './tokens.ts'
import { isIncluded } from './underminers.ts'

export interface SearchOptions {
  /** Labels for which certainly more has to fail are dropped. */
  readonly limit: number
  /** The same for private domains alone. */
  readonly privateLimit: number
  /** How many tags survive at a position. */
  readonly kept: number
  /** Bounds the work. */
  readonly budget: Budget
  /** Labels towards underminers, by position; the search may also grow them itself, or do without excursions. */
  readonly excursions: LabelsByPosition | 'own' | 'none'
  /** The labels found may share positions with others, so that no private domain may be traded for another one. */
  readonly isShared?: boolean
  /** Positions that may be passed, where not all. */
  readonly within?: Uint8Array
  /** Ends once nothing cheaper can come to this position. */
  readonly until?: number
  /** Labels towards a class of underminers as if everything that anybody undermines had fallen. */
  readonly asides?: (classNumber: number) => LabelsByPosition
}

export interface Searched {
  readonly labels: LabelsByPosition
  /** Every label for which certainly fewer domains have to fail is there. */
  readonly completeBelow: number
}

export interface Root {
  readonly position: number
  readonly tag: number
}

/** All labels that no other is as good as, for every position at once, backwards from the roots. */
export function search(compiled: Compiled, roots: readonly Root[], options: SearchOptions): Searched {
  const run = new Search(compiled, options)
  for (const { position, tag } of roots) run.plant(position, tag)
  return { completeBelow: run.settleAll(), labels: run.labels }
}

function comparisonFor(
  tokens: Tokens,
  { excursions, isShared }: SearchOptions,
): (a: Label, b: Label) => boolean {
  if (excursions === 'none' && isShared !== true) return (a, b) => isAsCheap(a, b, tokens)
  if (isShared === true || excursions === 'own') return (a, b) => isAsGood(a, b, tokens)
  return (a, b) => (b.isFinal ? isAsCheap : isAsGood)(a, b, tokens)
}

const none: readonly number[] = []

/** A way with an excursion before it; the rest of the label follows from this. */
type Detour = Omit<Label, 'signature' | 'isFinal' | 'certain'>

/** The label of a target, but for its place. */
const origin: Label = {
  position: 0,
  tag: 0,
  tokens: none,
  isFinal: true,
  signature: 0,
  privates: 0,
  certain: 0,
  ownPrivates: 0,
  isLoose: false,
  edgeCount: 0,
  edge: -1,
  next: undefined,
  base: undefined,
  excursion: undefined,
}

class Search {
  readonly #compiled: Compiled
  readonly #options: SearchOptions
  readonly #frontier: Frontier
  readonly #floor: Floor | undefined
  readonly #queue = new LabelQueue()
  /** The lowest price at the position that is asked for. */
  #enough = Infinity

  constructor(compiled: Compiled, options: SearchOptions) {
    this.#compiled = compiled
    this.#options = options
    const { positionCount } = compiled.graph
    const isAsGood = comparisonFor(compiled.tokens, options)
    const isPlain = options.excursions === 'none' && options.isShared !== true
    const { kept, budget } = options
    this.#frontier = new Frontier({ blank: compiled.blank, kept, isAsGood, isTransitive: isPlain, budget })
    this.#floor = isPlain ? new Floor(positionCount, kept) : undefined
  }

  get labels(): LabelsByPosition {
    return this.#frontier.labels
  }

  plant(position: number, tag: number): void {
    this.#push({ ...origin, position, tag })
  }

  /** Says below which price nothing is missing where it matters. */
  settleAll(): number {
    for (let label = this.#queue.pop(); label !== undefined; label = this.#queue.pop()) {
      if (this.#options.budget.isSpent || label.certain >= this.#enough) return label.certain
      if (this.#frontier.settle(label)) this.#settle(label)
    }
    return Infinity
  }

  #settle(label: Label): void {
    const { edgesInto } = this.#compiled
    if (label.position === this.#options.until) this.#enough = Math.min(this.#enough, this.#priceOf(label))
    const end = at(edgesInto.offsets, label.position + 1)
    for (let index = at(edgesInto.offsets, label.position); index < end; index++) {
      const position = at(edgesInto.others, index)
      if (this.#isOut(position, label, label.privates)) continue
      this.#extend(label, at(edgesInto.edges, index), position)
    }
    if (this.#options.excursions !== 'none') this.#wander(label, this.#options.excursions)
  }

  /** All that leads aside from where a label stands. */
  #wander(label: Label, excursions: LabelsByPosition | 'own'): void {
    const isOwn = excursions === 'own'
    const known = isOwn ? this.labels : excursions
    if (isOwn) for (const base of known[label.position] ?? []) this.#leaveFor(label, base)
    if (label.isFinal) return
    for (const excursion of known[label.position] ?? []) this.#leaveFor(excursion, label)
    if (label.base !== undefined && label.ownPrivates > 0) this.#passUnderminers(label)
  }

  /** May a position not be passed, or is every label with so many private domains covered there? */
  #isOut(position: number, { tag }: Label, privates: number): boolean {
    return this.#options.within?.[position] === 0 || this.#floor?.isBelow(position, tag, privates) === true
  }

  /** One edge further from the target. */
  #extend(next: Label, edge: number, position: number): void {
    const { tokens, voids } = this.#compiled
    const { tag, isLoose } = next
    const more = at(tokens.privatesOf, edge)
    const privates = next.privates + more
    if (next.certain + more > this.#options.limit || privates > this.#options.privateLimit) return
    if (more > 0 && this.#isOut(position, next, privates)) return
    const met = withoutFlagged(joinTokens(next.tokens, tokens.ofEdge[edge] ?? none, tokens), voids[position])
    const certain = privates + countPlain(met, tokens.plainCount)
    if (certain > this.#options.limit) return
    const isFinal = privates + met.length === certain
    const signature = signatureOf(met, tokens.domains)
    const rest = { isLoose, edgeCount: next.edgeCount + 1, edge, next, base: undefined, excursion: undefined }
    this.#push({
      position,
      tag,
      tokens: met,
      isFinal,
      signature,
      privates,
      certain,
      ownPrivates: privates,
      ...rest,
    })
  }

  /**
   * First to an underminer, then on the way of `base`, where what it undermines no longer counts. Several excursions may
   * share private positions: only the longest is certain to count.
   */
  #leaveFor(excursion: Label, base: Label): void {
    if (excursion.base !== undefined || excursion === base) return
    const detour = this.#detour(excursion, base)
    if (detour === undefined) return
    const before = base.privates - base.ownPrivates
    const isLoose = base.isLoose || excursion.isLoose || (before > 0 && excursion.privates > 0)
    this.#offer({ ...detour, privates: base.ownPrivates + Math.max(before, excursion.privates), isLoose })
  }

  /** Underminers beside the way that serve an excursion: they may share private positions with the way. */
  #passUnderminers(base: Label): void {
    const { byToken } = this.#compiled.underminers
    const classes = new Set(base.tokens.flatMap((token) => byToken.get(token) ?? []))
    for (const number of classes) {
      for (const aside of this.#options.asides?.(number)[base.position] ?? []) this.#passBy(aside, base)
    }
  }

  #passBy(aside: Label, base: Label): void {
    const detour = this.#detour(aside, base)
    if (detour === undefined) return
    const ownPrivates = Math.max(base.ownPrivates, aside.privates)
    const privates = base.privates - base.ownPrivates + ownPrivates
    this.#offer({ ...detour, ownPrivates, privates, isLoose: true })
  }

  /** What both have in common; nothing where the underminer is of no use. */
  #detour(excursion: Label, base: Label): Omit<Detour, 'privates' | 'isLoose'> | undefined {
    const { tokens, underminers } = this.#compiled
    const underminer = underminers.classes[excursion.tag]
    const left = base.tokens.filter((token) => underminer?.tokens.has(token) !== true)
    if (left.length === base.tokens.length) return undefined
    for (let later: Label = base; later.base !== undefined; later = later.base) {
      if (isIncluded(underminers.classes[later.excursion?.tag ?? -1], underminer)) return undefined
    }
    return {
      position: base.position,
      tag: base.tag,
      tokens: joinTokens(left, excursion.tokens, tokens),
      ownPrivates: base.ownPrivates,
      edgeCount: base.edgeCount + excursion.edgeCount,
      edge: -1,
      next: undefined,
      base,
      excursion,
    }
  }

  #offer(detour: Detour): void {
    const { plainCount, domains } = this.#compiled.tokens
    const { tokens, privates } = detour
    const plain = countPlain(tokens, plainCount)
    const certain = privates + plain
    if (certain > this.#options.limit || privates > this.#options.privateLimit) return
    this.#push({
      ...detour,
      certain,
      isFinal: plain === tokens.length,
      signature: signatureOf(tokens, domains),
    })
  }

  #push(label: Label): void {
    if (!this.#frontier.admit(label)) return
    this.#options.budget.spend(labelWork)
    this.#floor?.lower(label, this.#priceOf(label))
    this.#queue.push(label)
  }

  #priceOf({ privates, tokens }: Label): number {
    return privates + countDomains(tokens, this.#compiled.tokens)
  }
}
