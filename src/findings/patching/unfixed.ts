import type { Match } from '../../images/advisories/match.ts'
import type { LayerOrigin } from '../../images/base.ts'
import type { ImageReport } from '../../images/image-report.ts'
import { isOpen } from '../../images/vex/is-open.ts'
import { compareText } from '../../kernel/text.ts'
import { liesBelow } from './bases.ts'

/** A package with flaws that no version takes away, and that cannot wait until one does. */
export interface UnfixedPackage {
  readonly name: string
  readonly version: string
  readonly vulnerabilities: readonly string[]
  readonly exploited: readonly string[]
  /** Whether it came with what the image is built on. */
  readonly origin: LayerOrigin
  /** The image of the platform that it came with. */
  readonly from?: string
}

/** What is exploited or critical, and has no fix. */
export function isUnfixed(match: Match): boolean {
  const isGrave = match.exploited !== undefined || match.severity === 'critical'
  return isGrave && match.fixed === undefined && !match.isInert && isOpen(match)
}

/** What is exploited comes first; `below` is the image of the platform that this one is built on. */
export function unfixedIn(report: ImageReport, below: ImageReport | undefined): readonly UnfixedPackage[] {
  const groups = Map.groupBy(
    report.vulnerabilities.filter(isUnfixed),
    ({ package: { name, version, layer } }) => [name, version, layer].join('\0'),
  )
  return [...groups.values()]
    .map((flaws) => unfixedPackage(flaws, report, below))
    .filter((each) => each !== undefined)
    .sort((a, b) => b.exploited.length - a.exploited.length || compareText(a.name, b.name))
}

function unfixedPackage(
  flaws: readonly Match[],
  report: ImageReport,
  below: ImageReport | undefined,
): UnfixedPackage | undefined {
  const [first] = flaws
  if (first === undefined) return undefined
  const { name, version, layer } = first.package
  const isInherited = below !== undefined && liesBelow(below, report) && layer < below.layers.length
  return {
    name,
    version,
    vulnerabilities: namesOf(flaws),
    exploited: namesOf(flaws.filter(isExploited)),
    ...(isInherited
      ? { origin: 'base', from: below.image.reference }
      : { origin: report.layers.find(({ index }) => index === layer)?.origin ?? 'unknown' }),
  }
}

function isExploited({ exploited }: Match): boolean {
  return exploited !== undefined
}

/** Each once. */
export function namesOf(flaws: readonly Match[]): readonly string[] {
  return [...new Set(flaws.map(({ vulnerability }) => vulnerability))].sort(compareText)
}
