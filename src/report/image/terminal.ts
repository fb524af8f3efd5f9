import type { ImageReport } from '../../images/image-report.ts'
import { plural } from '../../kernel/text.ts'
import { Framer } from '../frame.ts'
import { clip, printable } from '../printable.ts'
import { problemLines } from '../terminal/gaps.ts'
import { heading, limited, makePen, type Pen, type TerminalOptions } from '../terminal/style.ts'

export type ImageTerminalOptions = Omit<TerminalOptions, 'groupBy'>

/** The report for people at a terminal: which image → its layers → what was not analysed → one count line. */
export function renderImage(report: ImageReport, options: ImageTerminalOptions): string {
  const pen = makePen({ ...options, groupBy: 'asset' }, new Framer({ sources: new Map(), findings: [] }))
  const lines = [
    ...headLines(report, pen),
    ...layerLines(report, pen),
    ...problemLines(report, pen),
    pen.colors.bold(countSentence(report)),
  ]
  return `${lines.join('\n')}\n`
}

function headLines({ image }: ImageReport, pen: Pen): string[] {
  const { reference, digest, tags, platform, created, os } = image
  const rows: readonly (readonly [label: string, text: string | undefined])[] = [
    ['digest', digest],
    ['tags', tags.length === 0 ? undefined : tags.join(', ')],
    ['platform', platform],
    ['created', created],
    ['system', os === undefined ? 'no release file: the distribution is not known' : os.name],
  ]
  return [
    heading(printable(reference), pen),
    ...rows.flatMap(([label, text]) =>
      text === undefined ? [] : [`  ${pen.colors.dim(label.padEnd(10))}${printable(clip(text, 200))}`],
    ),
    '',
  ]
}

const maxLayers = 12

function layerLines({ layers }: ImageReport, pen: Pen): string[] {
  if (layers.length === 0) return []
  const shown = limited(layers, maxLayers, pen)
  const rest = layers.length - shown.length
  return [
    heading('Layers', pen, `${layers.length}, from the lowest`),
    ...shown.map(({ index, packages, bytes, createdBy = '' }) => {
      const figures = `${String(packages).padStart(5)} packages ${megabytes(bytes).padStart(9)}`
      return `  ${String(index).padStart(3)} ${figures}  ${clip(printable(instruction(createdBy)), Math.max(20, pen.width - 36))}`
    }),
    ...(rest > 0 ? [pen.colors.dim(`  … and ${rest} more; --all prints them.`)] : []),
    '',
  ]
}

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

function countSentence({ packages, layers, problems }: ImageReport): string {
  const gaps = problems.length === 0 ? '' : `; ${plural(problems.length, 'problem')}`
  return `${plural(packages.length, 'package')} in ${plural(layers.length, 'layer')}${gaps}.`
}
