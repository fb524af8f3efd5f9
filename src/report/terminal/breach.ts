import type { BreachReport, RouteReport, StepReport, StrandReport } from '../../findings/breach-report.ts'
import type { FactReport } from '../../findings/fact-report.ts'
import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import {
  boundsText,
  depthPhrase,
  strandMark,
  strandPhrase,
  depthText,
  failingSentence,
  isOwnerless,
  isSameBounds,
  replicaSentences,
  statedDepthSentence,
  strandTitles,
  verdictMarks,
  weakestOfEach,
} from '../breach-text.ts'
import {
  type Bulkhead,
  groupTitle,
  sectionOf,
  type SideRoute,
  sideTitle,
  type Wall,
  type WallGroup,
} from '../picture/section.ts'
import { printable } from '../printable.ts'
import { defenceLines } from './defence.ts'
import { sectionLines, sideLines } from './section.ts'
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

function depthLines(breach: BreachReport, pen: Pen): string[] {
  const { strands, footholds, stated } = breach
  const aside = `depth: how many independent things must fail, from the weakest of ${plural(footholds.length, 'container')}`
  return [
    pen.colors.bold('Guarantees'),
    ...labelled('  ', aside, pen).map(pen.colors.dim),
    ...strands.map((strand) => strandLine(strand, widestMark(strands), pen)),
    ...replicaSentences(breach).flatMap((each) => labelled('  ', each, pen).map(pen.colors.dim)),
    ...stated.flatMap((each) => labelled('  ', printable(statedDepthSentence(each)), pen)),
    '',
  ]
}

function widestMark(strands: readonly StrandReport[]): number {
  return Math.max(...strands.map((strand) => markOf(strand).length), 11)
}

function markOf(report: StrandReport): string {
  const { mark, word } = strandMark(report)
  return `${mark} ${word}`
}

function strandLine(report: StrandReport, width: number, pen: Pen): string {
  const { strand, verdict, isVacuous, asIs, drift } = report
  const text = markOf(report).padEnd(width)
  const shown = isVacuous ? pen.colors.dim(text) : painted(verdict, text, pen)
  const later = isSameBounds(asIs, drift) ? '' : `, ${boundsText(drift)} with one wrong manifest`
  return `  ${strandTitles[strand].padEnd(22)}${shown} ${strandPhrase(report)}${later}`
}

function painted(verdict: StrandReport['verdict'], text: string, { colors }: Pen): string {
  const paint = { broken: colors.red, thin: colors.yellow, unproven: colors.yellow, holds: colors.green }
  return paint[verdict](text)
}

/** One route of each strand at first: the weakest; the others for those who ask. */
function routeLines(breach: BreachReport, pen: Pen): string[] {
  const { routes } = breach
  if (routes.length === 0) return []
  const shown = pen.isFull ? routes : weakestOfEach(breach)
  const aside =
    shown.length < routes.length ? `${shown.length} of ${routes.length}; --all prints the rest` : ''
  return [
    heading('Weakest routes', pen, aside),
    ...labelled('  ', key, pen).map(pen.colors.dim),
    '',
    ...shown.flatMap((route) => [...routeText(route, pen), '']),
  ]
}

const key =
  '≈ reached with nothing failing, · perhaps; ┃ a control stands, ║ no control but no known flaw, ┋ or ┊ not known whether it holds, ┬ ┴ missing, ╳ taken down by the side route of its letter; a number is one thing that has to fail.'

function routeText(route: RouteReport, pen: Pen): string[] {
  const { id, goal, from, footholds, verdict, depth, required, isDrift, undermined } = route
  const { mark, word } = verdictMarks[verdict]
  const others = footholds > 1 ? ` (and ${plural(footholds - 1, 'container')} more)` : ''
  const when = isDrift ? ' after one wrong manifest' : ''
  const section = sectionOf(route)
  return [
    `  ${pen.colors.bold(id.padEnd(4))}${painted(verdict, `${mark} ${word}`, pen)}, ${depthPhrase(depth, required)}`,
    ...labelled('      ', `${printable(from)}${others} reaches ${printable(goal)}${when}.`, pen),
    ...labelled('      ', printable(failingSentence(route)), pen),
    ...sectionLines(section, pen.width - 6).map((line) => `      ${line}`),
    ...section.bulkheads.flatMap((bulkhead) => bulkheadText(bulkhead, pen)),
    ...section.sides.flatMap((side) => sideText(side, pen)),
    ...undermined
      .filter(({ steps }) => steps.length === 0)
      .flatMap(({ label, by }) =>
        labelled('      ', printable(`${label} no longer counts: whoever holds ${by} takes it away.`), pen),
      ),
  ]
}

