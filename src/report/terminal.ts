import { createColors } from 'picocolors'

import type { Finding } from '../findings/finding.ts'
import { assetName } from '../findings/asset-names.ts'
import type { Report } from '../findings/report.ts'
import { plural } from '../kernel/text.ts'
import { type Severity, severities } from '../knowledge/guarantees.ts'
import { isIncomplete } from '../model/problem.ts'
import { Framer, printable } from './frame.ts'

export interface TerminalOptions {
  readonly hasColor: boolean
  /** Findings printed in full; the rest is counted. */
  readonly maxFindings: number
}

type Colors = ReturnType<typeof createColors>

/** The report for people at a terminal: who is untrusted, guarantees, findings, what was not analysed, one count line. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const colors = createColors(options.hasColor)
  return [
    ...trustLines(report, colors),
    '',
    ...guaranteeLines(report, colors),
    '',
    ...findingLines(report, options, colors),
    ...problemLines(report, colors),
    countLine(report, colors),
    '',
  ].join('\n')
}

function trustLines(report: Report, colors: Colors): string[] {
  const { rule, workloads, containers } = report.trust
  const kubernetes = `Kubernetes ${report.kubernetes.version}${report.kubernetes.isAssumed ? ' (assumed)' : ''}`
  return [
    colors.bold(rule),
    `  untrusted  ${plural(workloads.untrusted, 'workload')}, ${plural(containers.untrusted, 'container')}`,
    `  platform   ${plural(workloads.platform + workloads.managed, 'workload')}, ${workloads.managed} of them managed by AKS · ${kubernetes}`,
  ]
}

const verdictMarks = { pass: '✓ pass', fail: '✗ fail', unknown: '? unknown' } as const

function guaranteeLines(report: Report, colors: Colors): string[] {
  return report.guarantees.map(({ guarantee, verdict, layers }) => {
    const paint = { pass: colors.green, fail: colors.red, unknown: colors.yellow }[verdict]
    const parts = Object.entries(layers).map(([layer, tally]) => {
      const asked = tally.pass + tally.fail + tally.unknown
      return `${layer} ${tally.pass}/${asked}`
    })
    return `${paint(verdictMarks[verdict].padEnd(10))} ${colors.bold(guarantee.padEnd(12))} ${colors.dim(parts.join(' · '))}`
  })
}

function findingLines(report: Report, options: TerminalOptions, colors: Colors): string[] {
  const open = report.findings.filter(
    (finding) => finding.waived === undefined && finding.trust !== 'managed',
  )
  const framer = new Framer(report.sources)
  const remediations = new Map(report.controls.map((control) => [control.id, control.remediation]))
  const shown = open.slice(0, options.maxFindings)
  const lines = shown.flatMap((finding) => [
    ...findingBlock(finding, framer, colors),
    `  ${colors.dim('do')}  ${remediations.get(finding.control) ?? ''}`,
    '',
  ])
  const hidden = open.length - shown.length
  if (hidden > 0) lines.push(colors.dim(`… and ${plural(hidden, 'more finding')}; --all prints them.`), '')
  return lines
}

function findingBlock(finding: Finding, framer: Framer, colors: Colors): string[] {
  const { file, line, column } = finding.location
  const paint = severityColors(colors)[finding.severity]
  const verdict = finding.verdict === 'unknown' ? ' (unknown)' : ''
  return [
    `${paint(finding.severity.toUpperCase())}${verdict} ${colors.bold(finding.control)} ${finding.name}  ${printable(assetName(finding.asset))}`,
    `  ${printable(finding.message)}`,
    `  ${colors.cyan(`${printable(file)}:${line}:${column}`)}`,
    ...frameLines(finding, framer, colors),
  ]
}

function frameLines(finding: Finding, framer: Framer, colors: Colors): string[] {
  const frame = framer.frame(finding, 1)
  if (frame === undefined) return []
  return frame.lines.map((line, index) => {
    const number = String(frame.firstLine + index).padStart(5)
    return index === frame.focus
      ? `${colors.red('>')}${number} │ ${line}`
      : colors.dim(` ${number} │ ${line}`)
  })
}

function severityColors(colors: Colors): Readonly<Record<Severity, (text: string) => string>> {
  return {
    critical: (text) => colors.bold(colors.red(text)),
    high: colors.red,
    medium: colors.yellow,
    low: colors.blue,
    info: colors.dim,
  }
}

function problemLines(report: Report, colors: Colors): string[] {
  const incomplete = report.problems.filter(isIncomplete)
  if (incomplete.length === 0) return []
  const lines = incomplete
    .slice(0, 20)
    .flatMap(({ code, message, location, remedy }) => [
      `  ${printable(location.file)}:${location.line}:${location.column} ${code}: ${printable(message)}`,
      `    ${colors.dim(remedy)}`,
    ])
  const hidden = incomplete.length - 20
  if (hidden > 0) lines.push(colors.dim(`  … and ${plural(hidden, 'more problem')}.`))
  return [colors.bold('Not analysed'), ...lines, '']
}

function countLine(report: Report, colors: Colors): string {
  const { counts } = report
  const failed = severities.map((severity) => `${counts.failed[severity]} ${severity}`).join(', ')
  return colors.bold(
    `${plural(counts.files, 'file')}, ${plural(counts.objects, 'object')}: ${failed}; ${counts.unknown} unknown, ` +
      `${counts.waived} waived, ${counts.incomplete} not analysed`,
  )
}
