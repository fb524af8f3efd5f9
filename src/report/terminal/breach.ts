import type {
  BarrierReport,
  BreachReport,
  FactReport,
  ReportedBounds,
  RouteReport,
  StepReport,
  StrandReport,
} from '../../findings/breach-report.ts'
import type { DefenceRow } from '../../findings/defence.ts'
import type { Report } from '../../findings/report.ts'
import { barriers } from '../../knowledge/barriers.ts'
import { plural } from '../../kernel/text.ts'
import { boundsText, depthText, strandTitles, verdictMarks } from '../breach-text.ts'
import { printable } from '../printable.ts'
import { heading, labelled, limited, type Pen } from './style.ts'

/** The answer to the question that opens the report: what hostile code reaches, and what has to fail before. */
export function breachLines({ breach }: Report, pen: Pen): string[] {
  if (breach === undefined) return []
  return [
    ...depthLines(breach, pen),
    ...routeLines(breach, pen),
    ...factLines(breach, pen),
    ...defenceLines(breach, pen),
  ]
}

function depthLines({ strands, footholds }: BreachReport, pen: Pen): string[] {
  const aside = `from the weakest of ${plural(footholds.length, 'container')}: how many independent things have to fail`
  return [heading('Guarantees', pen, aside), ...strands.map((strand) => strandLine(strand, pen)), '']
}

function strandLine(strand: StrandReport, pen: Pen): string {
  const { mark, word } = verdictMarks[strand.verdict]
  const verdict = painted(strand.verdict, `${mark} ${word}`.padEnd(11), pen)
  const depth = `depth ${boundsText(strand.asIs)}`.padEnd(14)
  const drift = isSame(strand.asIs, strand.drift)
    ? ''
    : `, ${boundsText(strand.drift)} with one wrong manifest`
  return `  ${strandTitles[strand.strand].padEnd(24)}${verdict}${depth}${pen.colors.dim(`of ${strand.required}${drift}`)}`
}

function isSame(a: ReportedBounds, b: ReportedBounds): boolean {
  return a.lower === b.lower && a.upper === b.upper
}

function painted(verdict: StrandReport['verdict'], text: string, { colors }: Pen): string {
  const paint = { broken: colors.red, thin: colors.yellow, unproven: colors.yellow, holds: colors.green }
  return paint[verdict](text)
}

/** One route of each strand at first: the weakest; the others for those who ask. */
function routeLines({ routes }: BreachReport, pen: Pen): string[] {
  if (routes.length === 0) return []
  const shown = pen.isFull ? routes : weakestOfEach(routes)
  const aside =
    shown.length < routes.length ? `${shown.length} of ${routes.length}; --all prints the rest` : ''
  return [heading('Weakest routes', pen, aside), ...shown.flatMap((route) => [...routeText(route, pen), ''])]
}

function weakestOfEach(routes: readonly RouteReport[]): readonly RouteReport[] {
  const seen = new Set<string>()
  return routes.filter(({ strand }) => !seen.has(strand) && seen.add(strand))
}

function routeText(route: RouteReport, pen: Pen): string[] {
  const { id, goal, from, footholds, verdict, depth, isDrift } = route
  const others = footholds > 1 ? ` (and ${plural(footholds - 1, 'container')} more)` : ''
  const when = isDrift ? ' after one wrong manifest' : ''
  return [
    `  ${pen.colors.bold(id)}  ${painted(verdict, verdictMarks[verdict].word, pen)}  ${printable(from)}${others} reaches ${printable(goal)}${when}`,
    ...labelled('      ', `${failing(route)} Depth ${boundsText(depth)}.`, pen),
    ...route.steps.flatMap((step) => stepText(step, pen)),
  ]
}

/** What has to fail, with the part that nobody set up told apart. */
function failing({ domains, intrinsic, barrierCount }: RouteReport): string {
  if (domains.length === 0) return 'Nothing has to fail.'
  const own = domains.length - intrinsic
  const parts = [
    ...(own > 0 ? [plural(own, 'control')] : []),
    ...(intrinsic > 0 ? [plural(intrinsic, 'unknown flaw')] : []),
  ]
  const names = domains.map((domain) => domain.replace(/:.*/, '')).join(', ')
  return `${domains.length} = ${parts.join(' + ')} (${names}; ${plural(barrierCount, 'barrier')}).`
}

function stepText(step: StepReport, pen: Pen): string[] {
  if (step.technique === undefined && step.barriers.length === 0) return []
  const place = step.location === undefined ? '' : `  ${step.location.file}:${step.location.line}`
  return [
    ...labelled('      → ', `${printable(step.to)}  ${printable(step.how)}`, pen),
    ...(place === '' ? [] : [`        ${pen.colors.cyan(printable(place.trim()))}`]),
    ...step.barriers.map((barrier) => `        ${wall(barrier, pen)}`),
    ...(step.assumes === undefined
      ? []
      : labelled('        ? ', `It is not known ${printable(step.assumes)}.`, pen)),
  ]
}

