import type { Invocation, Log, Notification, Result, Suppression, ToolComponent } from 'sarif'

import type { Finding, Waiver } from '../findings/finding.ts'
import { assetName } from '../findings/asset-names.ts'
import type { ImageRow } from '../findings/image-rows.ts'
import type { Report } from '../findings/report.ts'
import { severities } from '../knowledge/guarantees.ts'
import { problemKinds } from '../model/problem.ts'
import { faultyImages, imageFaults } from './image-rows.ts'
import { clip, printable } from './printable.ts'
import {
  levels,
  messageText,
  notificationOf,
  ranks,
  ruleOf,
  sarifLocation,
  sarifVersion,
} from './sarif/log.ts'

/** What GitHub takes of one run; it shows the 5,000 gravest. */
const maxResults = 25_000
const maxNotifications = 1000
const maxRelated = 20

/** The report as SARIF 2.1.0, for code scanning. */
export function renderSarif(report: Report): string {
  return `${JSON.stringify(sarifLog(report))}\n`
}

function sarifLog(report: Report): Log {
  const findings = report.findings.toSorted(byRank).slice(0, maxResults)
  const context: Context = {
    rules: new Map(report.controls.map(({ id }, index) => [id, index])),
    hasBaseline: report.baseline !== undefined,
  }
  return {
    ...sarifVersion,
    runs: [
      {
        tool: { driver: driverOf(report) },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: 'The folder that the scan was started in.' } },
        },
        invocations: [invocationOf(report)],
        results: findings.map((finding) => resultOf(finding, context)),
      },
    ],
  }
}

function driverOf({ tool: { version }, controls }: Report): ToolComponent {
  return {
    name: 'Bulkhead',
    version,
    semanticVersion: version,
    rules: controls.map(ruleOf),
    notifications: [...Object.keys(problemKinds), 'image', 'truncated'].map((id) => ({ id })),
  }
}

function invocationOf(report: Report): Invocation {
  return {
    executionSuccessful: report.counts.incomplete === 0,
    toolConfigurationNotifications: notifications(report),
    ...imageNotes(report),
  }
}

/** Open before accepted, decided before undecided, grave before slight: what a limit may cut stands last. */
function byRank(a: Finding, b: Finding): number {
  return (
    Number(a.waived !== undefined) - Number(b.waived !== undefined) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    Number(a.verdict === 'unknown') - Number(b.verdict === 'unknown')
  )
}

interface Context {
  readonly rules: ReadonlyMap<string, number>
  readonly hasBaseline: boolean
}

function resultOf(finding: Finding, { rules, hasBaseline }: Context): Result {
  const { control, severity, verdict, asset, confidence, trust, layer, guarantees, waived } = finding
  const ruleIndex = rules.get(control)
  const isOpen = verdict === 'unknown'
  const name = clip(printable(assetName(asset)), 500)
  return {
    ruleId: control,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind: isOpen ? 'open' : 'fail',
    // §3.27.10: a result that is no failure has no level.
    level: isOpen ? 'none' : levels[severity],
    rank: ranks[severity],
    message: { text: messageText(finding.message) },
    locations: [
      {
        ...sarifLocation(finding.location),
        logicalLocations: [{ fullyQualifiedName: name, kind: 'resource' }],
      },
    ],
    ...relatedLocations(finding),
    partialFingerprints: fingerprints(finding),
    ...(hasBaseline ? { baselineState: finding.isKnown === true ? 'unchanged' : 'new' } : {}),
    // §3.27.23: on each result or on none; an empty list says that nobody accepted it.
    suppressions: waived === undefined ? [] : [suppressionOf(waived)],
    properties: { severity, verdict, confidence, trust, layer, guarantees, asset },
  }
}

function relatedLocations({ related }: Finding): Pick<Result, 'relatedLocations'> {
  if (related.length === 0) return {}
  return {
    relatedLocations: related
      .slice(0, maxRelated)
      .map((location, index) => ({ id: index + 1, ...sarifLocation(location) })),
  }
}

/** GitHub follows an alert by `primaryLocationLineHash` alone: ours survives a move to another line. */
function fingerprints({ fingerprint }: Finding): Record<string, string> {
  return { 'bulkhead/v1': fingerprint, primaryLocationLineHash: fingerprint }
}

function suppressionOf({ source, reason, location }: Waiver): Suppression {
  return {
    kind: source === 'bulkhead.yaml' ? 'external' : 'inSource',
    status: 'accepted',
    justification: messageText(reason),
    location: sarifLocation(location),
  }
}

function notifications({ problems, findings }: Report): Notification[] {
  const shown = problems.slice(0, maxNotifications).map(notificationOf)
  const cutProblems = problems.length - shown.length
  const cutFindings = findings.length - maxResults
  return [
    ...(cutFindings > 0
      ? [
          truncated(
            `${cutFindings} of ${findings.length} findings are left out, the slightest: a run holds ${maxResults}. The JSON report has them all.`,
          ),
        ]
      : []),
    ...(cutProblems > 0
      ? [
          truncated(
            `${cutProblems} of ${problems.length} problems are left out. The JSON report has them all.`,
          ),
        ]
      : []),
    ...shown,
  ]
}

/** What was found in the images that the platform names, at the line that names each. */
function imageNotes({ images }: Report): Pick<Invocation, 'toolExecutionNotifications'> {
  if (images === undefined) return {}
  const faulty = faultyImages(images)
  const shown = faulty.slice(0, maxNotifications).map(imageNote)
  const hidden = faulty.length - shown.length
  const cut =
    hidden === 0
      ? []
      : [truncated(`${hidden} of ${faulty.length} images are left out. The JSON report has them all.`)]
  return { toolExecutionNotifications: [...cut, ...shown] }
}

function imageNote(row: ImageRow): Notification {
  return {
    descriptor: { id: 'image' },
    level: 'note',
    message: { text: messageText(`Image ${row.reference}: ${imageFaults(row).join(' · ')}`) },
    locations: [sarifLocation(row.location)],
  }
}

function truncated(text: string): Notification {
  return { descriptor: { id: 'truncated' }, level: 'warning', message: { text } }
}
