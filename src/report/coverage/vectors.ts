import type { Finding } from '../../findings/finding.ts'
import type { Occurrence } from '../../findings/occurrence.ts'
import type { ControlSummary, Report } from '../../findings/report.ts'
import { type ThreatVector, threatVectors, threatVectorTitles } from '../../knowledge/guarantees.ts'
import { markdownText } from '../markdown-text.ts'
import { groupBy, openFindings, severityCounts } from '../views.ts'
import { table, techniqueHeads, techniqueRows } from './technique-rows.ts'

interface VectorSummary {
  readonly vector: ThreatVector
  readonly controls: readonly ControlSummary[]
  /** Controls with open findings, with these. */
  readonly failing: readonly (readonly [ControlSummary, readonly Finding[]])[]
  readonly occurrences: readonly Occurrence[]
}

/** The nine ways into and out of a container. */
export function vectorSection(report: Report, occurrences: readonly Occurrence[]): readonly string[] {
  const findings = groupBy(openFindings(report), ({ control }) => control)
  const summaries = threatVectors.map((vector) => summarise(vector, { report, findings, occurrences }))
  return [
    '## Threat vectors of a container',
    '',
    'The nine of Liz Rice, Container Security, chapter 1.',
    '',
    ...table(
      [
        'vector',
        'controls',
        'asked',
        'with open findings',
        'our techniques',
        'open or unknown',
        'barred or closed',
      ],
      summaries.map(overviewRow),
    ),
    ...summaries.flatMap(details),
  ]
}

interface Known {
  readonly report: Report
  readonly findings: ReadonlyMap<string, readonly Finding[]>
  readonly occurrences: readonly Occurrence[]
}

function summarise(vector: ThreatVector, { report, findings, occurrences }: Known): VectorSummary {
  const controls = report.controls.filter((control) => control.vector === vector)
  return {
    vector,
    controls,
    failing: controls.flatMap((control) => {
      const open = findings.get(control.id)
      return open === undefined ? [] : [[control, open] as const]
    }),
    occurrences: occurrences.filter(({ technique }) => technique.vector === vector),
  }
}

function overviewRow({
  vector,
  controls,
  failing,
  occurrences,
}: VectorSummary): readonly (string | number)[] {
  const exposed = occurrences.filter(({ state }) => state === 'open' || state === 'unknown').length
  const asked = controls.filter(({ verdicts: { pass, fail, unknown } }) => pass + fail + unknown > 0).length
  return [
    threatVectorTitles[vector],
    controls.length,
    asked,
    failing.length,
    occurrences.length,
    exposed,
    occurrences.length - exposed,
  ]
}

function details({ vector, failing, occurrences }: VectorSummary): readonly string[] {
  if (failing.length === 0 && occurrences.length === 0) return []
  return [
    `### ${threatVectorTitles[vector]}`,
    '',
    ...(occurrences.length === 0 ? [] : table(techniqueHeads, techniqueRows([], occurrences))),
    ...failing.map(
      ([{ id, title }, findings]) =>
        `- ${markdownText(id)} ${markdownText(title)}: ${severityCounts(findings)}`,
    ),
    ...(failing.length === 0 ? [] : ['']),
  ]
}
