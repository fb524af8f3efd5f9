import type { Database } from '../images/advisories/database.ts'
import { type Match, matchInventory } from '../images/advisories/match.ts'
import { riskOf } from '../images/priority.ts'
import type { NewVulnerability, RematchedImage } from '../images/stored/rematch-report.ts'
import { type KnownThen, matchKey, type StoredInventory } from '../images/stored/stored-inventory.ts'
import { applyVex, type UsedDocument } from '../images/vex/apply.ts'
import { isOpen } from '../images/vex/is-open.ts'
import type { VexDocument } from '../images/advisories/statement.ts'
import { vexTarget } from '../images/vex/target.ts'
import { compareText, plural } from '../kernel/text.ts'
import type { Severity } from '../knowledge/guarantees.ts'
import { isIncomplete, type Problem, problemOf } from '../model/problem.ts'
import { isAtLeast } from './image-exit.ts'

/** What inventories are matched with. */
export interface RematchOptions {
  readonly database: Database
  readonly vex: readonly VexDocument[]
  /** What an earlier report told as new already, by `toldKey`, and whether as exploited. */
  readonly told: ReadonlyMap<string, boolean>
}

export interface Rematched {
  readonly image: RematchedImage
  readonly problems: readonly Problem[]
  readonly documents: readonly UsedDocument[]
}

/** Matches one inventory with the advisories of today, and tells what was not known when it was taken. */
export function rematch(stored: StoredInventory, { database, vex, told }: RematchOptions): Rematched {
  const { matches, unmatched } = matchInventory(stored, database)
  const target = vexTarget({ ...stored.image, ...osOf(stored) })
  const applied = applyVex(withClaims(matches, stored.known), vex, target)
  const running = applied.matches.filter(({ isInert }) => !isInert)
  const open = running.filter(isOpen)
  const image = {
    ...summariseStored(stored),
    vulnerabilities: new Set(open.map(({ vulnerability }) => vulnerability)).size,
    setAside: running.length - open.length,
    ...newIn(open, stored, told),
  }
  return { image, problems: gapsOf(stored, unmatched), documents: applied.documents }
}

function summariseStored({
  origin,
  image: { reference, digest },
  packages,
  known,
}: StoredInventory): Omit<RematchedImage, 'vulnerabilities' | 'setAside' | 'new' | 'told'> {
  return {
    origin,
    reference,
    ...(digest === undefined ? {} : { digest }),
    packages: packages.length,
    isCompared: known !== undefined,
    ...(known?.made === undefined ? {} : { since: known.made }),
  }
}

/** One package may lie in several places. */
function newIn(
  open: readonly Match[],
  { image, known }: StoredInventory,
  told: RematchOptions['told'],
): Pick<RematchedImage, 'new' | 'told'> {
  const unknown = open.filter((match) => !wasKnown(match, known)).map(newOf)
  const untold = new Map(unknown.map((each) => [toldKey(image, each), each]))
  const isTold = (key: string, { exploited }: NewVulnerability): boolean =>
    told.has(key) && (exploited === undefined || told.get(key) === true)
  const listed = (wanted: boolean): NewVulnerability[] =>
    [...untold].flatMap(([key, each]) => (isTold(key, each) === wanted ? each : [])).sort(byUrgency)
  return { new: listed(false), told: listed(true) }
}

/** What was set aside and no longer is, and what is exploited since, is new. */
function wasKnown(match: Match, known: KnownThen | undefined): boolean {
  const key = keyOf(match)
  if (known?.matches.has(key) !== true) return false
  const vex = known.matches.get(key)
  const wasOpen = vex === undefined || isOpen({ vex })
  return wasOpen && !isExploitedSince(match, known)
}

/** The list of a day may come after the advisories of that day. */
function isExploitedSince({ exploited }: Match, { made }: KnownThen): boolean {
  return exploited !== undefined && made !== undefined && exploited.since >= made.slice(0, 10)
}

function osOf({ os }: StoredInventory): Pick<StoredInventory, 'os'> {
  return os === undefined ? {} : { os }
}

function keyOf({ vulnerability, package: found }: Match): string {
  return matchKey(vulnerability, found)
}

/** What was said when it was stored holds until somebody says something newer. */
function withClaims(matches: readonly Match[], known: KnownThen | undefined): readonly Match[] {
  return matches.map((match) => {
    const vex = known?.matches.get(keyOf(match))
    return vex === undefined ? match : { ...match, vex }
  })
}

function newOf(match: Match): NewVulnerability {
  const { vulnerability, package: found, fixed, severity, exploited, epss } = match
  return {
    vulnerability,
    kind: found.kind,
    package: found.name,
    version: found.version,
    ...(fixed === undefined ? {} : { fixed }),
    ...(severity === undefined ? {} : { severity }),
    ...(exploited === undefined ? {} : { exploited }),
    ...(epss === undefined ? {} : { epss: epss.probability }),
    risk: Number(riskOf(match).toFixed(4)),
  }
}

function byUrgency(a: NewVulnerability, b: NewVulnerability): number {
  return (
    Number(b.exploited !== undefined) - Number(a.exploited !== undefined) ||
    b.risk - a.risk ||
    compareText(a.vulnerability, b.vulnerability) ||
    compareText(a.package, b.package)
  )
}

/** Of several images: what is about nothing in one of them may be about something in another. */
export function joinUsage(images: readonly Rematched[]): UsedDocument[] {
  const [first, ...others] = images.map(({ documents }) => documents)
  return (first ?? []).map((usage, index) => {
    const rest = others.flatMap((documents) => documents[index] ?? [])
    const unused = rest.reduce((left, each) => left.intersection(new Set(each.unused)), new Set(usage.unused))
    const missed = new Set([usage, ...rest].flatMap((each) => each.missed))
    return { document: usage.document, unused: [...unused], missed: [...missed].sort() }
  })
}

type TellableVulnerability = Pick<NewVulnerability, 'vulnerability' | 'package' | 'version'> & {
  readonly kind: string
}

/** The vulnerability of an image, whatever file its inventory lies in. */
export function toldKey(
  { reference, digest = '' }: Pick<RematchedImage, 'reference' | 'digest'>,
  { vulnerability, kind, package: name, version }: TellableVulnerability,
): string {
  return [reference, digest, vulnerability, kind, name, version].join('\0')
}

function gapsOf(
  { origin, packages, unusable }: StoredInventory,
  unmatched: ReturnType<typeof matchInventory>['unmatched'],
): Problem[] {
  const gap = (message: string): Problem => problemOf('no-advisories', message, origin)
  const nameless = `${plural(unusable, 'entry names', 'entries name')} no package and version that can be matched.`
  return [
    ...(packages.length === 0 ? [problemOf('no-packages', 'The inventory holds no package.', origin)] : []),
    ...(unusable === 0 ? [] : [gap(nameless)]),
    ...unmatched.map(({ packages: list, reason }) =>
      gap(
        `${plural(list.length, 'package was', 'packages were')} not matched: the database knows no advisories about ${reason}.`,
      ),
    ),
  ]
}

/** 1 for something new at or above a severity, 3 where something was not read or matched. */
export function rematchExitCode(
  images: readonly RematchedImage[],
  problems: readonly Problem[],
  policy: { readonly failOn: Severity | 'never'; readonly allowsIncomplete: boolean },
): 0 | 1 | 3 {
  const { failOn, allowsIncomplete } = policy
  if (
    failOn !== 'never' &&
    images.some((image) => image.new.some((each) => isAtLeast({ ...each, isInert: false }, failOn)))
  )
    return 1
  return allowsIncomplete || !problems.some(isIncomplete) ? 0 : 3
}