/** A standing wall is closed, one that nobody knows is dashed. */
function wall({ label, state, isIntrinsic, assumes }: BarrierReport, { colors }: Pen): string {
  const kind = isIntrinsic ? ' (no control)' : ''
  if (state === 'standing') return `${colors.green('┃')} ${printable(label)}${kind}`
  return `${colors.yellow('┆')} ${printable(label)}${kind}${assumes === undefined ? '' : colors.dim(`: not known ${printable(assumes)}`)}`
}

/** What would decide what is unproven. */
function factLines({ facts }: BreachReport, pen: Pen): string[] {
  const open = facts.filter(({ value }) => value === undefined)
  const claimed = facts.filter(({ value }) => value !== undefined)
  if (facts.length === 0) return []
  const shown = limited(open, 6, pen)
  return [
    ...(open.length === 0
      ? []
      : [
          heading('Not known', pen, '`facts:` in bulkhead.yaml states it; until then the worse is assumed'),
          ...shown.flatMap((fact) => factText(fact, pen)),
          ...(shown.length < open.length ? [`  and ${open.length - shown.length} more`] : []),
          '',
        ]),
    ...(claimed.length === 0
      ? []
      : [
          ...labelled(
            'Claimed  ',
            claimed.map(({ fact, value }) => `${fact}: ${value ?? ''}`).join(' · '),
            pen,
          ),
          '',
        ]),
  ]
}

function factText({ fact, question, tell, effects }: FactReport, pen: Pen): string[] {
  const changes = effects
    .map(
      ({ strand, ifGood, ifBad }) => `${strandTitles[strand]} ${depthText(ifGood)}, else ${depthText(ifBad)}`,
    )
    .join('; ')
  return [
    ...labelled(`  ${fact.padEnd(18)}`, `${question}${changes === '' ? '' : `: ${changes}`}`, pen),
    ...labelled(' '.repeat(20), tell, pen).map(pen.colors.dim),
  ]
}

const layerColumn = 14
const tenantColumn = 16

/** What stands of what could, by layer and tenant; what is missing for those who ask. */
function defenceLines({ defence, tenants }: BreachReport, pen: Pen): string[] {
  const shown = limited(tenants, Math.floor((pen.width - layerColumn) / tenantColumn), pen)
  const rows = Map.groupBy(defence, ({ layer }) => layer)
  if (rows.size === 0) return []
  const aside = shown.length < tenants.length ? `${shown.length} of ${tenants.length} tenants` : ''
  return [
    `${heading('Barriers'.padEnd(layerColumn), pen, '')}${shown
      .map((name) =>
        printable(name)
          .slice(0, tenantColumn - 2)
          .padEnd(tenantColumn),
      )
      .join('')}${aside}`.trimEnd(),
    ...[...rows].map(([layer, own]) =>
      `  ${layer.padEnd(layerColumn - 2)}${shown.map((tenant) => defenceCell(own, tenant)).join('')}`.trimEnd(),
    ),
    ...labelled(
      '  ',
      'n of m: so many barriers stand of those that can be had; ?: some are not known.',
      pen,
    ).map(pen.colors.dim),
    ...(pen.isFull ? defence.flatMap((row) => missingLines(row, pen)) : []),
    '',
  ]
}

function defenceCell(rows: readonly DefenceRow[], tenant: string): string {
  const row = rows.find((each) => each.tenant === tenant)
  if (row === undefined) return '·'.padEnd(tenantColumn)
  const all = row.standing.length + row.missing.length + row.unknown.length
  return `${defenceMark(row)} ${row.standing.length} of ${all}`.padEnd(tenantColumn)
}

function defenceMark({ missing, unknown }: DefenceRow): string {
  if (missing.length > 0) return '✗'
  return unknown.length > 0 ? '?' : '✓'
}

function missingLines({ tenant, layer, missing, unattainable }: DefenceRow, pen: Pen): string[] {
  const lacking = missing.map(({ barrier, because }) => `${barriers[barrier].title} (${because.join(', ')})`)
  const closed = unattainable.map(({ barrier, why }) => `${barriers[barrier].title}: ${why}`)
  return [
    ...(lacking.length === 0
      ? []
      : labelled(`  ${printable(tenant)} ${layer} lacks  `, printable(lacking.join('; ')), pen)),
    ...(closed.length === 0
      ? []
      : labelled(`  ${printable(tenant)} ${layer} cannot have  `, printable(closed.join('; ')), pen)),
  ]
}
