import { z } from 'zod'

import { type Severity, severities } from '../../knowledge/guarantees.ts'
import { comparisonOf } from '../versions/compare.ts'
import type { Compare } from '../versions/order.ts'
import { isDay } from '../../kernel/dates.ts'
import type { Dated } from '../../model/patch-deadline.ts'
import type { Advisory, AffectedRange } from './advisory.ts'
import { severityOfVector, severityOfWord } from './cvss.ts'
import { normaliseName } from '../inventory/package-names.ts'
import { isWithin, type RangeEvent, rangesOf } from './ranges.ts'
import { type Takeover, takeoverOf, worstTakeover } from './takeover.ts'

// Records in the OSV schema, up to version 1.7 (ossf.github.io/osv-schema).

interface Rating {
  readonly type: string
  readonly score: string
}

interface Affected {
  readonly package?: { readonly ecosystem: string; readonly name: string } | undefined
  readonly ranges?: readonly { readonly type: string; readonly events: readonly RangeEvent[] }[] | undefined
  readonly versions?: readonly string[] | undefined
  readonly severity?: readonly Rating[] | undefined
  readonly ecosystem_specific?: VendorsWords | undefined
  readonly database_specific?: VendorsWords | undefined
}

/** How whoever keeps the database, or the distribution, rates it: in a word of theirs. */
interface VendorsWords {
  readonly severity?: unknown
  readonly urgency?: unknown
}

export interface OsvRecord {
  readonly id: string
  readonly published?: string | undefined
  readonly modified?: string | undefined
  readonly withdrawn?: string | undefined
  readonly aliases?: readonly string[] | undefined
  readonly upstream?: readonly string[] | undefined
  readonly summary?: string | undefined
  readonly details?: string | undefined
  readonly severity?: readonly Rating[] | undefined
  readonly affected?: readonly Affected[] | undefined
  readonly database_specific?: VendorsWords | undefined
}

const rating: z.ZodType<Rating> = z.object({ type: z.string(), score: z.string() })
const texts: z.ZodType<string[]> = z.array(z.string())

const rangeEvent: z.ZodType<RangeEvent> = z.object({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
})

const vendorsWords: z.ZodType<VendorsWords | undefined> = z
  .object({ severity: z.unknown().optional(), urgency: z.unknown().optional() })
  .optional()

const affected: z.ZodType<Affected> = z.object({
  package: z.object({ ecosystem: z.string(), name: z.string() }).optional(),
  ranges: z.array(z.object({ type: z.string(), events: z.array(rangeEvent) })).optional(),
  versions: texts.optional(),
  severity: z.array(rating).optional(),
  ecosystem_specific: vendorsWords,
  database_specific: vendorsWords,
})

export const osvSchema: z.ZodType<OsvRecord> = z.object({
  id: z.string(),
  published: z.string().optional(),
  modified: z.string().optional(),
  withdrawn: z.string().optional(),
  aliases: texts.optional(),
  upstream: texts.optional(),
  summary: z.string().optional(),
  details: z.string().optional(),
  severity: z.array(rating).optional(),
  affected: z.array(affected).optional(),
  database_specific: vendorsWords,
})

/** An advisory with the ecosystem and package that it is about. */
export interface PackageAdvisory {
  readonly ecosystem: string
  readonly name: string
  readonly advisory: Advisory
}

/** What a record says of packages whose versions can be ordered; withdrawn records say nothing. */
export function advisoriesOf(record: OsvRecord): PackageAdvisory[] {
  if (record.withdrawn !== undefined) return []
  return (record.affected ?? []).flatMap((each) => {
    const compare = comparisonOf(each.package?.ecosystem ?? '')
    if (each.package === undefined || compare === undefined) return []
    const { ecosystem, name } = each.package
    const advisory = advisoryOf(record, each, compare)
    return advisory === undefined ? [] : [{ ecosystem, name: normaliseName(ecosystem, name), advisory }]
  })
}

/** Nothing where it says of no version that it is affected, but of commits alone. */
function advisoryOf(record: OsvRecord, each: Affected, compare: Compare): Advisory | undefined {
  const ranges = (each.ranges ?? [])
    .filter(({ type }) => type !== 'GIT')
    .flatMap(({ events }) => rangesOf(events, compare))
  const versions = (each.versions ?? []).filter((version) => !isInAny(version, ranges, compare))
  if (ranges.length + versions.length === 0) return undefined
  const severity = severityOf(record, each)
  const takeover = takeoverBy(record, each)
  const summary = summaryOf(record)
  return {
    id: record.id,
    vulnerabilities: vulnerabilitiesOf(record),
    ...(severity === undefined ? {} : { severity }),
    ranges,
    versions,
    ...(summary === '' ? {} : { summary }),
    ...(takeover === undefined ? {} : { takeover }),
    ...datedOf(record),
  }
}

function datedOf({ published, modified }: OsvRecord): { dated?: Dated } {
  const [on, changed] = [dayOf(published), dayOf(modified)]
  if (on !== undefined) return { dated: { day: on, by: 'published' } }
  return changed === undefined ? {} : { dated: { day: changed, by: 'changed' } }
}

function dayOf(time = ''): string | undefined {
  const day = time.slice(0, 10)
  return isDay(day) ? day : undefined
}

function isInAny(version: string, ranges: readonly AffectedRange[], compare: Compare): boolean {
  return ranges.some((range) => isWithin(version, range, compare))
}

/** The CVEs that it is about, else itself. */
function vulnerabilitiesOf({ id, aliases = [], upstream = [] }: OsvRecord): string[] {
  const cves = [id, ...aliases, ...upstream].filter((name) => /^CVE-\d{4}-\d{4,}$/.test(name))
  return cves.length === 0 ? [id] : [...new Set(cves)].sort()
}

/** A vendor knows how it built the package: its word wins over vectors, and what is said of the package over the rest. */
function severityOf(record: OsvRecord, each: Affected): Severity | undefined {
  return (
    wordOf(each.severity, each.ecosystem_specific, each.database_specific) ??
    wordOf(record.severity, record.database_specific) ??
    gravest([...(each.severity ?? []), ...(record.severity ?? [])])
  )
}

function wordOf(
  ratings: readonly Rating[] | undefined,
  ...vendors: readonly (VendorsWords | undefined)[]
): Severity | undefined {
  const rated = (ratings ?? []).filter(({ type }) => !type.startsWith('CVSS_')).map(({ score }) => score)
  const words = [...rated, ...vendors.flatMap((words) => [words?.severity, words?.urgency])]
  return words
    .map((word) => (typeof word === 'string' ? severityOfWord(word) : undefined))
    .find((severity) => severity !== undefined)
}

function gravest(ratings: readonly Rating[]): Severity | undefined {
  const rated = ratings.flatMap(({ score }) => severityOfVector(score) ?? [])
  return severities.find((each) => rated.includes(each))
}

/** As grave as any vector says. */
function takeoverBy(record: OsvRecord, each: Affected): Takeover | undefined {
  const vectors = [...(each.severity ?? []), ...(record.severity ?? [])]
  return worstTakeover(vectors.flatMap(({ score }) => takeoverOf(score) ?? []))
}

const maxSummary = 160

function summaryOf({ summary, details = '' }: OsvRecord): string {
  const text = (summary ?? details.slice(0, 1000).split(/\.\s|\n/, 1)[0] ?? '').replace(/\s+/g, ' ').trim()
  return text.length > maxSummary ? `${text.slice(0, maxSummary - 1).toWellFormed()}…` : text
}
