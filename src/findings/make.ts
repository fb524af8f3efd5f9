import type { Judgement } from '../controls/judge.ts'
import { type Severity, severities } from '../knowledge/guarantees.ts'
import type { Confidence } from '../model/object.ts'
import { locate, type Location, type Origin } from '../model/origin.ts'
import type { Asset, Platform, Trust } from '../model/platform.ts'
import { compareText } from '../kernel/text.ts'
import { annotationWaiver } from './annotation-waiver.ts'
import type { Finding, FindingAsset } from './finding.ts'

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
  const seen = new Map<string, number>()
  return judgements.map((judgement) => {
    const finding = makeFinding(judgement, platform, seen)
    const severity = options.severities[finding.control] ?? options.severities[finding.name]
    const mayWaive = options.allowsAnnotations && judgement.control.isLocked !== true
    const waiver = mayWaive ? annotationWaiver(judgement.asset, finding.references) : undefined
    if (severity === undefined && waiver === undefined) return finding
    return { ...finding, ...(severity && { severity }), ...(waiver && { waived: waiver }) }
  })
}

function makeFinding(
  { control, asset, verdict }: Judgement,
  platform: Platform,
  seen: Map<string, number>,
): Finding {
  const trust = platform.trustOf(asset)
  const described = describe(asset)
  const [primary, ...related] = verdict.evidence.length > 0 ? verdict.evidence : [originOf(asset)]
  return {
    control: control.id,
    name: control.name,
    title: control.title,
    severity: weigh(control.severity, trust, asset),
    confidence: lower(control.confidence ?? 'confirmed', confidenceOf(asset)),
    layer: control.layer,
    guarantees: control.guarantees,
    verdict: verdict.verdict,
    asset: described,
    trust,
    message: verdict.message,
    location: locate(primary ?? originOf(asset)),
    related: [...writtenIn(primary ?? originOf(asset)), ...related.map(locate)],
    references: control.references,
    fingerprint: unique(`${control.id}/${assetName(described)}`, seen),
    isSensitive: control.isSensitive ?? false,
  }
}

/** The values that a rendered place comes from. */
function writtenIn({ document, start }: Origin): readonly Location[] {
  return document.related?.(start) ?? []
}

/** Two objects of one name (a base and its overlay) keep apart by their order in the input. */
function unique(fingerprint: string, seen: Map<string, number>): string {
  const count = (seen.get(fingerprint) ?? 0) + 1
  seen.set(fingerprint, count)
  return count === 1 ? fingerprint : `${fingerprint}#${count}`
}

/** `models/Deployment/llm/server`, without empty parts. */
export function assetName(asset: FindingAsset): string {
  const { namespace, kind, name, part = '', container = '' } = asset
  let text = namespace === '' ? `${kind}/${name}` : `${namespace}/${kind}/${name}`
  if (part !== '') text += `/${part}`
  if (container !== '') text += `/${container}`
  return text
}

function describe(asset: Asset): FindingAsset {
  const owner = asset.asset === 'container' ? asset.pod : asset
  const part = owner.asset === 'pod' && owner.part !== '' ? { part: owner.part } : {}
  const container = asset.asset === 'container' ? { container: asset.name } : {}
  return { kind: owner.kind, namespace: owner.namespace, name: owner.name, ...part, ...container }
}

function originOf(asset: Asset): Origin {
  return asset.origin
}

function confidenceOf(asset: Asset): Confidence {
  return asset.asset === 'container' ? asset.pod.confidence : asset.confidence
}

const confidences: readonly Confidence[] = ['confirmed', 'likely', 'possible']

function lower(a: Confidence, b: Confidence): Confidence {
  return confidences.indexOf(a) > confidences.indexOf(b) ? a : b
}

/** A fault in the platform's own pods needs a way into them first; AKS repairs what it manages. */
function weigh(severity: Severity, trust: Trust, asset: Asset): Severity {
  if (trust === 'untrusted' || (asset.asset !== 'pod' && asset.asset !== 'container')) return severity
  if (trust === 'managed') return 'info'
  return severities[Math.min(severities.indexOf(severity) + 1, severities.length - 1)] ?? 'info'
}

const trusts: readonly Trust[] = ['untrusted', 'platform', 'managed']

/** Untrusted before platform, grave before slight, decided before undecided; then by name and place. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    trusts.indexOf(a.trust) - trusts.indexOf(b.trust) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compareText(a.verdict, b.verdict) ||
    compareText(a.control, b.control) ||
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    compareText(a.fingerprint, b.fingerprint)
  )
}
