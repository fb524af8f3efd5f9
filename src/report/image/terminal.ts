import type { AdvisoriesSummary, ImageReport, ImageSummary } from '../../images/image-report.ts'
import type { LayerOrigin } from '../../images/base.ts'
import { plural } from '../../kernel/text.ts'
import { Framer } from '../frame.ts'
import { clip, printable } from '../printable.ts'
import { problemLines } from '../terminal/gaps.ts'
import { isOpen } from '../../images/vex/is-open.ts'
import { fixLines } from './fixes.ts'
import { vexLines } from './vex.ts'
import { modelLines, weaknessLines } from './weaknesses.ts'
import { heading, limited, makePen, type Pen, type TerminalOptions } from '../terminal/style.ts'

export type ImageTerminalOptions = Omit<TerminalOptions, 'groupBy'>

/** The report for people at a terminal: which image → what to do → what others said → models → weaknesses → layers → what was not analysed → one count line. */
export function renderImage(report: ImageReport, options: ImageTerminalOptions): string {
  const pen = makePen({ ...options, groupBy: 'asset' }, new Framer({ sources: new Map(), findings: [] }))
  const lines = [
    ...headLines(report, pen),
    ...fixLines(report, pen),
    ...vexLines(report, pen),
    ...modelLines(report, pen),
    ...weaknessLines(report, pen),
    ...layerLines(report, pen),
    ...problemLines(report, pen),
    pen.colors.bold(countSentence(report)),
  ]
  return `${lines.join('\n')}\n`
}

function headLines({ image, advisories, layers }: ImageReport, pen: Pen): string[] {
  const { reference, digest, tags, created } = image
  const rows: readonly (readonly [label: string, text: string | undefined])[] = [
    ['digest', digest],
    ['tags', tags.length === 0 ? undefined : tags.join(', ')],
    ['platform', platformText(image)],
    ['created', created],
    ['system', layers.length === 0 ? undefined : systemText(image)],
    ['base', baseText(image)],
    ['approved', answerText(image.approval)],
    ['repeatable', answerText(image.repeatable)],
    ['advisories', advisories === undefined ? undefined : advisoriesText(advisories)],
  ]
  return [
    heading(printable(reference), pen),
    ...rows.flatMap(([label, text]) =>
      text === undefined ? [] : [`  ${pen.colors.dim(label.padEnd(12))}${printable(clip(text, 200))}`],
    ),
    '',
  ]
}

function platformText({ platform, platforms }: ImageSummary): string | undefined {
  if (platforms === undefined) return platform
  return `${platform ?? 'not told'}, one of ${platforms.join(', ')}`
}

function systemText({ os, endOfLife }: ImageSummary): string | undefined {
  if (os === undefined) return 'no release file: the distribution is not known'
  const date = endOfLife?.date === undefined ? '' : ` ${endOfLife.date}`
  if (endOfLife?.isOver === true) {
    const { next } = endOfLife
    const move = next === undefined ? '' : `; ${next.release} gets them until ${next.until}`
    return `${os.name}, which has got no fixes since${date === '' ? ' its end of life' : date}${move}`
  }
  return date === '' ? os.name : `${os.name}, with fixes until${date}`
}

function baseText({ base }: ImageSummary): string | undefined {
  if (base === undefined) return undefined
  const name = base.name === undefined ? '' : `${base.name}, `
  const how =
    base.evidence === 'guessed'
      ? 'guessed from the history; --base IMAGE makes sure'
      : 'the same as in the image named with --base'
  return `${name}the lowest ${plural(base.layers, 'layer')} (${how})`
}

const answers = { pass: 'yes', fail: 'no', unknown: 'not known' } as const

function answerText(answer: ImageSummary['approval' | 'repeatable']): string | undefined {
  return answer === undefined ? undefined : `${answers[answer.verdict]}: ${answer.message}`
}

function advisoriesText({ made, newest, age }: AdvisoriesSummary): string {
  const old = age === undefined ? '' : `, ${plural(age, 'day')} ago`
  return `made ${made}${old}${newest === undefined ? '' : `, newest of ${newest}`}`
}

const maxLayers = 12

function layerLines({ layers }: ImageReport, pen: Pen): string[] {
  if (layers.length === 0) return []
  const shown = limited(layers, maxLayers, pen)
  const rest = layers.length - shown.length
  return [
    heading('Layers', pen, `${layers.length}, from the lowest`),
    ...shown.map(({ index, packages, bytes, origin, createdBy = '' }) => {
      const figures = `${String(packages).padStart(5)} packages ${megabytes(bytes).padStart(9)}`
      return `  ${String(index).padStart(3)} ${origins[origin]}${figures}  ${clip(printable(instruction(createdBy)), Math.max(20, pen.width - 41))}`
    }),
    ...(rest > 0 ? [pen.colors.dim(`  … and ${rest} more; --all prints them.`)] : []),
    '',
  ]
}

const origins: Readonly<Record<LayerOrigin, string>> = { base: 'base ', own: 'own  ', unknown: '     ' }

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

/** What the classic builder writes around an instruction says nothing. */
function instruction(text: string): string {
  return text
    .replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
    .replace(/^\/bin\/sh -c /, 'RUN ')
    .replace(/\s+/g, ' ')
}

function countSentence({ packages, layers, problems, vulnerabilities, advisories }: ImageReport): string {
  const ids = new Set(
    vulnerabilities.filter((each) => !each.isInert && isOpen(each)).map(({ vulnerability }) => vulnerability),
  )
  const found =
    advisories === undefined
      ? 'not matched'
      : `${ids.size} ${ids.size === 1 ? 'vulnerability' : 'vulnerabilities'}`
  const gaps = problems.length === 0 ? '' : `; ${plural(problems.length, 'problem')}`
  return `${plural(packages.length, 'package')} in ${plural(layers.length, 'layer')}: ${found}${gaps}.`
}
