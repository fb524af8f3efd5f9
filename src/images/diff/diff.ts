import { type Severity, severities } from '../../knowledge/guarantees.ts'
import type { Problem } from '../../model/problem.ts'
import { subjectOf } from '../advisories/ecosystems.ts'
import type { Match } from '../advisories/match.ts'
import type { ImageReport, ImageSummary } from '../image-report.ts'
import type { LaidModel } from '../layers/merge.ts'
import { type ConfigChange, diffConfig } from './config.ts'
import { diffLayers, type LayerChange } from './layers.ts'
import { diffPackages, type PackageChange } from './packages.ts'
import { diffWeaknesses, type WeaknessChange } from './weaknesses.ts'
import { isOpen } from '../vex/is-open.ts'

/** What one image has that another one has not: every output format is made of it. */
export interface ImageDiff {
  /** Version of this shape; raised when a field changes its meaning or goes. */
  readonly schema: 1
  readonly tool: ImageReport['tool']
  readonly before: ImageSummary
  readonly after: ImageSummary
  readonly packages: readonly PackageChange[]
  readonly vulnerabilities: Changed<FlawChange> & { readonly kept: number }
  readonly weaknesses: Changed<WeaknessChange>
  /** Files of models that are not clean. */
  readonly models: Changed<ModelChange>
  readonly config: readonly ConfigChange[]
  readonly layers: readonly LayerChange[]
  /** What could not be read or matched of either: what seems gone may be there. */
  readonly problems: readonly Problem[]
}

export interface Changed<T> {
  readonly gone: readonly T[]
  readonly new: readonly T[]
}

export interface FlawChange {
  readonly vulnerability: string
  readonly package: string
  readonly version: string
  readonly fixed?: string
  /** Nothing where nobody rated it. */
  readonly severity?: Severity
  readonly isExploited: boolean
}

export interface ModelChange {
  readonly path: string
  readonly verdict: LaidModel['verdict']
}

/** Where one of them could not be opened nothing is compared: all of the other would seem to be gone, or new. */
export function diffImages(before: ImageReport, after: ImageReport): ImageDiff {
  const isComparable = before.layers.length > 0 && after.layers.length > 0
  return isComparable ? compare(before, after) : compare(withoutContent(before), withoutContent(after))
}

function withoutContent(report: ImageReport): ImageReport {
  const { config: _, ...image } = report.image
  return { ...report, image, layers: [], vulnerabilities: [], weaknesses: [], modelFiles: [], packages: [] }
}

function compare(before: ImageReport, after: ImageReport): ImageDiff {
  const flaws = [flawsOf(before), flawsOf(after)] as const
  return {
    schema: 1,
    tool: after.tool,
    before: before.image,
    after: after.image,
    packages: diffPackages(before.packages, after.packages),
    vulnerabilities: {
      ...changed(...flaws),
      kept: [...flaws[1].keys()].filter((key) => flaws[0].has(key)).length,
    },
    weaknesses: diffWeaknesses(before.weaknesses, after.weaknesses),
    models: changed(modelsOf(before), modelsOf(after)),
    config: diffConfig(before.image.config, after.image.config),
    layers: diffLayers(before.layers, after.layers),
    problems: [...before.problems, ...after.problems],
  }
}

/** Its distribution gets no fixes any more, and that of the other did, or nobody knows. */
export function hasEnded({ before, after }: Pick<ImageDiff, 'before' | 'after'>): boolean {
  return after.endOfLife?.isOver === true && before.endOfLife?.isOver !== true
}

function changed<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Changed<T> {
  return { gone: without(before, after), new: without(after, before) }
}

function without<T>(own: ReadonlyMap<string, T>, other: ReadonlyMap<string, T>): readonly T[] {
  return [...own].filter(([key]) => !other.has(key)).map(([, value]) => value)
}

/** A source package has a flaw once, the gravest. What runs nowhere, or its vendor says does not matter, does not count. */
function flawsOf({ vulnerabilities }: ImageReport): ReadonlyMap<string, FlawChange> {
  const counted = vulnerabilities.filter((match) => !match.isInert && isOpen(match)).toSorted(byWeight)
  const groups = Map.groupBy(counted, flawKey)
  return new Map([...groups].flatMap(([key, [first]]) => (first === undefined ? [] : [[key, flawOf(first)]])))
}

function flawKey({ vulnerability, package: found }: Match): string {
  return `${vulnerability} ${found.kind} ${subjectOf(found).name}`
}

/** The exploited first, then the gravest; what nobody rated may be high. */
function byWeight(a: Match, b: Match): number {
  const rank = ({ severity = 'high' }: Match): number => severities.indexOf(severity)
  return Number(b.exploited !== undefined) - Number(a.exploited !== undefined) || rank(a) - rank(b)
}

function flawOf({ vulnerability, package: found, fixed, severity, exploited }: Match): FlawChange {
  const { name, version } = subjectOf(found)
  return {
    vulnerability,
    package: name,
    version,
    ...(fixed === undefined ? {} : { fixed }),
    ...(severity === undefined ? {} : { severity }),
    isExploited: exploited !== undefined,
  }
}

function modelsOf({ modelFiles }: ImageReport): ReadonlyMap<string, ModelChange> {
  const unclean = modelFiles.filter(({ verdict }) => verdict !== 'clean')
  return new Map(unclean.map(({ name, verdict }) => [`${verdict} ${name}`, { path: name, verdict }]))
}