function sideText(side: SideRoute, pen: Pen): string[] {
  return [
    ...labelled('      ', printable(`${sideTitle(side)}:`), pen),
    ...sideLines(side, pen.width - 6).map((line) => `      ${line}`),
    ...side.bulkheads.flatMap((bulkhead) => bulkheadText(bulkhead, pen)),
  ]
}

function bulkheadText({ number, step, groups }: Bulkhead, pen: Pen): string[] {
  return [
    ...labelled(`   ${`${number}`.padStart(2)} `, `${printable(step.to)}: ${printable(step.how)}`, pen),
    ...placeLine(step, pen),
    ...groups.flatMap((group) => groupText(group, pen)),
  ]
}

function placeLine({ location }: StepReport, { colors }: Pen): string[] {
  return location === undefined
    ? []
    : [`      ${colors.cyan(printable(`${location.file}:${location.line}`))}`]
}

/** What could stand there in one line, what does stand in one each. */
function groupText(group: WallGroup, pen: Pen): string[] {
  const { walls } = group
  const [first] = walls
  if (first === undefined || first.state === 'doorway') return []
  const title = printable(groupTitle(group))
  if (first.state === 'missing')
    return labelled('      ', `${title}: ${walls.map(({ text }) => text).join(', ')}`, pen)
  return [
    ...labelled('      ', `${title}:`, pen),
    ...walls.flatMap((wall) => labelled(`        ${signOf(wall)} `, printable(wall.text), pen)),
  ]
}

function signOf({ state, isIntrinsic }: Wall): string {
  if (state === 'unknown') return isIntrinsic ? '┊' : '┋'
  if (state === 'broken') return '╳'
  return isIntrinsic ? '║' : '┃'
}

/** What would decide what is unproven, what is taken on trust, and what the input itself tells. */
function factLines({ facts }: BreachReport, pen: Pen): string[] {
  const from = (source: FactReport['source']): readonly FactReport[] =>
    facts.filter((fact) => fact.source === source)
  return [
    ...openFacts(from(undefined), pen),
    ...toldFacts(
      from('claimed'),
      ['Claimed', 'by the owner in bulkhead.yaml; taken as true, not measured'],
      pen,
    ),
    ...toldFacts(from('read'), ['Known', 'from what was read'], pen),
  ]
}

function openFacts(open: readonly FactReport[], pen: Pen): string[] {
  if (open.length === 0) return []
  const shown = limited(open, 6, pen)
  return [
    heading('Not known', pen, 'the worse is assumed until `facts:` in bulkhead.yaml says better'),
    ...shown.flatMap((fact) => factText(fact, pen)),
    ...(shown.length < open.length
      ? [`  … and ${plural(open.length - shown.length, 'more fact')}; --all prints them`]
      : []),
    '',
  ]
}

function factText({ fact, question, tell, effects }: FactReport, pen: Pen): string[] {
  const changes = effects
    .map(
      ({ strand, ifGood, ifBad }) =>
        `${strandTitles[strand]} is ${depthText(ifGood)} if the answer is good, ${depthText(ifBad)} if it is bad`,
    )
    .join('; ')
  return [
    ...labelled(`  ${fact.padEnd(17)} `, `${question}${changes === '' ? '' : `: ${changes}`}`, pen),
    ...labelled(' '.repeat(20), tell, pen).map(pen.colors.dim),
  ]
}

function toldFacts(
  told: readonly FactReport[],
  [title, aside]: readonly [title: string, aside: string],
  pen: Pen,
): string[] {
  if (told.length === 0) return []
  const texts = told.map((each) => printable(`${each.fact}: ${each.value ?? ''}${asideOf(each)}`))
  return [heading(title, pen, aside), ...labelled('  ', texts.join(' · '), pen), '']
}

function asideOf(fact: FactReport): string {
  const { denied } = fact
  if (denied !== undefined) return ` (denied by the input: ${denied} counts)`
  return isOwnerless(fact) ? ' (no owner)' : ''
}
