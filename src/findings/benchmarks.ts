import type { Benchmark, BenchmarkItem } from '../knowledge/benchmark.ts'
import type { Finding, Waiver } from './finding.ts'
import type { ControlSummary, Report } from './report.ts'

/**
 * How an item stands. `pass`: a control was asked and all passed. `not-asked`: nothing in the input is of the kind that
 * its controls judge. `unjudged`: no control judges it, though files could decide it. `undecidable`: files cannot.
 */
export const itemVerdicts = ['pass', 'fail', 'unknown', 'not-asked', 'unjudged', 'undecidable'] as const

export type ItemVerdict = (typeof itemVerdicts)[number]

export interface BenchmarkSummary {
  readonly id: string
  readonly title: string
  readonly source: string
  /** What of the list was left out, and why. */
  readonly left?: { readonly count: number; readonly why: string }
  readonly counts: Readonly<Record<ItemVerdict, number>>
  readonly items: readonly ItemSummary[]
}

export interface ItemSummary {
  readonly id: string
  readonly title: string
  readonly verdict: ItemVerdict
  /** Controls that decide it. */
  readonly controls: readonly string[]
  /** Open findings of these controls: the evidence. */
  readonly open: readonly Finding[]
  /** Their accepted risks. */
  readonly waivers: readonly Waiver[]
  /** Why no control decides it. */
  readonly reason?: string
}

/** Says of every item of some benchmarks how it stands in a report. */
export function summariseBenchmarks(
  benchmarks: readonly Benchmark[],
  report: Pick<Report, 'controls' | 'findings'>,
): BenchmarkSummary[] {
  const byReference = groupBy(report.controls, ({ references }) => references)
  const byControl = groupBy(report.findings, ({ control }) => [control])
  return benchmarks.map(({ id, title, source, part, items }) => {
    const summaries = items.map((item) => {
      const controls = byReference.get(`${id}:${item.id}`) ?? []
      return summariseItem(
        item,
        controls,
        controls.flatMap((control) => byControl.get(control.id) ?? []),
      )
    })
    const left = part === undefined ? {} : { left: { count: part.left, why: part.why } }
    return { id, title, source, ...left, counts: countVerdicts(summaries), items: summaries }
  })
}

function summariseItem(
  item: BenchmarkItem,
  controls: readonly ControlSummary[],
  findings: readonly Finding[],
): ItemSummary {
  const open = findings.filter(({ waived }) => waived === undefined)
  const isAsked = controls.some(({ verdicts: { pass, fail, unknown } }) => pass + fail + unknown > 0)
  return {
    id: item.id,
    title: item.title,
    verdict: controls.length === 0 ? withoutControls(item) : verdictOf(open, isAsked),
    controls: controls.map(({ id }) => id).sort(),
    open,
    waivers: findings.flatMap(({ waived }) => waived ?? []),
    ...(controls.length === 0 ? { reason: item.undecidable ?? item.unjudged ?? noReason } : {}),
  }
}

/** Of an item whose controls were switched off or left out of this scan. */
const noReason = 'The controls that decide it were not part of this scan.'

function withoutControls({ undecidable }: BenchmarkItem): ItemVerdict {
  return undecidable === undefined ? 'unjudged' : 'undecidable'
}

function verdictOf(open: readonly Finding[], isAsked: boolean): ItemVerdict {
  if (!isAsked) return 'not-asked'
  if (open.some(({ verdict }) => verdict === 'fail')) return 'fail'
  return open.length > 0 ? 'unknown' : 'pass'
}

function countVerdicts(items: readonly ItemSummary[]): Record<ItemVerdict, number> {
  const counts = { pass: 0, fail: 0, unknown: 0, 'not-asked': 0, unjudged: 0, undecidable: 0 }
  for (const { verdict } of items) counts[verdict]++
  return counts
}

function groupBy<T>(values: readonly T[], keysOf: (value: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    for (const key of keysOf(value)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [value])
      else group.push(value)
    }
  }
  return groups
}
