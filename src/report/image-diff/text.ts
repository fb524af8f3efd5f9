import type { ConfigChange } from '../../images/diff/config.ts'
import { type FlawChange, hasEnded, type ImageDiff } from '../../images/diff/diff.ts'
import type { LayerChange } from '../../images/diff/layers.ts'
import type { PackageChange } from '../../images/diff/packages.ts'
import { plural } from '../../kernel/text.ts'
import { endText } from '../../images/advisories/end-of-life.ts'

/** `12 flaws fixed, 1 new, 30 kept; 4 packages differ; 5.0 MiB → 6.1 MiB.` */
export function diffSentence({ vulnerabilities, packages, layers }: ImageDiff): string {
  if (layers.length === 0) return 'Nothing was compared.'
  const { gone, new: found, kept } = vulnerabilities
  const flaws = `${plural(gone.length, 'flaw')} fixed, ${found.length} new, ${kept} kept`
  return `${flaws}; ${plural(packages.length, 'package')} ${packages.length === 1 ? 'differs' : 'differ'}; ${sizeText(layers)}.`
}

/** Nothing unless its distribution has ended, and the other's has not. */
export function endTexts(diff: ImageDiff): readonly string[] {
  const { os, endOfLife = {} } = diff.after
  return hasEnded(diff) ? [endText(os?.name, endOfLife)] : []
}

/** `5.0 MiB → 6.1 MiB`, unpacked. */
function sizeText(layers: readonly LayerChange[]): string {
  const of = (left: LayerChange['change']): string =>
    megabytes(layers.reduce((sum, { change, bytes }) => (change === left ? sum : sum + bytes), 0))
  return `${of('new')} → ${of('gone')}`
}

export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

/** `curl 8.1 has CVE-2026-0002, which is exploited (fixed in 9)`. */
export function flawText({ vulnerability, package: name, version, fixed, isExploited }: FlawChange): string {
  const known = isExploited ? ', which is exploited' : ''
  return `${name} ${version} has ${vulnerability}${known}${fixed === undefined ? '' : ` (fixed in ${fixed})`}`
}

/** `bash 5.2 → 5.3`; of one that is there in one image alone its versions. */
export function packageText({ name, before, after, isDowngrade }: PackageChange): string {
  const versions = [before, after].filter((each) => each.length > 0).map((each) => each.join(', '))
  return `${name} ${versions.join(' → ')}${isDowngrade ? ' (a lower version)' : ''}`
}

/** Compared name by name; of the others the order matters. */
const sets: ReadonlySet<ConfigChange['field']> = new Set(['ports', 'variables'])

/** Of ports and variables what came and went; of what is started all of it. */
export function configText({ field, before, after }: ConfigChange): string {
  if (!sets.has(field)) return `${field}: ${before.join(' ') || 'nothing'} → ${after.join(' ') || 'nothing'}`
  const gone = before.filter((each) => !after.includes(each)).map((each) => `−${each}`)
  const added = after.filter((each) => !before.includes(each)).map((each) => `+${each}`)
  return `${field}: ${[...gone, ...added].join(' ')}`
}

/** What is in one image alone before what differs in both. */
export const packageSigns: readonly (readonly [sign: string, isOne: (change: PackageChange) => boolean])[] = [
  ['+', ({ before }) => before.length === 0],
  ['−', ({ after }) => after.length === 0],
  ['~', ({ before, after }) => before.length > 0 && after.length > 0],
]
