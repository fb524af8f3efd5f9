import type { BreachVerdict } from '../../breach/steps/verdict.ts'
import type { BreachReport, RouteReport, StrandReport } from '../../findings/breach-report.ts'
import type { FactReport } from '../../findings/fact-report.ts'
import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import {
  boundsText,
  depthPhrase,
  failingSentence,
  isOwnerless,
  replicaSentences,
  statedDepthSentence,
  strandMark,
  strandTitles,
  weakestOfEach,
} from '../breach-text.ts'
import { markdownCode, markdownProse, markdownText } from '../markdown-text.ts'
import {
  type Bulkhead,
  groupTitle,
  sectionOf,
  type SideRoute,
  sideTitle,
  type WallGroup,
} from '../picture/section.ts'
import { clip } from '../printable.ts'
import { baselineTexts } from '../standing-text.ts'

const marks: Readonly<Record<BreachVerdict, string>> = {
  broken: '❌ broken',
  thin: '⚠️ thin',
  unproven: '❔ unproven',
  holds: '✅ holds',
}

/** Whether anything became worse: what a pull request is about. */
export function baselineSection(report: Report): string[] {
  const texts = baselineTexts(report)
  if (texts === undefined) return []
  const item = (mark: string, sentence: string): string => `- ${mark} ${markdownText(clip(sentence, 500))}`
  return [
    `### ${texts.title}`,
    '',
    ...texts.worse.map(({ sentence }) => item('❌', sentence)),
    ...texts.better.map((each) => item('✅', each)),
    '',
  ]
}

/** How deep each guarantee stands, and the weakest route of each. */
export function breachSection({ breach }: Report): string[] {
  return breach === undefined ? [] : [...depthTable(breach), ...weakestRoutes(breach), ...openFacts(breach)]
}

function depthTable(breach: BreachReport): string[] {
  const { strands, footholds, stated } = breach
  return [
    '### Guarantees',
    '',
    `Depth: how many independent things have to fail, from the weakest of ${plural(footholds.length, 'container')}.`,
    '',
    '| guarantee | verdict | depth as it is | with one wrong manifest | required |',
    '| --- | --- | --- | --- | --- |',
    ...strands.map(
      (report) =>
        `| **${strandTitles[report.strand]}** | ${markOf(report)} | ${boundsText(report.asIs)} | ${boundsText(report.drift)} | ${report.required} |`,
    ),
    '',
    ...replicaSentences(breach).flatMap((each) => [markdownProse(each), '']),
    ...stated.flatMap((each) => [markdownText(clip(statedDepthSentence(each), 500)), '']),
  ]
}

function markOf(report: StrandReport): string {
  return report.isVacuous ? strandMark(report).word : marks[report.verdict]
}

function weakestRoutes(breach: BreachReport): string[] {
  const { routes } = breach
  const shown = weakestOfEach(breach)
  if (shown.length === 0) return []
  const more = routes.length - shown.length
  return [
    '### Weakest routes',
    '',
    ...shown.flatMap(routeItem),
    ...(more > 0 ? ['', `… and ${plural(more, 'more route')}: the HTML report draws them.`] : []),
    '',
  ]
}

function routeItem(route: RouteReport): string[] {
  const { from, goal, footholds, verdict, depth, required, isDrift } = route
  const others = footholds > 1 ? ` and ${plural(footholds - 1, 'container')} more` : ''
  const when = isDrift ? ' after one wrong manifest' : ''
  const section = sectionOf(route)
  return [
    `- ${marks[verdict]}, ${depthPhrase(depth, required)}: ${markdownCode(clip(from, 200))}${others} → ${markdownText(clip(goal, 200))}${when}. ${markdownText(clip(failingSentence(route), 300))}`,
    ...section.bulkheads.flatMap(stepItem),
    ...section.sides.flatMap(sideItems),
  ]
}

function sideItems(side: SideRoute): string[] {
  return [`  - ${markdownText(clip(sideTitle(side), 400))}:`, ...side.bulkheads.flatMap(stepItem)]
}

function stepItem({ step, groups }: Bulkhead): string[] {
  const { to, how, location } = step
  const place =
    location === undefined ? '' : ` ${markdownCode(`${clip(location.file, 300)}:${location.line}`)}`
  return [
    `  - **${markdownText(clip(to, 200))}**: ${markdownText(clip(how, 300))}${place}`,
    ...groups.map((group) => `    - ${groupText(group)}`),
  ]
}

function groupText(group: WallGroup): string {
  return markdownText(clip(`${groupTitle(group)}: ${group.walls.map(({ text }) => text).join('; ')}`, 400))
}

function openFacts({ facts }: BreachReport): string[] {
  const open = facts.filter(({ source }) => source === undefined)
  return [
    ...factSentence(
      open,
      `Not known, and taken for bad until ${markdownCode('facts:')} in bulkhead.yaml says better`,
    ),
    ...factSentence(facts.filter(isOwnerless), 'Claimed, no owner'),
  ]
}

function factSentence(facts: readonly FactReport[], start: string): string[] {
  const names = facts.map(({ fact }) => markdownCode(fact))
  return names.length === 0 ? [] : [`${start}: ${names.join(', ')}.`, '']
}
