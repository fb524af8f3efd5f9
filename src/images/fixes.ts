import { compareText } from '../kernel/text.ts'
import { type Severity, severities } from '../knowledge/guarantees.ts'
import { subjectOf } from './advisories/ecosystems.ts'
import { isOfDistribution } from './inventory/package.ts'
import type { Match } from './advisories/match.ts'
import { comparisonFor } from './advisories/compare-packages.ts'
import type { LayerOrigin } from './base.ts'
import { bundlerOf } from './inventory/bundler.ts'
import type { FoundPackage } from './found-packages.ts'
import { riskOf } from './priority.ts'

/** One thing to do, and what it takes away. */
export interface Fix {
  /** `rebuild`: the distribution has it fixed; `upgrade`: a package of a language; `none`: no fix is known. */
  readonly kind: 'rebuild' | 'upgrade' | 'none'
  /** The source package of a distribution, or the package itself. */
  readonly name: string
  readonly from: string
  /** The lowest version without any of them. */
  readonly to?: string
  readonly packages: readonly string[]
  readonly vulnerabilities: readonly string[]
  readonly exploited: readonly string[]
  /** How urgent the most urgent of them is, from 0 to 1: likelihood times gravity. */
  readonly risk: number
  /** The highest probability that one of them is exploited within 30 days; nothing where none is scored. */
  readonly epss?: number
  /** The gravest; nothing where one that nobody rated may be graver. */
  readonly severity?: Severity
  readonly isInert: boolean
  readonly origin: LayerOrigin
  /** What brought the package along: its next version does so again. */
  readonly within?: string
}

/** Vulnerabilities by what takes them away, what matters most first. */
export function groupFixes(matches: readonly Match[], originOf: (layer: number) => LayerOrigin): Fix[] {
  const groups = Map.groupBy(matches, (match) => {
    const kind = kindOf(match)
    const { name, version } = subjectOf(match.package)
    const within = bundlerOf(match.package.file) ?? ''
    const origin = originOf(match.package.layer)
    return [kind, match.package.kind, name, version, seriesOf(match), origin, within].join('\0')
  })
  return [...groups.values()].map((group) => fixOf(group, originOf)).sort(byWeight)
}

/** Interpreters are upgraded within their series; what only a later one has fixed is another matter. */
function seriesOf({ package: { kind, name }, fixed }: Match): string {
  if ((kind !== 'generic' && kind !== 'bitnami') || fixed === undefined) return ''
  return fixed.split('.', name === 'python' ? 2 : 1).join('.')
}

/** Where the fix of one comes from. */
export function kindOf({ fixed, package: found }: Match): Fix['kind'] {
  if (fixed === undefined) return 'none'
  return isOfDistribution(found) && !isBundled(found) ? 'rebuild' : 'upgrade'
}

/** What a package of a language brought along of another distribution, its next version has to bring anew. */
function isBundled({ isDeclared, release }: FoundPackage): boolean {
  return isDeclared === true && release !== undefined
}

function fixOf(group: readonly Match[], originOf: (layer: number) => LayerOrigin): Fix {
  const [first] = group
  if (first === undefined) throw new Error('A group of matches is never empty.')
  const compare = comparisonFor(first.package)
  const to = group
    .flatMap(({ fixed }) => fixed ?? [])
    .sort(compare)
    .at(-1)
  const severity = gravestOf(group)
  const within = bundlerOf(first.package.file)
  const scores = group.flatMap(({ epss }) => epss?.probability ?? [])
  return {
    kind: kindOf(first),
    name: subjectOf(first.package).name,
    from: subjectOf(first.package).version,
    ...(to === undefined ? {} : { to }),
    packages: unique(group.map((match) => match.package.name)),
    vulnerabilities: unique(group.map(({ vulnerability }) => vulnerability)),
    exploited: unique(
      group.flatMap(({ exploited, vulnerability }) => (exploited === undefined ? [] : vulnerability)),
    ),
    risk: Number(Math.max(...group.map(riskOf)).toFixed(4)),
    ...(scores.length === 0 ? {} : { epss: Math.max(...scores) }),
    ...(severity === undefined ? {} : { severity }),
    isInert: group.every(({ isInert }) => isInert),
    origin: originOf(first.package.layer),
    ...(within === undefined ? {} : { within }),
  }
}

/** What nobody rated may be high: only what is as grave as that is surely the gravest. */
function gravestOf(group: readonly Match[]): Severity | undefined {
  const gravest = severities.find((each) => group.some(({ severity }) => (severity ?? 'high') === each))
  return group.some(({ severity }) => severity === gravest) ? gravest : undefined
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText)
}

/** What is exploited, before what is most likely to be and grave, before what is many; what runs nowhere and what has no fix come last. */
function byWeight(a: Fix, b: Fix): number {
  return (
    Number(a.isInert) - Number(b.isInert) ||
    Number(a.kind === 'none') - Number(b.kind === 'none') ||
    b.exploited.length - a.exploited.length ||
    b.risk - a.risk ||
    rankOf(a) - rankOf(b) ||
    b.vulnerabilities.length - a.vulnerabilities.length ||
    compareText(a.name, b.name)
  )
}

/** What nobody rated may be high. */
function rankOf({ severity }: Fix): number {
  return severities.indexOf(severity ?? 'high')
}
