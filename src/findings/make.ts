import type { Judgement } from '../controls/judge.ts'
import { type Severity, severities } from '../knowledge/guarantees.ts'
import type { Confidence } from '../model/object.ts'
import { locate, type Location, type Origin } from '../model/origin.ts'
import type { Asset, Platform, Trust } from '../model/platform.ts'
import { compareText } from '../kernel/text.ts'
import { annotationWaiver } from './annotation-waiver.ts'
import { assetName, type NamedAsset, nameAssets } from './asset-names.ts'
import type { Finding } from './finding.ts'

/** What the owner of the platform says about findings. */
export interface FindingOptions {
  /** Severities by id or name of the control. */
  readonly severities: Readonly<Record<string, Severity>>
  /** Whether other tools' annotations on scanned objects waive. */
  readonly allowsAnnotations: boolean
}

/** Turns verdicts into findings. */
export function makeFindings(
  judgements: readonly Judgement[],
  platform: Platform,
  options: FindingOptions,
): Finding[] {
  const names = nameAssets(platform)
  const seen = new Set<string>()
  const findings: Finding[] = []
  for (const judgement of judgements) {
    const finding = makeOne(judgement, names, options)
    if (!isRendered(judgement) || isNew(finding, seen)) findings.push(finding)
  }
  return findings
}

function makeOne(
  judgement: Judgement,
  names: ReadonlyMap<Asset, NamedAsset>,
  options: FindingOptions,
): Finding {
  const { control, asset } = judgement
  const finding = makeFinding(judgement, names.get(asset) ?? unnamed(asset))
  const severity = options.severities[control.id] ?? options.severities[control.name]
  const mayWaive = options.allowsAnnotations && control.isLocked !== true
  const waiver = mayWaive ? annotationWaiver(asset, control.references) : undefined
  if (severity === undefined && waiver === undefined) return finding
  return { ...finding, ...(severity && { severity }), ...(waiver && { waived: waiver }) }
}

function isRendered({ asset, verdict }: Judgement): boolean {
  const { document } = verdict.evidence[0] ?? asset.origin
  return document.locate !== undefined
}

/**
 * One finding where several renderings of one file (a base in each of its overlays) say the same of the same object at
 * the same place: there is one thing to correct.
 */
function isNew({ control, verdict, asset, message, location }: Finding, seen: Set<string>): boolean {
  const { file, line, column } = location
  const key = [control, verdict, assetName(asset), message, file, line, column].join('\n')
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

function unnamed(asset: Asset): never {
  throw new Error(`An asset of kind ${asset.asset} is judged but is no part of the platform.`)
}

function makeFinding({ control, asset, verdict }: Judgement, named: NamedAsset): Finding {
  const primary = verdict.evidence[0] ?? asset.origin
  return {
    control: control.id,
    name: control.name,
    title: control.title,
    severity: weigh(control.severity, named.trust, asset),
    confidence: lower(control.confidence ?? 'confirmed', confidenceOf(asset)),
    layer: control.layer,
    guarantees: control.guarantees,
    verdict: verdict.verdict,
    asset: named.asset,
    trust: named.trust,
    message: verdict.message,
    location: locate(primary),
    related: placesBeside(primary, asset, verdict.evidence),
    references: control.references,
    fingerprint: `${control.id}/${named.uniqueName}`,
    isSensitive: control.isSensitive ?? false,
  }
}

/** Most findings have none, and share that list. */
function placesBeside(primary: Origin, asset: Asset, evidence: readonly Origin[]): readonly Location[] {
  const [related, calls] = [relatedPlaces(primary, evidence), callsOf(asset)]
  return calls.length === 0 ? related : [...related, ...calls.map(locate)]
}

/** Other evidence, and the values that a rendered place comes from. */
function relatedPlaces(primary: Origin, evidence: readonly Origin[]): readonly Location[] {
  const written = primary.document.related?.(primary.start) ?? nowhere
  return evidence.length < 2 ? written : [...written, ...evidence.slice(1).map(locate)]
}

/** Where the modules are called that a resource stands in: of several clusters from one module, which this is. */
function callsOf(asset: Asset): readonly Origin[] {
  return 'calls' in asset ? asset.calls : noCalls
}

const noCalls: readonly Origin[] = []
const nowhere: readonly Location[] = []

function confidenceOf(asset: Asset): Confidence {
  return asset.asset === 'container' ? asset.pod.confidence : asset.confidence
}

const confidenceRank: Readonly<Record<Confidence, number>> = { confirmed: 0, likely: 1, possible: 2 }

function lower(a: Confidence, b: Confidence): Confidence {
  return confidenceRank[a] > confidenceRank[b] ? a : b
}

/** A fault in the platform's own pods needs a way into them first; AKS repairs what it manages. */
function weigh(severity: Severity, trust: Trust, asset: Asset): Severity {
  if (trust === 'untrusted' || (asset.asset !== 'pod' && asset.asset !== 'container')) return severity
  if (trust === 'managed') return 'info'
  return severities[Math.min(severities.indexOf(severity) + 1, severities.length - 1)] ?? 'info'
}

const trustRank: Readonly<Record<Trust, number>> = { untrusted: 0, platform: 1, managed: 2 }
const severityRank: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 }

/**
 * Untrusted before platform, grave before slight, decided before undecided; then by name and place. Findings of one
 * control come nearly in order, which many controls together do not: so they are grouped first.
 */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return groups(findings, rankOf, (a, b) => a - b)
    .flatMap((group) => groups(group, ({ control }) => control, compareText))
    .flatMap((group) => group.sort(comparePlaces))
}

function groups<T, K>(items: readonly T[], keyOf: (item: T) => K, compare: (a: K, b: K) => number): T[][] {
  return [...Map.groupBy(items, keyOf)].sort(([a], [b]) => compare(a, b)).map(([, group]) => group)
}

function rankOf({ trust, severity, verdict }: Finding): number {
  return trustRank[trust] * 100 + severityRank[severity] * 10 + (verdict === 'fail' ? 0 : 1)
}

function comparePlaces(a: Finding, b: Finding): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    compareText(a.fingerprint, b.fingerprint)
  )
}
