import {
  type BenchmarkSummary,
  type ItemSummary,
  type ItemVerdict,
  itemVerdicts,
  summariseBenchmarks,
} from '../findings/benchmarks.ts'
import type { Report } from '../findings/report.ts'
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
    ...overview(summaries),
    '',
    ...summaries.flatMap(section),
  ].join('\n')
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

function section({ id, title, source, items }: BenchmarkSummary): string[] {
  const rows = items.map(
    (item) =>
      `| ${markdownText(item.id)} | ${markdownText(item.title)} | ${mark(item.verdict)} | ${explain(item)} |`,
  )
  return [
    `## ${markdownText(title)}`,
    '',
    `\`${id}\`: ${markdownText(source)}`,
    '',
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
  undecidable: '– undecidable',
}

function mark(verdict: ItemVerdict): string {
  return marks[verdict]
}

function explain({ undecidable, controls, open, waivers, verdict }: ItemSummary): string {
  if (verdict === 'undecidable') return markdownText(undecidable ?? 'No control decides it.')
  const waived = waivers.length === 0 ? '' : `, ${waivers.length} waived`
  return `${controls.join(', ')}${open.length === 0 ? '' : `: ${open.length} open`}${waived}`
}
