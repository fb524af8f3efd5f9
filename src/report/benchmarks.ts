import {
  type BenchmarkSummary,
  type ItemSummary,
  type ItemVerdict,
  itemVerdicts,
  summariseBenchmarks,
} from '../findings/benchmarks.ts'
import type { Report } from '../findings/report.ts'
import { plural } from '../kernel/text.ts'
import { benchmarks } from '../knowledge/benchmarks/all.ts'
import { markdownText } from './markdown-text.ts'

/** "How do we stand against X?", for every benchmark: counts, then every item. Markdown. */
export function renderBenchmarks(report: Report): string {
  const summaries = summariseBenchmarks(benchmarks, report)
  return [
    '# How this platform stands against the benchmarks',
    '',
    report.trust.rule,
    '',
    ...legend(report),
    '',
    ...overview(summaries),
    '',
    ...summaries.flatMap(section),
  ].join('\n')
}

function legend({ counts: { incomplete } }: Report): string[] {
  return [
    '- **pass**: everything of its kind in this input passed, as far as it could be read.',
    '- **fail**, **unknown**: at least one finding is open; unknown means that a value is hidden from the files.',
    '- **not asked**: nothing in this input is of the kind that its controls judge.',
    '- **unjudged**: no control judges it, though files could decide it; **undecidable**: files cannot. Both say why.',
    ...(incomplete === 0
      ? []
      : ['', `${plural(incomplete, 'place')} could not be analysed: no verdict covers what stands there.`]),
  ]
}

function overview(summaries: readonly BenchmarkSummary[]): string[] {
  const rows = summaries.map(
    ({ title, items, counts }) =>
      `| ${markdownText(title)} | ${items.length} | ${itemVerdicts.map((verdict) => counts[verdict]).join(' | ')} |`,
  )
  return [
    `| benchmark | items | ${itemVerdicts.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(itemVerdicts.length + 1)}`,
    ...rows,
  ]
}

function section({ id, title, source, left, items }: BenchmarkSummary): string[] {
  const rows = items.map(
    (item) =>
      `| ${markdownText(item.id)} | ${markdownText(item.title)} | ${mark(item.verdict)} | ${explain(item)} |`,
  )
  return [
    `## ${markdownText(title)}`,
    '',
    `\`${id}\`: ${markdownText(source)}`,
    '',
    ...(left === undefined ? [] : [markdownText(`Left out: ${left.count} items. ${left.why}`), '']),
    '| item | subject | verdict | by |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ]
}

const marks: Readonly<Record<ItemVerdict, string>> = {
  pass: '✓ pass',
  fail: '✗ fail',
  unknown: '? unknown',
  'not-asked': '· not asked',
  unjudged: '– unjudged',
  undecidable: '– undecidable',
}

function mark(verdict: ItemVerdict): string {
  return marks[verdict]
}

function explain({ reason, controls, open, waivers }: ItemSummary): string {
  if (reason !== undefined) return markdownText(reason)
  const waived = waivers.length === 0 ? '' : `, ${waivers.length} waived`
  return `${controls.join(', ')}${open.length === 0 ? '' : `: ${open.length} open`}${waived}`
}
