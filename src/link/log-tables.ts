import { remember } from '../kernel/remember.ts'
import { type LoggedKind, logTables, sharedTable } from '../knowledge/log-tables.ts'
import type { DiagnosticSetting } from '../model/azure.ts'
import { isKnown, valueOf } from '../model/known.ts'
import type { Platform } from '../model/platform.ts'
import type { Match } from '../model/selector.ts'
import { settingsOf } from './diagnostics.ts'

/** What a query of a rule reads: a table of one kind of resource, or what that kind has in the shared one. */
export interface TableRead {
  readonly kind: LoggedKind
  readonly table: string
}

const kinds = Object.keys(logTables) as LoggedKind[]

/** The tables of Azure’s resources that a query in Kusto’s language reads; comments count for nothing. */
export function tablesIn(query: string): readonly TableRead[] {
  const text = query.replace(/\/\/.*/g, '')
  const words = new Set(text.match(/\b[A-Za-z]\w*\b/g) ?? [])
  return kinds.flatMap((kind) => {
    const { tables, sharedBy } = logTables[kind]
    const own = Object.values(tables).filter((table) => words.has(table))
    const shared = words.has(sharedTable) && sharedBy.test(text) ? [sharedTable] : []
    return [...own, ...shared].map((table) => ({ kind, table }))
  })
}

/** Whether a setting of any declared resource of the kind fills a table; nothing where none of the kind is declared. */
export function isFilled(read: TableRead, platform: Platform): Match | undefined {
  return filledIn(platform).get(`${read.kind} ${read.table}`)
}

const filledIn = remember((platform: Platform): ReadonlyMap<string, Match | undefined> => {
  const reads = kinds.flatMap((kind) =>
    [...Object.values(logTables[kind].tables), sharedTable].map((table) => ({ kind, table })),
  )
  return new Map(reads.map((read) => [`${read.kind} ${read.table}`, filledBy(read, platform)] as const))
})

function filledBy({ kind, table }: TableRead, platform: Platform): Match | undefined {
  const assets = platform.all(kind)
  if (assets.length === 0) return undefined
  const answers = assets
    .flatMap((asset) => settingsOf(asset, platform))
    .map((setting) => fills(setting, { kind, table }))
  return answers.find((each) => each === 'yes') ?? answers.find((each) => each === 'unknown') ?? 'no'
}

function fills({ logs, destinationType }: DiagnosticSetting, { kind, table }: TableRead): Match {
  const { tables, isAlwaysOwn = false } = logTables[kind]
  if (destinationType.state === 'hidden' && !isAlwaysOwn) return 'unknown'
  const isOwn = isAlwaysOwn || valueOf(destinationType)?.toLowerCase() === 'dedicated'
  if (isOwn !== (table !== sharedTable)) return 'no'
  const kept = logs.filter(({ enabled }) => !isKnown(enabled, false))
  if (kept.some(({ category }) => category.state === 'hidden')) return 'unknown'
  return kept.some(({ category }) => goesTo(tables, valueOf(category) ?? '', table)) ? 'yes' : 'no'
}

/** Groups hold several categories: `audit` those of audits, `allLogs` all. */
function goesTo(tables: Readonly<Record<string, string>>, category: string, table: string): boolean {
  const name = category.toLowerCase()
  if (table === sharedTable || name === 'alllogs') return true
  if (name === 'audit') return /audit|event/i.test(table)
  return (tables[name] ?? tables['*']) === table
}
