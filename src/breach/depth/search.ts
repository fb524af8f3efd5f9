import { at, edgesOf } from './adjacency.ts'
import type { Compiled } from './compiled.ts'
import { Frontier, type LabelsByPosition } from './frontier.ts'
import { Floor } from './floor.ts'
import { isAsCheap, isAsGood, joinTokens, type Label, signatureOf, withoutFlagged } from './label.ts'
import { LabelQueue } from './queue.ts'
import { countDomains, countPlain, type Tokens } from './tokens.ts'

export interface SearchOptions {
  /** Labels for which certainly more has to fail are dropped. */
  readonly limit: number
  /** The same for private domains alone. */
  readonly privateLimit: number
  /** How many tags survive at a position. */
  readonly kept: number
  /** Work stops after so many labels. */
  readonly maxLabels: number
  /** Labels towards underminers, by position; the search may also grow them itself, or do without excursions. */
  readonly excursions: LabelsByPosition | 'own' | 'none'
  /** The labels found may share positions with others, so that no private domain may be traded for another one. */
  readonly isShared?: boolean
  /** Labels towards underminers as if everything that anybody undermines had fallen. */
  readonly asides?: () => LabelsByPosition
}

export interface Searched {
  readonly labels: LabelsByPosition
  /** Every label for which certainly fewer domains have to fail is there. */
  readonly completeBelow: number
}

/** A search that goes only as deep as somebody asks: most starts are answered long before the limit. */
export interface OpenSearch {
  /** With every label for which certainly no more than so many domains have to fail. */
  readonly settle: (most: number) => Searched
}

export interface Root {
  readonly position: number
  readonly tag: number
}

/** All labels that no other is as good as, for every position at once, backwards from the roots. */
export function search(compiled: Compiled, roots: readonly Root[], options: SearchOptions): Searched {
  return openSearch(compiled, roots, options).settle(options.limit)
}

/** The same, to be asked for more and more. */
export function openSearch(compiled: Compiled, roots: readonly Root[], options: SearchOptions): OpenSearch {
  const run = new Search(compiled, options)
  for (const { position, tag } of roots) run.plant(position, tag)
  return { settle: (most) => ({ labels: run.labels, completeBelow: run.settle(most) }) }
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
  #settled = 0
  #stoppedAt: number | undefined

  constructor(compiled: Compiled, options: SearchOptions) {
    this.#compiled = compiled
    this.#options = options
    const { positionCount } = compiled.graph
    const isAsGood = comparisonFor(compiled.tokens, options)
    this.#frontier = new Frontier({ positionCount, kept: options.kept, isCovering: isAsGood })
    this.#floor =
      options.excursions === 'none' && options.isShared !== true ? new Floor(options.kept) : undefined
  }

  get labels(): LabelsByPosition {
    return this.#frontier.labels
  }

  plant(position: number, tag: number): void {
    this.#push({ ...origin, position, tag })
  }

  /** Settles all up to a price; says below which price nothing is missing. */
  settle(most: number): number {
    if (this.#stoppedAt !== undefined) return this.#stoppedAt
    for (let label = this.#queue.pop(most); label !== undefined; label = this.#queue.pop(most)) {
      if (this.#frontier.covers(label)) continue
      if (this.#settled++ >= this.#options.maxLabels) return (this.#stoppedAt = label.certain)
      this.#settle(label)
    }
    return most >= this.#options.limit ? Infinity : most + 1
  }

  #settle(label: Label): void {
    const { position } = label
    this.#frontier.add(label)
    this.#floor?.lower(label, label.privates + countDomains(label.tokens, this.#compiled.tokens))
    for (const edge of edgesOf(this.#compiled.edgesInto, position)) this.#extend(label, edge)
    if (this.#options.excursions !== 'none') this.#wander(label, this.#options.excursions)
  }

  /** All that leads aside from where a label stands. */
  #wander(label: Label, excursions: Exclude<SearchOptions['excursions'], 'none'>): void {
    const here = (labels: LabelsByPosition | undefined): readonly Label[] => labels?.[label.position] ?? []
    const isOwn = excursions === 'own'
    if (isOwn) for (const base of here(this.labels)) this.#leaveFor(label, base)
    if (label.isFinal) return
    for (const excursion of here(isOwn ? this.labels : excursions)) this.#leaveFor(excursion, label)
    for (const aside of here(this.#options.asides?.())) this.#passBy(aside, label)
  }

  /** One edge further from the target. */
  #extend(next: Label, edge: number): void {
    const { graph, tokens, voids } = this.#compiled
    const privates = next.privates + at(tokens.privatesOf, edge)
    if (next.certain - next.privates + privates > this.#options.limit) return
    const { tag, isLoose } = next
    const position = at(graph.edges.from, edge)
    if (privates > this.#options.privateLimit || this.#floor?.isBelow(position, tag, privates) === true)
      return
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

  /** An underminer beside the way that serves an excursion: it may share private positions with the way. */
  #passBy(aside: Label, base: Label): void {
    if (base.base === undefined || base.ownPrivates === 0) return
    const detour = this.#detour(aside, base)
    if (detour === undefined) return
    const ownPrivates = Math.max(base.ownPrivates, aside.privates)
    const privates = base.privates - base.ownPrivates + ownPrivates
    this.#offer({ ...detour, ownPrivates, privates, isLoose: true })
  }

  /** What both have in common; nothing where the underminer is of no use. */
  #detour(excursion: Label, base: Label): Omit<Detour, 'privates' | 'isLoose'> | undefined {
    const { tokens, underminers } = this.#compiled
    const undermined = underminers.classes[excursion.tag]?.tokens
    const left = base.tokens.filter((token) => undermined?.has(token) !== true)
    if (left.length === base.tokens.length) return undefined
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
    if (!this.#frontier.covers(label)) this.#queue.push(label)
  }
}
