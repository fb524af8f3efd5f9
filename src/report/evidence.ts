import { createHash } from 'node:crypto'

import { type BenchmarkSummary, summariseBenchmarks } from '../findings/benchmarks.ts'
import type { StatedDepthReport } from '../findings/breach-report.ts'
import type { Finding } from '../findings/finding.ts'
import { assetName } from '../findings/asset-names.ts'
import type { Report } from '../findings/report.ts'
import { compareText } from '../kernel/text.ts'
import { benchmarks } from '../knowledge/benchmarks/all.ts'
import { supportedKubernetes } from '../knowledge/kubernetes-versions.ts'
import { platformNamespaces } from '../knowledge/platform-namespaces.ts'
import { toCsv } from './csv.ts'

/** What the scan was started with, beside its report. */
export interface EvidenceContext {
  /** ISO date on which waivers were judged. */
  readonly today: string
  readonly commandLine: readonly string[]
}

/**
 * What an auditor asks for, as files by name: how every item of every benchmark stands and on what evidence, every
 * accepted risk with owner and last day, the digests of all inputs, the dates of the data, the version of the tool.
 */
export function makeEvidence(report: Report, context: EvidenceContext): ReadonlyMap<string, string> {
  const summaries = summariseBenchmarks(benchmarks, report)
  return new Map([
    ['scan.json', scanFile(report, context)],
    ['inputs.csv', inputsFile(report)],
    ['findings.csv', findingsFile(report)],
    ['waivers.csv', waiversFile(report)],
    ['not-analysed.csv', problemsFile(report)],
    ...summaries.map((summary) => [`benchmarks/${summary.id}.csv`, benchmarkFile(summary)] as const),
  ])
}

function scanFile(report: Report, { today, commandLine }: EvidenceContext): string {
  const data = {
    tool: report.tool,
    date: today,
    commandLine,
    kubernetes: report.kubernetes,
    trust: report.trust,
    guarantees: report.guarantees,
    counts: report.counts,
    data: {
      supportedKubernetes: supportedKubernetes.date,
      platformNamespaces: platformNamespaces.date,
      benchmarks: Object.fromEntries(benchmarks.map(({ id, source }) => [id, source])),
    },
  }
  return `${JSON.stringify(data, undefined, 2)}\n`
}

/** Digests are of the text as UTF-8, which for files in UTF-8 without byte order mark is the file itself. */
function inputsFile(report: Report): string {
  const rows = [...report.sources]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, text]) => [path, Buffer.byteLength(text), createHash('sha256').update(text).digest('hex')])
  return toCsv([['file', 'bytes', 'sha256'], ...rows])
}

function findingsFile(report: Report): string {
  const rows = report.findings.map((finding) => [
    finding.control,
    finding.name,
    finding.severity,
    finding.verdict,
    assetName(finding.asset),
    placeOf(finding),
    finding.waived === undefined ? '' : 'waived',
    finding.fingerprint,
    finding.message,
  ])
  return toCsv([
    ['control', 'name', 'severity', 'verdict', 'asset', 'place', 'waived', 'fingerprint', 'message'],
    ...rows,
  ])
}

function waiversFile(report: Report): string {
  const rows = report.findings.flatMap(({ control, asset, waived }) =>
    waived === undefined
      ? []
      : [
          [
            control,
            assetName(asset),
            waived.source,
            waived.owner ?? '',
            waived.until ?? 'no last day',
            waived.reason,
            `${waived.location.file}:${waived.location.line}`,
          ],
        ],
  )
  return toCsv([
    ['control', 'asset', 'source', 'owner', 'until', 'reason', 'place'],
    ...rows,
    ...(report.breach?.stated ?? []).flatMap(acceptedDepthRow),
  ])
}

/** Less depth than is usual is an accepted risk as well. */
function acceptedDepthRow({
  depth,
  required,
  tenant,
  state,
  owner,
  until,
  reason,
}: StatedDepthReport): string[][] {
  if (state !== 'accepted') return []
  const row = [`depth ${depth} ${required}`, tenant ?? 'all tenants', 'bulkhead.yaml', owner ?? '']
  return [[...row, until ?? 'no last day', reason ?? '', 'bulkhead.yaml']]
}

function problemsFile(report: Report): string {
  const rows = report.problems.map(({ code, message, location }) => [
    code,
    `${location.file}:${location.line}`,
    message,
  ])
  const skipped = report.skipped.map(({ path, reason }) => ['skipped', path, reason])
  return toCsv([['code', 'place', 'message'], ...rows, ...skipped])
}

/** At most this many places an item: the rest stands in findings.csv. */
const maxPlaces = 20

function benchmarkFile({ items }: BenchmarkSummary): string {
  const rows = items.map(({ id, title, verdict, controls, open, waivers, reason }) => [
    id,
    title,
    verdict,
    controls.join(' '),
    open.slice(0, maxPlaces).map(placeOf).join(' '),
    open.length,
    waivers.map(({ owner, until }) => `${owner ?? 'foreign'} until ${until ?? 'no last day'}`).join('; '),
    reason ?? '',
  ])
  return toCsv([
    ['item', 'subject', 'verdict', 'controls', 'evidence', 'open', 'waivers', 'why no control'],
    ...rows,
  ])
}

function placeOf({ location }: Finding): string {
  return `${location.file}:${location.line}:${location.column}`
}
