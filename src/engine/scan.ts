import { judge } from '../controls/judge.ts'
import type { AnyControl } from '../controls/any-control.ts'
import { registry } from '../controls/registry.ts'
import { makeFindings } from '../findings/make.ts'
import type { Report, Skipped } from '../findings/report.ts'
import { countFailed, summariseControls, summariseGuarantees, summariseTrust } from '../findings/summary.ts'
import { compareText } from '../kernel/text.ts'
import { assumedKubernetesVersion } from '../knowledge/kubernetes-versions.ts'
import { link } from '../link/link.ts'
import { isIncomplete, type Problem } from '../model/problem.ts'
import type { Document } from '../model/origin.ts'
import { parseDocuments } from './parse.ts'
import { version } from './version.ts'

/** What is scanned: texts that somebody read, and what of the input could not be read. */
export interface ScanInput {
  readonly documents: readonly Document[]
  readonly problems?: readonly Problem[]
  readonly skipped?: readonly Skipped[]
  /** Texts that rendered documents point back into, by path. */
  readonly templates?: ReadonlyMap<string, string>
}

export interface ScanOptions {
  readonly controls?: readonly AnyControl[]
  /** Such as `1.34`; the oldest supported version is assumed where nobody states it. */
  readonly kubernetesVersion?: string
  readonly platformNamespaces?: readonly string[]
  readonly untrustedNamespaces?: readonly string[]
}

/**
 * Reads a platform and judges it: bytes → facts → platform → verdicts → findings → report. Pure: the same documents and
 * options give the same report, and nothing is read or written beside.
 */
export function scan(input: ScanInput, options: ScanOptions = {}): Report {
  const controls = options.controls ?? registry
  const parsed = parseDocuments(input.documents)
  const platform = link(parsed.facts, {
    kubernetesVersion: options.kubernetesVersion ?? assumedKubernetesVersion,
    platformNamespaces: options.platformNamespaces ?? [],
    untrustedNamespaces: options.untrustedNamespaces ?? [],
  })
  const { judgements, tallies } = judge(platform, controls)
  const findings = makeFindings(judgements, platform)
  const problems = [...(input.problems ?? []), ...parsed.problems].sort(compareProblems)
  return {
    schema: 1,
    tool: { name: 'bulkhead', version },
    kubernetes: { version: platform.kubernetesVersion, isAssumed: options.kubernetesVersion === undefined },
    trust: summariseTrust(platform, trustRule(options)),
    guarantees: summariseGuarantees(controls, tallies, findings),
    controls: summariseControls(controls, tallies),
    findings,
    problems,
    skipped: [...(input.skipped ?? []), ...parsed.skipped].sort((a, b) => compareText(a.path, b.path)),
    counts: {
      files: input.documents.length,
      objects: parsed.objectCount,
      failed: countFailed(findings),
      unknown: findings.filter((finding) => finding.verdict === 'unknown' && finding.waived === undefined)
        .length,
      waived: findings.filter((finding) => finding.waived !== undefined).length,
      incomplete: problems.filter(isIncomplete).length,
    },
    sources: new Map([
      ...input.documents.map((document) => [document.path, document.text] as const),
      ...(input.templates ?? []),
    ]),
  }
}

function trustRule(options: ScanOptions): string {
  const stated = (options.platformNamespaces?.length ?? 0) + (options.untrustedNamespaces?.length ?? 0)
  const known =
    stated > 0
      ? 'the known platform namespaces, as bulkhead.yaml amends them,'
      : 'the known platform namespaces'
  return `Every container outside ${known} is untrusted: arbitrary code is assumed to run in it.`
}

function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  )
}
