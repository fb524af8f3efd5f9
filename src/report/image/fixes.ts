import type { Fix } from '../../images/fixes.ts'
import type { ImageReport } from '../../images/image-report.ts'
import type { LayerOrigin } from '../../images/base.ts'
import { plural } from '../../kernel/text.ts'
import { countsOf } from './fix-text.ts'
import { clip, printable } from '../printable.ts'
import { heading, labelled, limited, type Pen } from '../terminal/style.ts'

/** What to do, most worth first; what runs nowhere is one line. */
export function fixLines(report: ImageReport, pen: Pen): string[] {
  if (report.advisories === undefined) return []
  const open = report.fixes.filter(({ isInert, kind }) => !isInert && kind !== 'none')
  return [
    ...rebuildLines(open, report, pen),
    ...upgradeLines(open, pen),
    ...unfixedLines(report.fixes, pen),
    ...inertLines(report.fixes, pen),
  ]
}

const whose: Readonly<Record<LayerOrigin, string>> = {
  base: 'in the base image',
  own: 'in own layers',
  unknown: '',
}

/** A distribution's fixes come all at once. */
function rebuildLines(fixes: readonly Fix[], { image }: ImageReport, pen: Pen): string[] {
  const rebuild = fixes.filter(({ kind }) => kind === 'rebuild')
  if (rebuild.length === 0) return []
  const aside = `removes ${countsOf(rebuild)} in ${plural(rebuild.length, 'source package')}`
  const how = image.base?.name === undefined ? 'the current base image' : `the current ${image.base.name}`
  return [
    heading('Rebuild', pen, aside),
    ...labelled(
      '  do  ',
      printable(`Build it anew, without cache, on ${how} of ${image.os?.name ?? 'its distribution'}.`),
      pen,
    ),
    ...listed(rebuild, pen),
    '',
  ]
}

function upgradeLines(fixes: readonly Fix[], pen: Pen): string[] {
  const upgrades = fixes.filter(({ kind }) => kind === 'upgrade')
  if (upgrades.length === 0) return []
  return [heading('Upgrade', pen, `removes ${countsOf(upgrades)}`), ...listed(upgrades, pen), '']
}

function unfixedLines(fixes: readonly Fix[], pen: Pen): string[] {
  const unfixed = fixes.filter(({ kind, isInert }) => kind === 'none' && !isInert)
  if (unfixed.length === 0) return []
  return [heading('No fix is known', pen, countsOf(unfixed)), ...listed(unfixed, pen), '']
}

const maxListed = 15

function listed(fixes: readonly Fix[], pen: Pen): string[] {
  const shown = limited(fixes, maxListed, pen)
  const rest = fixes.length - shown.length
  return [
    ...shown.flatMap((fix) => fixLine(fix, pen)),
    ...(rest > 0 ? [pen.colors.dim(`  … and ${rest} more; --all prints them.`)] : []),
  ]
}

function fixLine(fix: Fix, pen: Pen): string[] {
  const { name, from, to, severity, vulnerabilities, origin, within } = fix
  const rating = (severity ?? 'unrated').padEnd(9)
  const painted = severity === undefined ? pen.colors.dim(rating) : pen.severity[severity](rating)
  const count = String(vulnerabilities.length).padStart(4)
  const change = to === undefined ? from : `${from} → ${to}`
  const asides = [within === undefined ? '' : `brought by ${within}`, whose[origin], ...urgency(fix)]
  const aside = asides.filter((text) => text !== '').join('; ')
  return [
    `  ${painted}${count}  ${printable(name)} ${pen.colors.dim(clip(printable(change), 90))}${aside === '' ? '' : `  ${printable(aside)}`}`,
    ...(pen.isFull ? labelled('               ', vulnerabilities.join(' '), pen) : []),
  ]
}

/** Below that it says nothing that the order does not. */
const leastShown = 0.01

function urgency({ exploited, epss = 0 }: Fix): string[] {
  return [
    ...(exploited.length === 0 ? [] : [`exploited: ${exploited.join(', ')}`]),
    ...(epss < leastShown ? [] : [`EPSS ${(100 * epss).toFixed(0)} %`]),
  ]
}

/** Headers of a kernel, and what lies there to be installed. */
function inertLines(fixes: readonly Fix[], pen: Pen): string[] {
  const inert = fixes.filter(({ isInert }) => isInert)
  if (inert.length === 0) return []
  const names = [...new Set(inert.flatMap(({ packages }) => packages))].join(', ')
  const text = `${countsOf(inert)} in ${names}: nothing of these runs in a container, since the kernel is that of its node, and wheels wait to be installed. JSON lists them; they count for nothing.`
  return [heading('Set aside', pen), ...labelled('  ', printable(clip(text, 400)), pen), '']
}
