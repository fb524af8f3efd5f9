import { assetName } from '../../findings/asset-names.ts'
import type { Finding } from '../../findings/finding.ts'
import type { ControlSummary } from '../../findings/report.ts'
import { printable } from '../printable.ts'
import { labelled, type Pen } from './style.ts'

/** What is wrong and where, in full. */
export function block(finding: Finding, pen: Pen): string[] {
  return [
    `${mark(finding, pen)} ${pen.colors.bold(finding.control)} ${finding.name}  ${printable(assetName(finding.asset))}`,
    ...labelled('  what  ', printable(finding.message), pen),
    `  ${pen.colors.cyan(place(finding))}`,
    ...frameLines(finding, pen),
  ]
}

/** Why it matters and what to do: said once per control. */
export function explanation(control: ControlSummary | undefined, pen: Pen): string[] {
  if (control === undefined) return []
  return [
    ...labelled('  why   ', printable(control.rationale), pen),
    ...labelled('  do    ', printable(control.remediation), pen),
  ]
}

export function mark(finding: Finding, { severity, colors }: Pen): string {
  const word = severity[finding.severity](finding.severity.toUpperCase())
  const unsure = finding.confidence === 'confirmed' ? '' : colors.dim(` ${finding.confidence}`)
  return finding.verdict === 'unknown' ? `${word} ${colors.yellow('unknown')}${unsure}` : `${word}${unsure}`
}

export function place({ location }: Finding): string {
  return `${printable(location.file)}:${location.line}:${location.column}`
}

export function frameLines(finding: Finding, { framer, colors, width }: Pen): string[] {
  const frame = framer.frame(finding, 1)
  if (frame === undefined) return []
  return frame.lines.map((line, index) => {
    const text = `${String(frame.firstLine + index).padStart(6)} │ ${line}`.slice(0, width - 1)
    return index === frame.focus ? `${colors.red('>')}${text.slice(1)}` : colors.dim(text)
  })
}
