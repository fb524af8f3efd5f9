import type { GuaranteeSummary, Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import type { Layer } from '../../knowledge/guarantees.ts'
import { printable } from '../printable.ts'
import { fixesFirst } from '../fixes.ts'
import { assessedLayers, gapSentence, judgedAs, severityCounts } from '../views.ts'
import { heading, labelled, limited, type Pen } from './style.ts'

/** The premise: who is untrusted, and why. */
export function trustLines(report: Report, pen: Pen): string[] {
  const { trust } = report
  const { workloads, containers } = trust
  const hostile = trust.namespaces.filter((each) => each.trust === 'untrusted')
  const names = limited(hostile, 6, pen).map(({ name }) => (name === '' ? '(no namespace)' : printable(name)))
  const more = hostile.length > names.length ? `, and ${hostile.length - names.length} more` : ''
  const where = names.length === 0 ? '' : `, in ${names.join(', ')}${more}`
  const managed = workloads.managed === 0 ? '' : `, and ${workloads.managed} managed by AKS`
  return [
    ...labelled('', trust.rule, pen).map(pen.colors.bold),
    ...labelled(
      '  untrusted  ',
      `${plural(workloads.untrusted, 'workload')}, ${plural(containers.untrusted, 'container')}${where}`,
      pen,
    ),
    ...labelled(
      '  platform   ',
      `${plural(workloads.platform, 'workload')}${managed} · judged as ${judgedAs(report)}`,
      pen,
    ),
    '',
  ]
}

const verdictWords = { pass: '✓ holds', fail: '✗ fails', unknown: '? unknown' } as const
const columnWidth = 15

/** The guarantee × layer grid: mark, word and number, so that it reads without colour. */
export function guaranteeLines(report: Report, pen: Pen): string[] {
  if (report.guarantees.length === 0) return []
  const { asked, silent } = assessedLayers(report)
  const names = report.guarantees.map(({ guarantee }) => pen.colors.bold(guarantee.padEnd(columnWidth)))
  const verdicts = report.guarantees.map(({ verdict }) => paint(verdict, verdictWords[verdict], pen))
  return [
    `${heading('Controls'.padEnd(14), pen)}${names.join('')}`.trimEnd(),
    `${' '.repeat(14)}${verdicts.join('')}`.trimEnd(),
    ...asked.map((layer) =>
      `  ${layer.padEnd(12)}${report.guarantees.map((row) => cell(row, layer, pen)).join('')}`.trimEnd(),
    ),
    ...labelled('  ', 'n/m: of m verdicts so many fail (✗) or are unknown (?); ✓: all pass.', pen).map(
      pen.colors.dim,
    ),
    ...report.guarantees.flatMap((row) => {
      const gap = gapSentence(report, row)
      return gap === '' ? [] : labelled('  ', `${row.guarantee}: ${gap}`, pen)
    }),
    ...(silent.length === 0
      ? []
      : labelled('  ', `Nothing in this input to judge: ${silent.join(', ')}.`, pen).map(pen.colors.dim)),
    '',
  ]
}

function cell({ layers }: GuaranteeSummary, layer: Layer, pen: Pen): string {
  const tally = layers[layer]
  const asked = tally === undefined ? 0 : tally.pass + tally.fail + tally.unknown
  if (tally === undefined || asked === 0) return pen.colors.dim('·'.padEnd(columnWidth))
  if (tally.fail > 0) return paint('fail', `✗ ${tally.fail}/${asked}`, pen)
  if (tally.unknown > 0) return paint('unknown', `? ${tally.unknown}/${asked}`, pen)
  return paint('pass', `✓ ${asked}`, pen)
}

function paint(verdict: GuaranteeSummary['verdict'], text: string, { colors }: Pen): string {
  const painter = { pass: colors.green, fail: colors.red, unknown: colors.yellow }[verdict]
  return painter(text.padEnd(columnWidth))
}

/** The few things to do that remove most. */
export function fixLines(report: Report, pen: Pen): string[] {
  const fixes = fixesFirst(report)
  if (fixes.length === 0) return []
  const shown = fixes.slice(0, 5)
  const total = fixes.reduce((sum, { findings }) => sum + findings.length, 0)
  const covered = shown.reduce((sum, { findings }) => sum + findings.length, 0)
  const aside =
    fixes.length > shown.length
      ? `${shown.length} of ${fixes.length} fixes remove ${covered} of ${plural(total, 'failing finding')}`
      : `removes ${plural(total, 'failing finding')}`
  return [
    heading('Fix first', pen, aside),
    ...shown.flatMap(({ findings, assets, remediation, edit, controls }, index) => [
      `  ${index + 1}. ${severityCounts(findings)} in ${plural(assets, 'asset')}`,
      ...labelled('     ', printable(remediation), pen),
      ...(edit?.lines ?? []).map((line) => `       ${pen.colors.green(line)}`),
      ...labelled('     ', `settles ${controls.map(({ id, name }) => `${id} ${name}`).join(', ')}`, pen).map(
        pen.colors.dim,
      ),
    ]),
    '',
  ]
}
