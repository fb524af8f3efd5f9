import type { Budget } from './budget.ts'
import type { Compiled } from './compiled.ts'
import type { DepthQuery } from './graph.ts'
import { once, remember } from './once.ts'
import { type Root, search, type Searched, type SearchOptions } from './search.ts'

export interface ExcursionParts {
  readonly compiled: Compiled
  /** The same, as if everything that anybody undermines had fallen. */
  readonly bold: Compiled
  /** How many private domains excursions may have to themselves. */
  readonly ownLimit: number
}

export interface ExcursionOptions {
  readonly limit: number
  /** A budget for one more search. */
  readonly budget: () => Budget
  /** Positions that may be passed, where not all. */
  readonly within?: Uint8Array
}

/** Searches with excursions that cost something. The labels towards underminers serve every query. */
export function excursionSearch(
  parts: ExcursionParts,
  options: ExcursionOptions,
): (query: DepthQuery) => Searched {
  const { compiled, ownLimit } = parts
  const asides = asidesOf(parts, options)
  const searchFor = (
    roots: readonly Root[],
    more: Pick<SearchOptions, 'privateLimit' | 'kept' | 'excursions'>,
  ) => search(compiled, roots, { ...options, budget: options.budget(), asides: asides.labelsTo, ...more })
  const excursions = once(() => {
    const privateLimit = Math.min(options.limit, ownLimit, Math.max(0, countSavable(compiled) - 1))
    return searchFor(underminerRoots(compiled), { privateLimit, kept: Infinity, excursions: 'own' })
  })
  return ({ targets, kept }) => {
    const known = excursions()
    const found = searchFor(targets, { privateLimit: options.limit, kept, excursions: known.labels })
    const completeBelow = Math.min(found.completeBelow, known.completeBelow, asides.completeBelow())
    return { ...found, completeBelow }
  }
}

export function underminerRoots({ underminers }: Compiled): Root[] {
  return underminers.classes.flatMap(({ positions }, tag) => positions.map((position) => ({ position, tag })))
}

/**
 * The domains that anybody undermines. An excursion is worth its price only if it saves more domains than are private to
 * it, and it can save no others than these.
 */
function countSavable({ tokens }: Compiled): number {
  return new Set(tokens.domains.subarray(tokens.plainCount)).size
}

interface Asides {
  readonly labelsTo: (classNumber: number) => Searched['labels']
  readonly completeBelow: () => number
}

/** Labels towards underminers beside the way, for one class of them at a time. */
function asidesOf({ compiled, bold }: ExcursionParts, options: ExcursionOptions): Asides {
  const shared = {
    ...options,
    privateLimit: options.limit,
    kept: 1,
    excursions: 'none',
    isShared: true,
  } as const
  let completeBelow = Infinity
  const searched = remember((classNumber) => {
    const positions = compiled.underminers.classes[classNumber]?.positions ?? []
    const roots = positions.map((position) => ({ position, tag: classNumber }))
    const found = search(bold, roots, { ...shared, budget: options.budget() })
    completeBelow = Math.min(completeBelow, found.completeBelow)
    return found.labels
  })
  return { labelsTo: (classNumber) => searched(classNumber), completeBelow: () => completeBelow }
}
