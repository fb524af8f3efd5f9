import type { Log, Location as SarifLocation, Notification, ReportingDescriptor } from 'sarif'

import type { ControlSummary } from '../../findings/report.ts'
import type { Severity } from '../../knowledge/guarantees.ts'
import type { Location } from '../../model/origin.ts'
import { isIncomplete, type Problem } from '../../model/problem.ts'
import { markdownProse } from '../markdown-text.ts'
import { clip, printable } from '../printable.ts'

export const sarifVersion: Pick<Log, '$schema' | 'version'> = {
  $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
  version: '2.1.0',
}

type Level = 'error' | 'warning' | 'note'

export const levels: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** GitHub's bands: above 9 critical, from 7 high, from 4 medium, above 0 low. */
export const securitySeverities: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
}

export const ranks: Readonly<Record<Severity, number>> = {
  critical: 100,
  high: 80,
  medium: 50,
  low: 20,
  info: 0,
}

const maxTextLength = 1000

/** Plain text of a message: no embedded link, no placeholder (SARIF 2.1.0 §3.11.5, §3.11.6). */
export function messageText(text: string): string {
  return clip(printable(text), maxTextLength)
    .replace(/\](?=\()/g, '] ')
    .replace(/\{(?=\d+\})/g, '{ ')
}

/** A relative reference below the scanned root; each segment is encoded, so that no path reads as a scheme. */
export function artifactUri(file: string): string {
  const path = file.replaceAll('\\', '/').replace(/^\/+/, '')
  return path === '' ? '.' : path.toWellFormed().split('/').map(encodeURIComponent).join('/')
}

export function sarifLocation({ file, line, column }: Location): SarifLocation {
  return {
    physicalLocation: {
      artifactLocation: { uri: artifactUri(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) },
    },
  }
}

/** A control as a SARIF rule. */
export function ruleOf(control: ControlSummary): ReportingDescriptor {
  const { id, name, title, layer, severity, guarantees, rationale, remediation, references } = control
  return {
    id,
    name,
    shortDescription: { text: messageText(`${title}.`) },
    fullDescription: { text: messageText(rationale) },
    help: {
      text: printable(`${rationale}\n\nWhat to do: ${remediation}`.replaceAll('\n', ' ')),
      markdown: [
        markdownProse(rationale),
        `**What to do.** ${markdownProse(remediation)}`,
        `Upholds ${guarantees.join(', ')} on the ${layer} layer.`,
        ...(references.length > 0 ? [`Same verdict as: ${references.map(markdownProse).join(', ')}.`] : []),
      ].join('\n\n'),
    },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['security', layer, ...guarantees],
      'security-severity': securitySeverities[severity],
      precision: 'high',
      references,
    },
  }
}

/** What was not analysed, as the notification that a code scanning page shows. */
export function notificationOf(problem: Problem): Notification {
  return {
    descriptor: { id: problem.code },
    level: isIncomplete(problem) ? 'error' : 'note',
    message: { text: messageText(`${problem.message} ${problem.remedy}`) },
    locations: [sarifLocation(problem.location)],
  }
}
