import type { Finding } from '../../findings/finding.ts'
import { assetName } from '../../findings/asset-names.ts'
import type { ControlSummary, Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { printable } from '../printable.ts'
import {
  controlsById,
  fixesFirst,
  groupBy,
  type Grouping,
  openFindings,
  severityCounts,
  unlistedSentences,
  waivedFindings,
  workloadName,
} from '../views.ts'
import { heading, labelled, limited, type Pen } from './style.ts'

const maxInFull = 20
const maxOfOneControl = 3
const maxPerGroup = 8

type Section = (report: Report, pen: Pen) => string[]

/** Findings, grouped as the reader asks. */
export function findingLines(report: Report, grouping: Grouping, pen: Pen): string[] {
  const open = openFindings(report)
  if (open.length === 0) return ['No open findings.', '']
  return sections[grouping](report, pen)
}

const sections: Readonly<Record<Grouping, Section>> = {
  finding: byFinding,
  control: byControl,
  asset: byAsset,
  fix: byFix,
}

function byFinding(report: Report, pen: Pen): string[] {
  const open = openFindings(report)
  const shown = pen.isFull ? open : varied(open)
  const controls = controlsById(report)
  const explained = new Set<string>()
  const lines = shown.flatMap((finding) => {
    const control = explained.has(finding.control) ? undefined : controls.get(finding.control)
    explained.add(finding.control)
    return [...block(finding, pen), ...explanation(control, pen), '']
  })
  return [
    heading(
      'Findings',
      pen,
      `${severityCounts(open)}${shown.length < open.length ? `; up to ${maxOfOneControl} of each control` : ''}`,
    ),
    '',
    ...lines,
    ...rest(open.length - shown.length, pen),
  ]
}

/** The gravest, but few of one control: forty findings of one kind must not hide the second kind. */
function varied(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>()
  const chosen = findings.filter(({ control }) => {
    const count = (counts.get(control) ?? 0) + 1
    counts.set(control, count)
    return count <= maxOfOneControl
  })
  return chosen.slice(0, maxInFull)
}

function rest(hidden: number, { colors }: Pen): string[] {
  if (hidden <= 0) return []
  return [
    colors.dim(
      `… and ${plural(hidden, 'more finding')}: --all prints each, --group-by control, asset or fix sums up.`,
    ),
    '',
  ]
}

/** What is wrong and where, in full. */
function block(finding: Finding, pen: Pen): string[] {
  return [
    `${mark(finding, pen)} ${pen.colors.bold(finding.control)} ${finding.name}  ${printable(assetName(finding.asset))}`,
    ...labelled('  what  ', printable(finding.message), pen),
    `  ${pen.colors.cyan(place(finding))}`,
    ...frameLines(finding, pen),
  ]
}

/** Why it matters and what to do: said once per control. */
function explanation(control: ControlSummary | undefined, pen: Pen): string[] {
  if (control === undefined) return []
  return [
    ...labelled('  why   ', printable(control.rationale), pen),
    ...labelled('  do    ', printable(control.remediation), pen),
  ]
}

function mark(finding: Finding, { severity, colors }: Pen): string {
  const word = severity[finding.severity](finding.severity.toUpperCase())
  const unsure = finding.confidence === 'confirmed' ? '' : colors.dim(` ${finding.confidence}`)
  return finding.verdict === 'unknown' ? `${word} ${colors.yellow('unknown')}${unsure}` : `${word}${unsure}`
}

function place({ location }: Finding): string {
  return `${printable(location.file)}:${location.line}:${location.column}`
}

function frameLines(finding: Finding, { framer, colors, width }: Pen): string[] {
  const frame = framer.frame(finding, 1)
  if (frame === undefined) return []
  return frame.lines.map((line, index) => {
    const text = `${String(frame.firstLine + index).padStart(6)} │ ${line}`.slice(0, width - 1)
    return index === frame.focus ? `${colors.red('>')}${text.slice(1)}` : colors.dim(text)
  })
}

function byControl(report: Report, pen: Pen): string[] {
  const controls = controlsById(report)
  const groups = [...groupBy(openFindings(report), (each) => each.control)]
  return groups.flatMap(([id, findings]) => {
    const control = controls.get(id)
    return [
      heading(
        `${id} ${findings[0]?.name ?? ''}`,
        pen,
        `${control?.title ?? ''} · ${severityCounts(findings)}`,
      ),
      ...explanation(control, pen),
      ...oneLiners(findings, (each) => printable(assetName(each.asset)), pen),
      '',
    ]
  })
}

function byAsset(report: Report, pen: Pen): string[] {
  const groups = [...groupBy(openFindings(report), (each) => workloadName(each.asset))]
  const shown = limited(groups, maxInFull, pen)
  const hidden = groups.length - shown.length
  return [
    ...shown.flatMap(([name, findings]) => [
      heading(printable(name), pen, `${findings[0]?.trust ?? ''} · ${severityCounts(findings)}`),
      ...oneLiners(findings, (each) => `${each.control} ${each.name}`, pen),
      '',
    ]),
    ...(hidden > 0 ? [pen.colors.dim(`… and ${plural(hidden, 'more asset')}; --all prints them.`), ''] : []),
  ]
}

function byFix(report: Report, pen: Pen): string[] {
  const undecided = openFindings(report).filter((each) => each.verdict === 'unknown')
  return [
    ...fixesFirst(report).flatMap(({ remediation, findings, assets, isSafeEdit }) => [
      ...labelled('', printable(remediation), pen).map(pen.colors.bold),
      pen.colors.dim(
        `  ${severityCounts(findings)} in ${plural(assets, 'asset')}${isSafeEdit ? ' · a safe edit' : ''}`,
      ),
      ...oneLiners(findings, (each) => `${each.control} ${printable(assetName(each.asset))}`, pen),
      '',
    ]),
    ...(undecided.length === 0
      ? []
      : [heading('Unknown', pen), ...oneLiners(undecided, (each) => printable(each.message), pen), '']),
  ]
}

function oneLiners(findings: readonly Finding[], describe: (finding: Finding) => string, pen: Pen): string[] {
  const shown = limited(findings, maxPerGroup, pen)
  const hidden = findings.length - shown.length
  return [
    ...shown.map((each) => `  ${mark(each, pen)}  ${describe(each)}  ${pen.colors.cyan(place(each))}`),
    ...(hidden > 0 ? [pen.colors.dim(`  … and ${hidden} more; --all prints them.`)] : []),
  ]
}

/** Risks that somebody accepted, and pods that the provider repairs: never silent, never in the way. */
export function asideLines(report: Report, pen: Pen): string[] {
  const waived = waivedFindings(report)
  const shown = limited(waived, maxPerGroup, pen)
  const lines = [
    ...(waived.length > 0 ? [heading('Waived', pen, plural(waived.length, 'finding'))] : []),
    ...shown.flatMap((each) => [
      `  ${each.severity} ${each.control} ${each.name}  ${printable(assetName(each.asset))}`,
      ...labelled('    ', waiverText(each), pen).map(pen.colors.dim),
    ]),
    ...(waived.length > shown.length
      ? [pen.colors.dim(`  … and ${waived.length - shown.length} more; --all prints them.`)]
      : []),
    ...unlistedSentences(report).flatMap((sentence) => labelled('', sentence, pen)),
  ]
  return lines.length === 0 ? [] : [...lines, '']
}

function waiverText({ waived }: Finding): string {
  if (waived === undefined) return ''
  const owner = waived.owner === undefined ? '' : `, by ${waived.owner}`
  const until = waived.until === undefined ? '' : `, until ${waived.until}`
  return printable(`${waived.reason} (${waived.source}${owner}${until})`)
}
