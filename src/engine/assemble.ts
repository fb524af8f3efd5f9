import type { AnyControl } from '../controls/any-control.ts'
import type { Judgements } from '../controls/judge.ts'
import type { BaselineSummary } from '../findings/baseline.ts'
import type { BreachReport } from '../findings/breach-report.ts'
import type { Finding } from '../findings/finding.ts'
import { imageRows } from '../findings/image-rows.ts'
import type { Report, ReportCounts } from '../findings/report.ts'
import { countFindings, summariseControls, summariseGuarantees, summariseTrust } from '../findings/summary.ts'
import { summariseWaiverControls } from '../findings/waive.ts'
import { compareText } from '../kernel/text.ts'
import type { Platform } from '../model/platform.ts'
import { isIncomplete, type Problem } from '../model/problem.ts'
import type { ParsedDocuments } from './parse.ts'
import type { ScanInput, ScanOptions } from './scan-input.ts'
import { version } from './version.ts'
import { oldVersionData, versionDataOf } from './version-data.ts'

/** All that a scan has found out. */
export interface Scanned {
  readonly input: ScanInput
  readonly options: ScanOptions
  readonly controls: readonly AnyControl[]
  readonly parsed: ParsedDocuments
  readonly platform: Platform
  readonly isVersionAssumed: boolean
  readonly judged: Judgements
  readonly findings: readonly Finding[]
  readonly breach: BreachReport | undefined
  readonly baseline: BaselineSummary | undefined
  readonly sources: ReadonlyMap<string, string>
}

/** Puts the report together. */
export function assembleReport(scanned: Scanned): Report {
  const { input, options, controls, parsed, platform, judged, findings, baseline, sources } = scanned
  const problems = [...(input.problems ?? []), ...parsed.problems, ...oldVersionData(platform)].sort(
    compareProblems,
  )
  const versionData = versionDataOf(platform)
  return {
    schema: 1,
    tool: { name: 'bulkhead', version },
    kubernetes: { version: platform.kubernetesVersion, isAssumed: scanned.isVersionAssumed },
    ...(versionData === undefined ? {} : { versionData }),
    trust: summariseTrust(platform, trustRule(options)),
    guarantees: summariseGuarantees(controls, {
      tallies: judged.tallies,
      findings,
      isComplete: !problems.some(isIncomplete),
    }),
    ...(scanned.breach === undefined ? {} : { breach: scanned.breach }),
    controls: [...summariseControls(controls, judged.tallies), ...summariseWaiverControls(findings)],
    findings,
    ...(options.images === undefined ? {} : { images: imageRows(options.images) }),
    problems,
    skipped: [...(input.skipped ?? []), ...parsed.skipped].sort((a, b) => compareText(a.path, b.path)),
    counts: countAll(scanned, problems),
    ...(baseline === undefined ? {} : { baseline }),
    sources,
  }
}

function countAll({ input, parsed, findings }: Scanned, problems: readonly Problem[]): ReportCounts {
  return {
    files: input.documents.length,
    objects: parsed.objectCount,
    ...countFindings(findings),
    incomplete: problems.filter(isIncomplete).length,
  }
}

function trustRule({ config, images }: ScanOptions): string {
  const { platform, untrusted } = config?.config ?? {}
  const isAmended = (platform?.namespaces.length ?? 0) + (untrusted?.namespaces.length ?? 0) > 0
  const known = isAmended
    ? 'the known platform namespaces, as bulkhead.yaml amends them,'
    : 'the known platform namespaces'
  const others = images === undefined ? '' : ', and every one with a malicious model in its pod’s images,'
  return `Every container outside ${known}${others} is untrusted: arbitrary code is assumed to run in it.`
}

function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  )
}
