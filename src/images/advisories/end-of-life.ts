import { lookup } from '../../kernel/lookup.ts'
import type { OperatingSystem } from '../inventory/package.ts'
import type { Database } from './database.ts'

/** Until when a distribution gets fixes. */
export interface EndOfLife {
  readonly product: string
  readonly cycle: string
  /** Nothing where only that it ended is known. */
  readonly date?: string
  readonly isOver: boolean
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
  const found = database
    .cyclesOf(product)
    .find(({ cycle }) => version === cycle || version.startsWith(`${cycle}.`))
  const end = (withFreeExtension.has(product) ? found?.extended : undefined) ?? found?.end
  if (found === undefined || end === undefined) return undefined
  const { cycle } = found
  if (typeof end === 'boolean') return { product, cycle, isOver: end }
  return { product, cycle, date: end, isOver: today !== undefined && end < today }
}
