import { lookup } from '../../kernel/lookup.ts'
import { compareText } from '../../kernel/text.ts'
import type { OperatingSystem } from '../inventory/package.ts'
import type { ReleaseCycle } from './advisory.ts'
import type { Database } from './database.ts'

/** Until when a distribution gets fixes. */
export interface EndOfLife {
  readonly product: string
  readonly cycle: string
  /** Nothing where only that it ended is known. */
  readonly date?: string
  readonly isOver: boolean
  /** Where it is over: the release that gets fixes longest. */
  readonly next?: NextRelease
}

export interface NextRelease {
  /** `debian 13` */
  readonly release: string
  /** ISO date. */
  readonly until: string
}

/** Products that endoflife.date calls another way than the release file. */
const products: Readonly<Record<string, string>> = {
  alpine: 'alpine-linux',
  rocky: 'rocky-linux',
}

/** Whose extended fixes everybody gets, from where the others came. */
const withFreeExtension: ReadonlySet<string> = new Set(['debian'])

/** Nothing for a distribution or release that nobody keeps a list of. */
export function endOfLife(
  { id, version }: OperatingSystem,
  database: Database,
  today: string | undefined,
): EndOfLife | undefined {
  const product = lookup(products, id) ?? id
  const cycles = database.cyclesOf(product)
  const found = cycles.find(({ cycle }) => version === cycle || version.startsWith(`${cycle}.`))
  const end = found === undefined ? undefined : endOf(found, product)
  if (found === undefined || end === undefined) return undefined
  const { cycle } = found
  const date = typeof end === 'string' ? { date: end } : {}
  const isOver = typeof end === 'string' ? today !== undefined && end < today : end
  const dated = cycles.map((each) => ({ release: `${product} ${each.cycle}`, until: endOf(each, product) }))
  return { product, cycle, ...date, isOver, ...(isOver ? nextOf(dated, today) : {}) }
}

function endOf({ end, extended }: ReleaseCycle, product: string): string | boolean | undefined {
  return (withFreeExtension.has(product) ? extended : undefined) ?? end
}

/** Of the releases that still get fixes the one that gets them longest; nothing where no day is known. */
export function nextOf(
  releases: readonly { readonly release: string; readonly until: string | boolean | undefined }[],
  today: string | undefined,
): { next?: NextRelease } {
  const current = releases.flatMap(({ release, until }) =>
    typeof until === 'string' && today !== undefined && until >= today ? { release, until } : [],
  )
  const [next] = current.sort((a, b) => compareText(b.until, a.until))
  return next === undefined ? {} : { next }
}

/** `Debian GNU/Linux 10 has got no fixes since 2024-06-30.` */
export function endText(name: string | undefined, { date }: Pick<EndOfLife, 'date'>): string {
  return `${name ?? 'Its distribution'} has got no fixes${date === undefined ? '' : ` since ${date}`}.`
}
