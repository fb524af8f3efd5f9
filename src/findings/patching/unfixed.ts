import type { Match } from '../../images/advisories/match.ts'
import type { LayerOrigin } from '../../images/base.ts'
import type { ImageReport } from '../../images/image-report.ts'
import { isOpen } from '../../images/vex/is-open.ts'
import { compareText } from '../../kernel/text.ts'

/** A package with flaws that no version takes away, and that cannot wait until one does. */
export interface UnfixedPackage {
  readonly name: string
  readonly version: string
  readonly vulnerabilities: readonly string[]
  readonly exploited: readonly string[]
  /** Whether it came with what the image is built on. */
  readonly origin: LayerOrigin
}

/** What is exploited or critical, and has no fix. */
export function isUnfixed(match: Match): boolean {
  const isGrave = match.exploited !== undefined || match.severity === 'critical'
  return isGrave && match.fixed === undefined && !match.isInert && isOpen(match)
}

/** What is exploited comes first. */
export function unfixedIn({ vulnerabilities, layers }: ImageReport): readonly UnfixedPackage[] {
  const groups = Map.groupBy(vulnerabilities.filter(isUnfixed), ({ package: { name, version, layer } }) =>
    [name, version, layer].join('\0'),
  )
  return [...groups.values()]
    .flatMap(([first, ...others]) => {
      if (first === undefined) return []
      const { name, version, layer } = first.package
      const origin = layers.find(({ index }) => index === layer)?.origin ?? 'unknown'
      const flaws = [first, ...others]
      return {
        name,
        version,
        origin,
        vulnerabilities: namesOf(flaws),
        exploited: namesOf(flaws.filter(isExploited)),
      }
    })
    .sort((a, b) => b.exploited.length - a.exploited.length || compareText(a.name, b.name))
}

function isExploited({ exploited }: Match): boolean {
  return exploited !== undefined
}

/** Each once. */
export function namesOf(flaws: readonly Match[]): readonly string[] {
  return [...new Set(flaws.map(({ vulnerability }) => vulnerability))].sort(compareText)
}
