import type { Invocation, Log, ReportingDescriptor, Result, ToolComponent } from 'sarif'

import type { ImageReport } from '../../images/image-report.ts'
import { severities } from '../../knowledge/guarantees.ts'
import { isIncomplete, problemKinds } from '../../model/problem.ts'
import { clip, printable } from '../printable.ts'
import {
  levels,
  messageText,
  notificationOf,
  ranks,
  sarifLocation,
  sarifVersion,
  securitySeverities,
} from '../sarif/log.ts'
import { type ImageFinding, imageFindings } from './findings.ts'

/** What GitHub takes of one run: the gravest are kept. */
const maxResults = 25_000

/** The report as SARIF 2.1.0: a file of the image is the place of what was found in it. */
export function renderImageSarif(report: ImageReport): string {
  return `${JSON.stringify(sarifLog(report))}\n`
}

function sarifLog(report: ImageReport): Log {
  const findings = imageFindings(report).toSorted(byRank).slice(0, maxResults)
  const rules = rulesOf(findings)
  const indexes = new Map(rules.map(({ id }, index) => [id, index]))
  const image = report.image.reference
  return {
    ...sarifVersion,
    runs: [
      {
        tool: { driver: driverOf(report, rules) },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: messageText(`The files of the image ${image}.`) } },
        },
        invocations: [invocationOf(report)],
        results: findings.map((finding) => resultOf(finding, { image, indexes })),
      },
    ],
  }
}

function driverOf({ tool: { version } }: ImageReport, rules: ReportingDescriptor[]): ToolComponent {
  const notifications = Object.keys(problemKinds).map((id) => ({ id }))
  return { name: 'Bulkhead', version, semanticVersion: version, rules, notifications }
}

function invocationOf({ problems }: ImageReport): Invocation {
  return {
    executionSuccessful: !problems.some(isIncomplete),
    toolConfigurationNotifications: problems.slice(0, 1000).map(notificationOf),
  }
}

function byRank(a: ImageFinding, b: ImageFinding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) || Number(a.isOpen) - Number(b.isOpen)
  )
}

/** A vulnerability may be in several packages: one rule, as grave as the gravest. */
function rulesOf(findings: readonly ImageFinding[]): ReportingDescriptor[] {
  const first = Map.groupBy(findings, ({ rule }) => rule)
  return [...first.values()].flatMap(([finding]) => (finding === undefined ? [] : ruleOf(finding)))
}

function ruleOf({ rule, title, remedy, severity }: ImageFinding): ReportingDescriptor {
  return {
    id: rule,
    shortDescription: { text: messageText(title) },
    help: { text: messageText(remedy) },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['security', 'image'],
      'security-severity': securitySeverities[severity],
    },
  }
}

interface Context {
  readonly image: string
  readonly indexes: ReadonlyMap<string, number>
}

function resultOf(finding: ImageFinding, { image, indexes }: Context): Result {
  const { rule, severity, isOpen, message, remedy, location, layer, fingerprint } = finding
  const place = layer === undefined ? image : `${image}, layer ${layer}`
  return {
    ruleId: rule,
    ruleIndex: indexes.get(rule) ?? 0,
    kind: isOpen ? 'open' : 'fail',
    // §3.27.10: a result that is no failure has no level.
    level: isOpen ? 'none' : levels[severity],
    rank: ranks[severity],
    message: { text: messageText(`${message} ${remedy}`) },
    locations: [
      {
        ...sarifLocation(location),
        logicalLocations: [{ fullyQualifiedName: clip(printable(place), 500), kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'bulkhead/v1': fingerprint, primaryLocationLineHash: fingerprint },
    properties: { severity },
  }
}
