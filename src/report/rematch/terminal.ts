import type { NewVulnerability, RematchedImage, RematchReport } from '../../images/stored/rematch-report.ts'
import { plural } from '../../kernel/text.ts'
import { Framer } from '../frame.ts'
import { clip, printable } from '../printable.ts'
import { problemLines } from '../terminal/gaps.ts'
import { heading, labelled, limited, makePen, type Pen, type TerminalOptions } from '../terminal/style.ts'

/** What is new, the most urgent first, with the images that have it → what was not analysed → one count line. */
export function renderRematch(report: RematchReport, options: Omit<TerminalOptions, 'groupBy'>): string {
  const pen = makePen({ ...options, groupBy: 'asset' }, new Framer({ sources: new Map(), findings: [] }))
  const lines = [
    ...newLines(report, pen),
    ...problemLines(report, pen),
    pen.colors.bold(countSentence(report)),
  ]
  return `${lines.join('\n')}\n`
}

/** One vulnerability of one package, and who has it. */
interface Spread {
  readonly found: NewVulnerability
  readonly images: readonly RematchedImage[]
}

const maxSpreads = 40

function newLines({ images, advisories }: RematchReport, pen: Pen): string[] {
  const spreads = spreadsOf(images)
  if (spreads.length === 0) return []
  const shown = limited(spreads, maxSpreads, pen)
  const rest = spreads.length - shown.length
  return [
    heading('New', pen, `with the advisories of ${advisories.made}, the most urgent first`),
    ...shown.flatMap((spread) => spreadLines(spread, pen)),
    ...(rest > 0 ? [pen.colors.dim(`  … and ${rest} more; --all prints them.`)] : []),
    '',
  ]
}

function spreadsOf(images: readonly RematchedImage[]): Spread[] {
  const pairs = images.flatMap((image) => image.new.map((found) => ({ found, image })))
  const groups = Map.groupBy(pairs, ({ found }) => JSON.stringify(found))
  return [...groups.values()]
    .flatMap((own) =>
      own[0] === undefined ? [] : { found: own[0].found, images: own.map(({ image }) => image) },
    )
    .sort(byUrgency)
}

function byUrgency(a: Spread, b: Spread): number {
  return (
    Number(b.found.exploited !== undefined) - Number(a.found.exploited !== undefined) ||
    b.found.risk - a.found.risk ||
    b.images.length - a.images.length
  )
}

const maxImages = 3

function spreadLines({ found, images }: Spread, pen: Pen): string[] {
  const { severity, vulnerability, package: name, version, fixed } = found
  const rating = (severity ?? 'unrated').padEnd(9)
  const painted = severity === undefined ? pen.colors.dim(rating) : pen.severity[severity](rating)
  const change = fixed === undefined ? `${version}, no fix is known` : `${version} → ${fixed}`
  const where = images.map(({ reference }) => reference)
  const shown = limited(where, maxImages, pen)
  const rest = where.length - shown.length
  return [
    `  ${painted} ${printable(vulnerability)}  ${printable(clip(`${name} ${change}`, 90))}${urgency(found)}`,
    ...labelled(
      '            in  ',
      printable(clip(shown.join(', '), 4000)) + (rest > 0 ? ` and ${rest} more` : ''),
      pen,
    ),
  ]
}

function urgency({ exploited, epss = 0 }: NewVulnerability): string {
  const texts = [
    ...(exploited === undefined ? [] : [`exploited since ${printable(exploited.since)}`]),
    ...(epss < 0.01 ? [] : [`EPSS ${(100 * epss).toFixed(0)} %`]),
  ]
  return texts.length === 0 ? '' : `  ${texts.join('; ')}`
}

/** `3 inventories: 2 new vulnerabilities in 1 image; 5 set aside by VEX; of 1 nothing tells what was known.` */
function countSentence({ images, problems }: RematchReport): string {
  const found = new Set(images.flatMap((image) => image.new.map(({ vulnerability }) => vulnerability)))
  const having = images.filter((image) => image.new.length > 0).length
  const setAside = images.reduce((sum, image) => sum + image.setAside, 0)
  const uncompared = images.filter(({ isCompared }) => !isCompared).length
  const parts = [
    `${plural(found.size, 'new vulnerability', 'new vulnerabilities')} in ${plural(having, 'image')}`,
    ...(setAside === 0 ? [] : [`${setAside} set aside by VEX`]),
    ...(uncompared === 0 ? [] : [`of ${uncompared} nothing tells what was known before`]),
    ...(problems.length === 0 ? [] : [plural(problems.length, 'problem')]),
  ]
  return `${plural(images.length, 'inventory', 'inventories')}: ${parts.join('; ')}.`
}
