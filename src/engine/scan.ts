import { techniques } from '../breach/techniques/registry.ts'
import type { AnyControl } from '../controls/any-control.ts'
import { type Judgement, judge } from '../controls/judge.ts'
import { registry } from '../controls/registry.ts'
import { defaultConfig } from '../config/parse.ts'
import { type BaselineSummary, compareWithBaseline } from '../findings/baseline.ts'
import type { BreachReport } from '../findings/breach-report.ts'
import type { Finding } from '../findings/finding.ts'
import { makeFindings, sortFindings } from '../findings/make.ts'
import { linkRoutes } from '../findings/route-links.ts'
import type { Report } from '../findings/report.ts'
import { compareStandings, type StandingChanges } from '../findings/standing.ts'
import { waive } from '../findings/waive.ts'
import type { Platform } from '../model/platform.ts'
import type { Problem } from '../model/problem.ts'
import { assembleReport } from './assemble.ts'
import { findBreaches } from './breaches.ts'
import { hiddenImages } from './platform-images.ts'
import { readPlatform } from './read-platform.ts'
import type { ScanInput, ScanOptions } from './scan-input.ts'

/**
 * Reads a platform and judges it: bytes → facts → platform → verdicts → findings → report. Pure: the same documents and
 * options give the same report, and nothing is read or written beside.
 */
export function scan(input: ScanInput, options: ScanOptions = {}): Report {
  const { controls: customControls } = options.config ?? defaultConfig
  const controls = options.controls ?? [...registry, ...customControls]
  const { parsed, platform, isVersionAssumed, relink } = readPlatform(input, options)
  const judged = judge(platform, controls)
  const sources = sourcesOf(input)
  // Before there are findings: breaches need much room for a while, and a quarter of a million findings need some to stay.
  const breaches = findBreaches({ platform, relink, judged, controls }, options)
  const { findings, summary } = makeAllFindings(judged.judgements, platform, {
    ...options,
    controls,
    sources,
    isReported: input.isReported,
  })
  return assembleReport({
    breach: breaches.report,
    input,
    options,
    controls,
    parsed: {
      ...parsed,
      problems: [...parsed.problems, ...problemsOfImages(platform, options), ...breaches.problems],
    },
    platform,
    isVersionAssumed,
    judged,
    findings:
      breaches.assessment === undefined ? findings : linkRoutes(findings, breaches.assessment, techniques),
    baseline:
      summary === undefined ? undefined : { ...summary, ...standingChanges(breaches.report, options) },
    sources,
  })
}

function problemsOfImages(platform: Platform, { images }: ScanOptions): readonly Problem[] {
  if (images === undefined) return []
  return [...hiddenImages(platform), ...images.flatMap(({ problems }) => problems)]
}

function standingChanges(breach: BreachReport | undefined, { baseline }: ScanOptions): StandingChanges {
  return breach === undefined
    ? { worse: [], better: [] }
    : compareStandings(baseline?.standings ?? [], breach)
}

interface FindingContext extends ScanOptions {
  readonly controls: readonly AnyControl[]
  readonly sources: ReadonlyMap<string, string>
  readonly isReported: ScanInput['isReported']
}

/** Verdicts → findings → waived → compared with the baseline → in order. */
function makeAllFindings(
  judgements: readonly Judgement[],
  platform: Platform,
  { config: parsedConfig = defaultConfig, controls, sources, today, baseline, isReported }: FindingContext,
): { findings: Finding[]; summary: Pick<BaselineSummary, 'known' | 'gone'> | undefined } {
  const { config, waivers } = parsedConfig
  const made = makeFindings(judgements, platform, {
    severities: config.severities,
    allowsAnnotations: config.inlineWaivers,
  })
  const allowsInline = config.inlineWaivers
  const waived = waive(made, { configured: waivers, allowsInline, sources, controls, today })
  const compared = baseline === undefined ? undefined : compareWithBaseline(waived, baseline.fingerprints)
  const found = compared?.findings ?? waived
  const reported =
    isReported === undefined ? found : found.filter((finding) => isInReach(finding, isReported))
  return { findings: sortFindings(reported), summary: compared?.summary }
}

/** A finding is reported where it or one of the places beside it stands. */
function isInReach({ location, related }: Finding, isReported: (path: string) => boolean): boolean {
  return [location, ...related].some(({ file }) => isReported(file))
}

function sourcesOf(input: ScanInput): ReadonlyMap<string, string> {
  return new Map([
    ...input.documents.map((document) => [document.path, document.text] as const),
    ...(input.templates ?? []),
  ])
}
