import { compareText } from '../../kernel/text.ts'
import type { Severity } from '../../knowledge/guarantees.ts'
import type { Dated } from '../../model/patch-deadline.ts'
import type { Advisory, AffectedRange, Exploited, ReleaseCycle } from './advisory.ts'
import type { Epss, EpssHead } from './epss.ts'
import type { Takeover } from './takeover.ts'

// The database is one text: a line that says what it is made of, then lines `SECTION<tab>KEY<tab>JSON` in the order of their
// bytes. So it needs no reading before the first question: a line is found by halving.

export const formatVersion = 1

/** What a database says of itself. */
export interface DatabaseHead {
  readonly bulkheadAdvisories: typeof formatVersion
  /** The day on which it was made. */
  readonly made: string
  /** The newest change that any advisory states. */
  readonly newest?: string
  /** Advisories by ecosystem, its releases included. */
  readonly ecosystems: Readonly<Record<string, number>>
  readonly exploited: number
  /** Of how many vulnerabilities it knows how likely they are exploited; nothing where of none. */
  readonly epss?: EpssHead & { readonly scores: number }
}

export const sections = { exploited: '@exploited', cycles: '@cycles', epss: '@epss' } as const

type CompactRange = readonly [introduced: string, fixed: string | 0, lastAffected: string | 0]
type CompactAdvisory = readonly [
  id: string,
  vulnerabilities: readonly string[],
  severity: Severity | 0,
  ranges: readonly CompactRange[],
  versions: readonly string[],
  summary: string,
  /** Databases of earlier versions end before it. */
  takeover?: 0 | 1 | 2 | null,
  day?: string,
  isChange?: 1,
]

export function packAdvisory({
  id,
  vulnerabilities,
  severity,
  ranges,
  versions,
  summary,
  takeover,
  dated,
}: Advisory): CompactAdvisory {
  const packed = ranges.map(
    ({ introduced, fixed, lastAffected }) => [introduced, fixed ?? 0, lastAffected ?? 0] as const,
  )
  const told = [id, vulnerabilities, severity ?? 0, packed, versions, summary ?? ''] as const
  const packedTakeover = takeover === undefined ? undefined : takeoverNumbers[takeover]
  if (dated !== undefined) return [...told, packedTakeover ?? null, ...packDated(dated)]
  return packedTakeover === undefined ? told : [...told, packedTakeover]
}

function packDated({ day, by }: Dated): [day: string, isChange?: 1] {
  return by === 'changed' ? [day, 1] : [day]
}

const takeovers = ['no', 'yes', 'perhaps'] as const
const takeoverNumbers = { no: 0, yes: 1, perhaps: 2 } as const satisfies Readonly<Record<Takeover, number>>

export function unpackAdvisories(json: string): Advisory[] {
  return (JSON.parse(json) as CompactAdvisory[]).map(
    ([id, vulnerabilities, severity, ranges, versions, summary, takeover, day, isChange]) => ({
      id,
      vulnerabilities,
      ...(severity === 0 ? {} : { severity }),
      ranges: ranges.map(unpackRange),
      versions,
      ...(summary === '' ? {} : { summary }),
      ...(typeof takeover === 'number' ? { takeover: takeovers[takeover] } : {}),
      ...(day === undefined ? {} : { dated: { day, by: isChange === 1 ? 'changed' : 'published' } }),
    }),
  )
}

function unpackRange([introduced, fixed, lastAffected]: CompactRange): AffectedRange {
  return {
    introduced,
    ...(fixed === 0 ? {} : { fixed }),
    ...(lastAffected === 0 ? {} : { lastAffected }),
  }
}

/** Everything that a database is made of. */
export interface DatabaseContent {
  readonly head: DatabaseHead
  /** By ecosystem and name, a tab between. */
  readonly advisories: ReadonlyMap<string, readonly Advisory[]>
  readonly exploited: ReadonlyMap<string, Exploited>
  readonly cycles: ReadonlyMap<string, readonly ReleaseCycle[]>
  readonly epss: ReadonlyMap<string, Epss>
}

/** The text of a database, line by line. */
export function* writeDatabase({
  head,
  advisories,
  exploited,
  cycles,
  epss,
}: DatabaseContent): Generator<string> {
  yield `${JSON.stringify(head)}\n`
  const lines = [
    ...[...advisories].map(([key, list]) => ({ key, json: () => JSON.stringify(list.map(packAdvisory)) })),
    ...[...exploited].map(([id, each]) => ({
      key: `${sections.exploited}\t${id}`,
      json: () => JSON.stringify(each),
    })),
    ...[...cycles].map(([id, list]) => ({
      key: `${sections.cycles}\t${id}`,
      json: () => JSON.stringify(list),
    })),
    ...[...epss].map(([id, { probability, percentile }]) => ({
      key: `${sections.epss}\t${id}`,
      json: () => JSON.stringify([probability, percentile]),
    })),
  ]
  for (const { key, json } of lines.sort((a, b) => compareBytes(a.key, b.key))) yield `${key}\t${json()}\n`
}

/** The order of the bytes of UTF-8: of all texts but those beyond the basic plane it is that of their code units. */
function compareBytes(a: string, b: string): number {
  return /[\ud800-\udfff]/.test(a + b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : compareText(a, b)
}
