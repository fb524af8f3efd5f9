import type { Finding, FindingAsset } from '../findings/finding.ts'
import { assetName } from '../findings/asset-names.ts'
import type { ControlSummary, GuaranteeSummary, Report } from '../findings/report.ts'
import { compareText, plural } from '../kernel/text.ts'
import { type Layer, layers, severities } from '../knowledge/guarantees.ts'
import { isIncomplete, type Problem } from '../model/problem.ts'

/** Findings to act on: new, accepted by nobody, not the provider's to repair. What fails precedes what is undecided. */
export function openFindings(report: Report): readonly Finding[] {
  const open = report.findings.filter((each) => standingOf(each) === 'open')
  return [
    ...open.filter(({ verdict }) => verdict === 'fail'),
    ...open.filter(({ verdict }) => verdict === 'unknown'),
  ]
}

/** Why a finding needs no act now, if it needs none. */
export function standingOf(finding: Finding): 'open' | 'waived' | 'managed' | 'known' {
  if (finding.waived !== undefined) return 'waived'
  if (finding.isKnown === true) return 'known'
  return finding.trust === 'managed' ? 'managed' : 'open'
}

/** Unwaived findings in pods that the provider deploys and repairs: counted, not listed. */
function managedFindings(report: Report): readonly Finding[] {
  return report.findings.filter((each) => standingOf(each) === 'managed')
}

/** One sentence per kind of finding that is counted but not listed. */
export function unlistedSentences(report: Report): readonly string[] {
  const managed = managedFindings(report).length
  const { baseline } = report
  return [
    ...(managed > 0
      ? [`${plural(managed, 'finding')} in pods that AKS deploys and repairs: see the JSON report.`]
      : []),
    ...(baseline === undefined
      ? []
      : [`Against the baseline: ${baseline.known} known and not listed, ${baseline.gone} gone.`]),
  ]
}

export function waivedFindings(report: Report): readonly Finding[] {
  return report.findings.filter((each) => each.waived !== undefined)
}

/** The workload of an asset: what several findings in its containers share. */
export function workloadName(asset: FindingAsset): string {
  const { container: _, ...owner } = asset
  return assetName(owner)
}

/** The object that an asset is, or is a part of. */
export function objectOf(asset: FindingAsset): string {
  const { container: _, part: __, ...object } = asset
  return assetName(object)
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const name = key(item)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [item])
    else group.push(item)
  }
  return groups
}

export function controlsById(report: Report): ReadonlyMap<string, ControlSummary> {
  return new Map(report.controls.map((control) => [control.id, control]))
}

/** `2 critical, 5 high, 3 unknown`: severities that fail, the worst first, then what is undecided. */
export function severityCounts(findings: readonly Finding[]): string {
  const failing = findings.filter((each) => each.verdict === 'fail')
  const counts = groupBy(failing, (each) => each.severity)
  const undecided = findings.length - failing.length
  return [
    ...severities
      .filter((severity) => counts.has(severity))
      .map((severity) => `${counts.get(severity)?.length ?? 0} ${severity}`),
    ...(undecided > 0 ? [`${undecided} unknown`] : []),
  ].join(', ')
}

/** Problems of one kind. */
export interface ProblemGroup {
  readonly code: string
  /** What helps with all of them; where each needs something else, that stands with the problem. */
  readonly remedy?: string
  readonly isIncomplete: boolean
  readonly problems: readonly Problem[]
}

/** What left something unanalysed before what is only worth knowing, the most frequent first. */
export function groupProblems(report: Pick<Report, 'problems'>): readonly ProblemGroup[] {
  const groups = groupBy(report.problems, ({ code }) => code)
  return [...groups.values()]
    .flatMap((problems) => {
      const [first] = problems
      if (first === undefined) return []
      const isShared = problems.every(({ remedy }) => remedy === first.remedy)
      const remedy = isShared ? { remedy: first.remedy } : {}
      return [{ code: first.code, ...remedy, isIncomplete: isIncomplete(first), problems }]
    })
    .sort(
      (a, b) =>
        Number(b.isIncomplete) - Number(a.isIncomplete) ||
        b.problems.length - a.problems.length ||
        compareText(a.code, b.code),
    )
}

/** Paths left out on purpose, by reason, the most frequent first. */
export function groupSkipped(
  report: Report,
): readonly (readonly [reason: string, paths: readonly string[]])[] {
  return [...groupBy(report.skipped, ({ reason }) => reason)]
    .map(([reason, items]) => [reason, items.map(({ path }) => path)] as const)
    .sort((a, b) => b[1].length - a[1].length || compareText(a[0], b[0]))
}

/** Layers about which some control was asked, and those about which none was. */
export function assessedLayers(report: Report): {
  readonly asked: readonly Layer[]
  readonly silent: readonly Layer[]
} {
  const isAsked = (layer: Layer): boolean =>
    report.guarantees.some(({ layers: row }) => {
      const tally = row[layer]
      return tally !== undefined && tally.pass + tally.fail + tally.unknown > 0
    })
  return { asked: layers.filter(isAsked), silent: layers.filter((layer) => !isAsked(layer)) }
}

/** Why a guarantee has no verdict although no finding says so. */
export function gapSentence(report: Report, { verdict, layers: row }: GuaranteeSummary): string {
  if (verdict !== 'unknown') return ''
  if (Object.values(row).every(({ pass, fail, unknown }) => pass + fail + unknown === 0))
    return 'Nothing in this input could be judged.'
  return report.counts.incomplete > 0 ? 'A part of the input was not analysed.' : ''
}

/** The semantics that count, and how old the data is that versions are judged by. */
export function judgedAs({ kubernetes, versionData }: Report): string {
  const assumed = kubernetes.isAssumed ? ' (assumed)' : ''
  const age = versionData === undefined ? '' : `; version data is ${plural(versionData.days, 'day')} old`
  return `Kubernetes ${kubernetes.version}${assumed}${age}`
}

/** The last line of every report. */
export function countSentence({ counts }: Report): string {
  const failed = severities.map((severity) => `${counts.failed[severity]} ${severity}`).join(', ')
  return (
    `${plural(counts.files, 'file')}, ${plural(counts.objects, 'object')}: ${failed}; ${counts.unknown} unknown, ` +
    `${counts.waived} waived, ${counts.incomplete} not analysed`
  )
}

/** How findings are put together in a listing. */
export type Grouping = 'asset' | 'finding' | 'control' | 'fix'

export const groupings: readonly Grouping[] = ['asset', 'finding', 'control', 'fix']
