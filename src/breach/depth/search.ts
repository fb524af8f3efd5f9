import { at, edgesOf } from './adjacency.ts'
import type { Compiled } from './compiled.ts'
import { Frontier, type LabelsByPosition } from './frontier.ts'
import { isAsCheap, isAsGood, joinTokens, type Label, signatureOf } from './label.ts'
import { LabelQueue } from './queue.ts'
import { countPlain, type Tokens } from './tokens.ts'

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
  const completeBelow = run.exhaust()
  return { labels: run.labels, completeBelow }
}

function coveringFor(tokens: Tokens, { excursions }: SearchOptions): (settled: Label, label: Label) => boolean {
  if (excursions === 'none') return (settled, label) => isAsCheap(settled, label, tokens)
  if (excursions === 'own') return (settled, label) => isAsGood(settled, label, tokens)
  const isFinal = (label: Label): boolean => (label.tokens.at(-1) ?? -1) < tokens.plainCount
  return (settled, label) => (isFinal(label) ? isAsCheap : isAsGood)(settled, label, tokens)
}

const none: readonly number[] = []

/** What a label is made of; the rest follows. */
type Draft = Omit<Label, 'signature' | 'ownPrivates'> & { readonly ownPrivates?: number }

class Search {
  readonly #compiled: Compiled
  readonly #options: SearchOptions
  readonly #frontier: Frontier
  readonly #queue = new LabelQueue()
  #settled = 0

  constructor(compiled: Compiled, options: SearchOptions) {
    this.#compiled = compiled
    this.#options = options
    this.#frontier = new Frontier(compiled.graph.positionCount, {
      kept: options.kept,
      isCovering: coveringFor(compiled.tokens, options),
    })
  }

  get labels(): LabelsByPosition {
    return this.#frontier.labels
  }

  plant(position: number, tag: number): void {
    this.#offer({ position, tag, tokens: none, privates: 0, isLoose: false, edgeCount: 0, edge: -1 })
  }

  exhaust(): number {
    for (let label = this.#queue.pop(); label !== undefined; label = this.#queue.pop()) {
      if (this.#frontier.covers(label)) continue
      if (this.#settled++ >= this.#options.maxLabels) return this.#certain(label)
      this.#settle(label)
    }
    return Infinity
  }

  #settle(label: Label): void {
    const { position } = label
    this.#frontier.add(label)
    for (const edge of edgesOf(this.#compiled.edgesInto, position)) this.#extend(label, edge)
    const { excursions } = this.#options
    if (excursions === 'none') return
    const known = excursions === 'own' ? this.labels : excursions
    if (!this.#isFinal(label.tokens)) for (const excursion of known[position] ?? []) this.#leaveFor(excursion, label)
    if (excursions === 'own') for (const base of this.labels[position] ?? []) this.#leaveFor(label, base)
  }

  /** One edge further from the target. */
  #extend(next: Label, edge: number): void {
    const { graph, tokens, voids } = this.#compiled
    const position = at(graph.edges.from, edge)
    const met = joinTokens(next.tokens, tokens.ofEdge[edge] ?? none, tokens)
    const flags = voids[position]
    this.#offer({
      position,
      tag: next.tag,
      tokens: flags === undefined ? met : met.filter((token) => flags[token] === 0),
      privates: next.privates + at(tokens.privatesOf, edge),
      isLoose: next.isLoose,
      edgeCount: next.edgeCount + 1,
      edge,
      next,
    })
  }

  /** First to an underminer, then on the way of `base`, where what it undermines no longer counts. */
  #leaveFor(excursion: Label, base: Label): void {
    if (excursion.base !== undefined || excursion === base) return
    const undermined = this.#compiled.underminers.classes[excursion.tag]?.tokens
    const { tokens } = this.#compiled
    const left = base.tokens.filter((token) => undermined?.has(token) !== true)
    if (left.length === base.tokens.length) return
    const detour = this.#addExcursion(base, excursion)
    this.#offer({ ...detour, tokens: joinTokens(left, excursion.tokens, tokens) })
    const plain = countPlain(excursion.tokens, tokens.plainCount)
    if (base.ownPrivates === 0 || plain === excursion.tokens.length) return
    const certain = joinTokens(left, excursion.tokens.slice(0, plain), tokens)
    this.#offer({ ...detour, tokens: certain, isLoose: true })
  }

  /** Several excursions may share private positions: only the longest is certain to count. */
  #addExcursion(base: Label, excursion: Label): Draft {
    const before = base.privates - base.ownPrivates
    const added = Math.max(0, excursion.privates - before)
    return {
      position: base.position,
      tag: base.tag,
      tokens: none,
      privates: base.privates + added,
      ownPrivates: base.ownPrivates,
      isLoose: base.isLoose || excursion.isLoose || (before > 0 && excursion.privates > 0),
      edgeCount: base.edgeCount + excursion.edgeCount,
      edge: -1,
      base,
      excursion,
    }
  }

  #offer(draft: Draft): void {
    const { plainCount, domains } = this.#compiled.tokens
    const certain = draft.privates + countPlain(draft.tokens, plainCount)
    if (certain > this.#options.limit || draft.privates > this.#options.privateLimit) return
    const ownPrivates = this.#isFinal(draft.tokens) ? draft.privates : (draft.ownPrivates ?? draft.privates)
    const label = { ...draft, ownPrivates, signature: signatureOf(draft.tokens, domains) }
    if (!this.#frontier.covers(label)) this.#queue.push(label, certain)
  }

  /** Nothing that is left can be undermined. */
  #isFinal(tokens: readonly number[]): boolean {
    return (tokens.at(-1) ?? -1) < this.#compiled.tokens.plainCount
  }

  #certain(label: Label): number {
    return label.privates + countPlain(label.tokens, this.#compiled.tokens.plainCount)
  }
}
