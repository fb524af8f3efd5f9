import type { Finding } from '../../findings/finding.ts'
import { assetName } from '../../findings/asset-names.ts'
import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { fixesFirst } from '../fixes.ts'
import { printable } from '../printable.ts'
import {
  controlsById,
  groupBy,
  type Grouping,
  openFindings,
  severityCounts,
  unlistedSentences,
  waivedFindings,
} from '../views.ts'
import { block, explanation, mark, place } from './finding.ts'
import { heading, labelled, limited, type Pen } from './style.ts'
import { byAsset } from './workloads.ts'

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

function byFix(report: Report, pen: Pen): string[] {
  const undecided = openFindings(report).filter((each) => each.verdict === 'unknown')
  return [
    ...fixesFirst(report).flatMap(({ remediation, edit, findings, assets }) => [
      ...labelled('', printable(remediation), pen).map(pen.colors.bold),
      ...(edit?.lines ?? []).map((line) => `    ${line}`),
      pen.colors.dim(
        `  ${severityCounts(findings)} in ${plural(assets, 'asset')}${edit?.isSafe === true ? ' · a safe edit' : ''}`,
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
