import type { FlawChange, ImageDiff, ModelChange } from '../../images/diff/diff.ts'
import type { LayerChange } from '../../images/diff/layers.ts'
import type { WeaknessChange } from '../../images/diff/weaknesses.ts'
import { Framer } from '../frame.ts'
import { clip, printable } from '../printable.ts'
import { problemLines } from '../terminal/gaps.ts'
import { heading, limited, makePen, type Pen, type TerminalOptions } from '../terminal/style.ts'
import { configText, diffSentence, endTexts, flawText, megabytes, packageSigns, packageText } from './text.ts'

/** What differs, for people at a terminal: what is worse first → what is better → what is other → one count line. */
export function renderImageDiff(diff: ImageDiff, options: Omit<TerminalOptions, 'groupBy'>): string {
  const pen = makePen({ ...options, groupBy: 'asset' }, new Framer({ sources: new Map(), findings: [] }))
  const lines = [
    heading(printable(`${diff.before.reference} → ${diff.after.reference}`), pen),
    '',
    ...sectionsOf(diff, pen).flatMap(([title, listed]) => section(title, listed, pen)),
    ...problemLines(diff, pen),
    pen.colors.bold(diffSentence(diff)),
  ]
  return `${lines.join('\n')}\n`
}

type Section = readonly [title: string, lines: readonly string[]]

function sectionsOf(diff: ImageDiff, pen: Pen): readonly Section[] {
  const { vulnerabilities, weaknesses, models, config, layers } = diff
  const flaws = (list: readonly FlawChange[]): string[] => list.map((flaw) => flawLine(flaw, pen))
  const weak = (list: readonly WeaknessChange[]): string[] => list.map((each) => weaknessLine(each, pen))
  return [
    ['New flaws', flaws(vulnerabilities.new)],
    ['New models that are not clean', models.new.map(modelText)],
    ['New weaknesses', weak(weaknesses.new)],
    ['No fixes any more', endTexts(diff).map(safe)],
    ['Fixed flaws', flaws(vulnerabilities.gone)],
    ['Models that are gone', models.gone.map(modelText)],
    ['Weaknesses that are gone', weak(weaknesses.gone)],
    ['Configuration', config.map((each) => safe(configText(each)))],
    ['Packages', packageLines(diff)],
    ['Layers', layers.map((layer) => layerLine(layer, pen))],
  ]
}

const maxListed = 20

function section(title: string, lines: readonly string[], pen: Pen): string[] {
  if (lines.length === 0) return []
  const rest = lines.length - maxListed
  return [
    heading(title, pen, String(lines.length)),
    ...limited(lines, maxListed, pen).map((line) => `  ${line}`),
    ...(rest > 0 && !pen.isFull ? [pen.colors.dim(`  … and ${rest} more; --all prints them.`)] : []),
    '',
  ]
}

function safe(text: string): string {
  return printable(clip(text, 400))
}

function modelText({ path, verdict }: ModelChange): string {
  return safe(`${verdict} ${path}`)
}

function flawLine(flaw: FlawChange, pen: Pen): string {
  const rating = (flaw.severity ?? 'unrated').padEnd(9)
  const painted = flaw.severity === undefined ? pen.colors.dim(rating) : pen.severity[flaw.severity](rating)
  return `${painted} ${safe(flawText(flaw))}`
}

function weaknessLine({ severity, message, places }: WeaknessChange, pen: Pen): string {
  const where = places.length === 0 ? '' : ` (${places.slice(0, 3).join(', ')})`
  return `${pen.severity[severity](severity.padEnd(9))} ${safe(message + where)}`
}

function packageLines({ packages }: ImageDiff): readonly string[] {
  return packageSigns.flatMap(([sign, isOne]) =>
    packages.filter(isOne).map((change) => safe(`${sign} ${packageText(change)}`)),
  )
}

const signs: Readonly<Record<LayerChange['change'], string>> = { kept: ' ', gone: '−', new: '+' }

function layerLine({ change, bytes, createdBy = '' }: LayerChange, pen: Pen): string {
  const by = clip(printable(createdBy), Math.max(20, pen.width - 18))
  return `${signs[change]} ${megabytes(bytes).padStart(11)}  ${by}`
}
