import type { Match } from '../advisories/match.ts'
import { covers, purlsOf, type VexTarget } from './covers.ts'
import type { VexClaim, VexDocument, VexStatement } from '../advisories/statement.ts'

/** What statements say about the vulnerabilities of one image. */
export interface AppliedVex {
  /** All of them, each with the newest that is said about it. */
  readonly matches: readonly Match[]
  readonly documents: readonly UsedDocument[]
}

export interface UsedDocument {
  readonly document: VexDocument
  /** Statements about nothing in the image. */
  readonly unused: readonly VexStatement[]
  /** Vulnerabilities that the image has, of statements about something that it has not. */
  readonly missed: readonly string[]
}

/** Says of each vulnerability what was said last. Nothing is left out: what is set aside stays in the list. */
export function applyVex(
  matches: readonly Match[],
  documents: readonly VexDocument[],
  target: VexTarget,
): AppliedVex {
  const byName = groupByName(documents)
  const used = new Set<VexStatement>()
  const said = matches.map((match) => {
    const about = aboutMatch(match, byName, target)
    for (const each of about) used.add(each)
    const newest = about.reduce<VexStatement | undefined>(newer, undefined)
    return newest === undefined ? match : { ...match, vex: newest.claim }
  })
  return { matches: said, documents: documents.map((document) => usage(document, used, matches)) }
}

function groupByName(documents: readonly VexDocument[]): ReadonlyMap<string, readonly VexStatement[]> {
  const groups = new Map<string, VexStatement[]>()
  for (const statement of documents.flatMap(({ statements }) => statements)) {
    for (const name of new Set(statement.vulnerabilities)) {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [statement])
      else group.push(statement)
    }
  }
  return groups
}

/** By its CVE, or by an advisory about it; in the order in which they were read. */
function aboutMatch(
  { vulnerability, advisories, package: found }: Match,
  byName: ReadonlyMap<string, readonly VexStatement[]>,
  target: VexTarget,
): VexStatement[] {
  const named = [vulnerability, ...advisories].flatMap((name) => byName.get(name) ?? [])
  if (named.length === 0) return []
  const own = purlsOf(found, target.os)
  return [...new Set(named)].filter(({ products }) =>
    products.some((product) => covers(product, own, target)),
  )
}

/** Of two that were said at once, the later one read. */
function newer(before: VexStatement | undefined, after: VexStatement): VexStatement {
  return before === undefined || timeOf(after.claim) >= timeOf(before.claim) ? after : before
}

/** What has no date counts as older than all that have one. */
function timeOf({ date }: VexClaim): number {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? 0 : time
}

function usage(
  document: VexDocument,
  used: ReadonlySet<VexStatement>,
  matches: readonly Match[],
): UsedDocument {
  const there = new Set(matches.flatMap(({ vulnerability, advisories }) => [vulnerability, ...advisories]))
  const unused = document.statements.filter((each) => !used.has(each))
  const missed = unused.flatMap(({ vulnerabilities }) =>
    vulnerabilities.filter((name) => there.has(name)).slice(0, 1),
  )
  return { document, unused, missed: [...new Set(missed)].sort() }
}
