import type { Match } from '../../images/advisories/match.ts'
import { type EndOfLife, endText } from '../../images/advisories/end-of-life.ts'
import { isOpen } from '../../images/vex/is-open.ts'
import { subjectOf } from '../../images/advisories/ecosystems.ts'
import type { Weakness } from '../../images/hardening.ts'
import type { ImageReport, ImageSummary } from '../../images/image-report.ts'
import type { LaidModel } from '../../images/layers/merge.ts'
import { capital } from '../../kernel/text.ts'
import type { Severity } from '../../knowledge/guarantees.ts'
import { parseImageReference } from '../../model/image-reference.ts'
import type { Location } from '../../model/origin.ts'

/** Something to act on in an image, as formats for machines tell it. */
export interface ImageFinding {
  /** `CVE-2026-0001`, or the name of a weakness. */
  readonly rule: string
  readonly title: string
  readonly severity: Severity
  /** Nobody could tell; else it is so. */
  readonly isOpen: boolean
  readonly message: string
  readonly remedy: string
  /** A file of the image, or a place in its configuration. */
  readonly location: Location
  readonly layer?: number
  /** Names the finding across builds of the image: never a version, a line or a layer. */
  readonly fingerprint: string
}

/** All that is found in an image, without what runs nowhere and what somebody set aside. */
export function imageFindings(report: ImageReport): readonly ImageFinding[] {
  return numbered([
    ...vulnerabilityFindings(report.vulnerabilities, nameOf(report.image)),
    ...findingsBeside(report),
  ])
}

/** All but vulnerabilities: models, the end of its distribution, weaknesses. */
export function findingsBeside(report: ImageReport): readonly ImageFinding[] {
  const name = nameOf(report.image)
  return [
    ...report.modelFiles.flatMap((model) => modelFindings(model, name)),
    ...endFindings(report.image, name),
    ...report.weaknesses.map((weakness) => weaknessFinding(weakness, name)),
  ]
}

/** A file may hold a secret in one layer and another one in the next. */
function numbered(findings: readonly ImageFinding[]): readonly ImageFinding[] {
  const seen = new Map<string, number>()
  return findings.map((finding) => {
    const before = seen.get(finding.fingerprint) ?? 0
    seen.set(finding.fingerprint, before + 1)
    return before === 0 ? finding : { ...finding, fingerprint: `${finding.fingerprint}#${before + 1}` }
  })
}

/** The image whatever its version: a rebuilt one is the same. */
function nameOf({ reference }: ImageSummary): string {
  const parsed = parseImageReference(reference)
  return parsed?.isRegistryStated === true ? `${parsed.registry}/${parsed.repository}` : reference
}

/** A source package has a flaw once, however many packages were built from it. */
function vulnerabilityFindings(matches: readonly Match[], image: string): readonly ImageFinding[] {
  const subjects = Map.groupBy(
    matches.filter((match) => !match.isInert && isOpen(match)),
    (match) => [match.vulnerability, match.package.kind, subjectOf(match.package).name].join('/'),
  )
  return [...subjects].flatMap(([key, [match]]) =>
    match === undefined ? [] : vulnerabilityFinding(match, key, image),
  )
}

function vulnerabilityFinding(match: Match, key: string, image: string): ImageFinding {
  const { vulnerability, exploited, fixed, summary = '', severity } = match
  const { name, version } = subjectOf(match.package)
  const known = exploited === undefined ? '' : `, which is exploited since ${exploited.since}`
  const about = summary === '' ? '' : `: ${summary.replace(/\.$/, '')}`
  return {
    rule: vulnerability,
    title: summary === '' ? `${vulnerability} in ${name}` : summary,
    // What nobody rated may be high.
    severity: exploited === undefined ? (severity ?? 'high') : 'critical',
    isOpen: false,
    message: `${name} ${version} has ${vulnerability}${known}${about}.`,
    remedy: fixed === undefined ? 'No fix is known.' : `It is gone in ${name} ${fixed}.`,
    location: { file: match.package.file, line: 1, column: 1 },
    layer: match.package.layer,
    fingerprint: `${key}/${image}`,
  }
}

function modelFindings(
  { name, layer, verdict, findings, unread }: LaidModel,
  image: string,
): readonly ImageFinding[] {
  if (verdict === 'clean') return []
  const why = findings[0]?.message ?? unread[0]?.message ?? 'it is no clean model'
  return [
    {
      rule: 'model-file',
      title: 'A file of a model is no clean data',
      severity: verdict === 'malicious' ? 'critical' : 'high',
      isOpen: verdict === 'unknown',
      message: `Model file ${name} is ${verdict === 'unknown' ? 'not known to be clean' : verdict}: ${why}`,
      remedy: 'Do not load it: take the model from whom you know, as safetensors.',
      location: { file: name, line: 1, column: 1 },
      layer,
      fingerprint: `model-file/${name}/${image}`,
    },
  ]
}

function endFindings(summary: ImageSummary, image: string): readonly ImageFinding[] {
  const { os, endOfLife } = summary
  if (os === undefined || endOfLife?.isOver !== true) return []
  return [
    {
      rule: 'end-of-life',
      title: 'A distribution gets no fixes any more',
      severity: 'high',
      isOpen: false,
      message: endText(os.name, endOfLife),
      remedy: nextText(endOfLife),
      location: { file: os.file, line: 1, column: 1 },
      fingerprint: `end-of-life/${image}`,
    },
  ]
}

function nextText({ next }: EndOfLife): string {
  const release =
    next === undefined ? 'a release that gets fixes' : `${next.release}, which gets fixes until ${next.until}`
  return `Build the image on ${release}.`
}

function weaknessFinding(
  { name, severity, message, remediation, places: [place = ''] }: Weakness,
  image: string,
): ImageFinding {
  return {
    rule: name,
    title: titleOf(name),
    severity,
    isOpen: name === 'base-unproven' || name === 'base-move-unproven',
    message,
    remedy: remediation,
    ...placeOf(place, image),
    fingerprint: [name, ...(name.startsWith('secret-') ? [fileOf(place)] : []), image].join('/'),
  }
}

/** `runs-as-root` → `Runs as root`. */
function titleOf(name: string): string {
  return capital(name.replaceAll('-', ' '))
}

const inLayer = /^layer (?<layer>\d+)(?:: (?<file>.+?)(?::(?<line>\d+))?)?$/s

/** Weaknesses tell their places as `layer 2: etc/passwd:12`, as a file, or as a field of the configuration. */
function placeOf(place: string, image: string): Pick<ImageFinding, 'location' | 'layer'> {
  const { layer, file, line } = inLayer.exec(place)?.groups ?? {}
  if (layer !== undefined)
    return { location: { file: file ?? image, line: Number(line ?? 1), column: 1 }, layer: Number(layer) }
  const isFile = place !== '' && !/^(?:config\.|history\[)/.test(place)
  return { location: { file: isFile ? place : image, line: 1, column: 1 } }
}

function fileOf(place: string): string {
  return inLayer.exec(place)?.groups?.['file'] ?? place
}
