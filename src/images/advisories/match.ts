import { compareText } from '../../kernel/text.ts'
import { type Severity, severities } from '../../knowledge/guarantees.ts'
import type { Dated } from '../../model/patch-deadline.ts'
import type { FoundPackage, Inventory } from '../found-packages.ts'
import type { VexClaim } from './statement.ts'
import { comparisonOf } from '../versions/compare.ts'
import type { Compare } from '../versions/order.ts'
import type { Advisory, Exploited } from './advisory.ts'
import type { Database } from './database.ts'
import type { Epss } from './epss.ts'
import { ecosystemOf, subjectsOf } from './ecosystems.ts'
import { isInert } from './inert.ts'
import { normaliseName } from '../inventory/package-names.ts'
import { isWithin } from './ranges.ts'
import { worstTakeover } from './takeover.ts'

/** One vulnerability of one package. */
export interface Match {
  /** A CVE where there is one. */
  readonly vulnerability: string
  readonly advisories: readonly string[]
  readonly package: FoundPackage
  /** Nothing where nobody rated it. */
  readonly severity?: Severity
  /** The lowest version without it that is higher than the one there; nothing where no fix is known. */
  readonly fixed?: string
  /** When somebody first told of a fix. */
  readonly fixKnown?: Dated
  /** When somebody first told of the flaw, where nobody tells when of a fix: that was never earlier. */
  readonly told?: Dated
  readonly exploited?: Exploited
  /** Nothing where nobody scored it. */
  readonly epss?: Epss
  /** What was said about it last, by somebody who knows the package or the image. */
  readonly vex?: VexClaim
  /** Nothing of the package runs in a container. */
  readonly isInert: boolean
  readonly summary?: string
  /** Whether a stranger on the network takes over what has the flaw; nothing where no vector tells, or it tells of a part. */
  readonly takeover?: boolean
}

/** Packages that nothing was said about, and why. */
export interface Unmatched {
  readonly packages: readonly FoundPackage[]
  readonly reason: string
}

export interface Matches {
  readonly matches: readonly Match[]
  readonly unmatched: readonly Unmatched[]
}

/** Every vulnerability that a database knows in an inventory, and what it could not be asked about. */
export function matchInventory(
  { packages, os }: Pick<Inventory, 'packages' | 'os'>,
  database: Database,
): Matches {
  const matches: Match[] = []
  const unmatched = new Map<string, FoundPackage[]>()
  const isTold = toldByPython(packages)
  for (const each of packages.filter((one) => !one.isOwned && !isTold(one))) {
    const found = withGroup(each, database)
    const ecosystem = ecosystemOf(found, os)
    if (ecosystem !== undefined && database.covers(ecosystem))
      matches.push(...matchPackage(found, ecosystem, database))
    else {
      const reason = ecosystem ?? `packages of kind ${found.kind}`
      unmatched.set(reason, [...(unmatched.get(reason) ?? []), found])
    }
  }
  return {
    matches,
    unmatched: [...unmatched].map(([reason, list]) => ({ reason, packages: list })),
  }
}

/** Of an archive whose group nothing tells, the one of its likely groups that advisories are about. */
function withGroup(found: FoundPackage, database: Database): FoundPackage {
  const { kind, name, namespace, groups = [] } = found
  if (kind !== 'maven' || namespace !== undefined) return found
  const group = groups.find((each) => database.advisoriesOf('Maven', `${each}:${name}`).length > 0)
  return group === undefined ? found : { ...found, namespace: group }
}

/** What conda installed of Python left Python's own records as well: these are matched, once. */
function toldByPython(packages: readonly FoundPackage[]): (found: FoundPackage) => boolean {
  const names = new Set(
    packages.filter(({ kind }) => kind === 'pypi').map(({ name }) => normaliseName('PyPI', name)),
  )
  return ({ kind, name }) => kind === 'conda' && names.has(normaliseName('PyPI', name))
}

function matchPackage(found: FoundPackage, ecosystem: string, database: Database): Match[] {
  const compare = comparisonOf(ecosystem)
  if (compare === undefined) return []
  const hits = subjectsOf(found).flatMap(({ name, version }) =>
    database
      .advisoriesOf(ecosystem, normaliseName(ecosystem, name))
      .flatMap((advisory) => hitOf(advisory, version, compare)),
  )
  const context = { found, compare, database, isInert: isInert(found) }
  return [...byVulnerability(hits)]
    .map(([vulnerability, own]) => matchOf(vulnerability, own, context))
    .sort((a, b) => compareText(a.vulnerability, b.vulnerability))
}

function byVulnerability(hits: readonly Hit[]): ReadonlyMap<string, readonly Hit[]> {
  const groups = new Map<string, Hit[]>()
  for (const hit of hits) {
    for (const vulnerability of hit.advisory.vulnerabilities) {
      const group = groups.get(vulnerability)
      if (group === undefined) groups.set(vulnerability, [hit])
      else group.push(hit)
    }
  }
  return groups
}

/** An advisory that is about a version. */
interface Hit {
  readonly advisory: Advisory
  readonly fixed?: string
}

function hitOf(advisory: Advisory, version: string, compare: Compare): Hit[] {
  const range = advisory.ranges.find((each) => isWithin(version, each, compare))
  if (range !== undefined) return [{ advisory, ...(range.fixed === undefined ? {} : { fixed: range.fixed }) }]
  return advisory.versions.some((each) => each === version || compare(each, version) === 0)
    ? [{ advisory }]
    : []
}

interface Context {
  readonly found: FoundPackage
  readonly compare: Compare
  readonly database: Database
  readonly isInert: boolean
}

/** Several advisories about one vulnerability make one match: the gravest rating, and the version that all call fixed. */
function matchOf(
  vulnerability: string,
  hits: readonly Hit[],
  { found, compare, database, isInert }: Context,
): Match {
  const exploited = database.exploited(vulnerability)
  const epss = database.epss(vulnerability)
  const severity = gravest(hits)
  const fixed = hits
    .flatMap((hit) => hit.fixed ?? [])
    .sort(compare)
    .at(-1)
  const takeover = worstTakeover(hits.flatMap(({ advisory }) => advisory.takeover ?? []))
  const summary = hits.find(({ advisory }) => advisory.summary !== undefined)?.advisory.summary
  return {
    vulnerability,
    advisories: hits.map(({ advisory }) => advisory.id).sort(compareText),
    package: found,
    ...(severity === undefined ? {} : { severity }),
    ...(fixed === undefined ? {} : { fixed }),
    ...firstTold(hits),
    ...(exploited === undefined ? {} : { exploited }),
    ...(epss === undefined ? {} : { epss }),
    isInert,
    ...(summary === undefined ? {} : { summary }),
    ...(takeover === undefined || takeover === 'perhaps' ? {} : { takeover: takeover === 'yes' }),
  }
}

function firstTold(hits: readonly Hit[]): Pick<Match, 'fixKnown' | 'told'> {
  const fixKnown = earliest(hits.filter(({ fixed }) => fixed !== undefined))
  if (fixKnown !== undefined) return { fixKnown }
  const told = earliest(hits)
  return told === undefined ? {} : { told }
}

function earliest(hits: readonly Hit[]): Dated | undefined {
  const told = hits.flatMap(({ advisory }) => advisory.dated ?? [])
  return told.sort((a, b) => compareText(a.day, b.day))[0]
}

function gravest(hits: readonly Hit[]): Severity | undefined {
  const ratings = hits.flatMap(({ advisory }) => advisory.severity ?? [])
  return severities.find((each) => ratings.includes(each))
}
