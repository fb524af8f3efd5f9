import { endText } from '../../images/advisories/end-of-life.ts'
import type { Match } from '../../images/advisories/match.ts'
import { isOpen } from '../../images/vex/is-open.ts'
import type { Fix } from '../../images/fixes.ts'
import type { ImageReport } from '../../images/image-report.ts'
import { compareText } from '../../kernel/text.ts'
import { publicRegistries } from '../../knowledge/registries.ts'
import { parseImageReference } from '../../model/image-reference.ts'
import type { Location } from '../../model/origin.ts'
import type { Deadlines, UnfixedDeadlines } from '../../model/patch-deadline.ts'
import type { Trust } from '../../model/platform.ts'
import { isIncomplete, type Problem } from '../../model/problem.ts'
import { baseAmong, liesBelow } from './bases.ts'
import { deadlinesIn, type Policy, type StepDeadline } from './due.ts'
import { inOrder } from './order.ts'
import type { PatchPlan, PatchStep } from './plan.ts'
import { isUnfixed, namesOf, unfixedIn } from './unfixed.ts'

/** An image that a platform names, opened. */
export interface UsedImage {
  readonly report: ImageReport
  readonly trust: Trust
  readonly places: readonly Location[]
}

export interface PlanOptions {
  readonly deadlinesOf: (trust: Trust) => Deadlines
  readonly unfixed?: UnfixedDeadlines
  /** ISO date. */
  readonly day: string
  readonly version: string
  readonly problems: readonly Problem[]
}

/** What is to be done about the images of a platform. */
export function makePlan(used: readonly UsedImage[], options: PlanOptions): PatchPlan {
  const images = mergeSame(used)
  const toDo = images.filter(({ report }) => hasWork(report))
  const all = images.map(({ report }) => report)
  const bases = toDo.map(({ report }) => report).filter(isToRenew)
  const rest = all.filter((report) => !hasWork(report))
  return {
    schema: 1,
    tool: { name: 'bulkhead', version: options.version },
    day: options.day,
    steps: inOrder(toDo.map((image) => stepOf(image, { patched: bases, all }, options))),
    current: referencesOf(rest.filter((report) => !hasGaps(report))),
    undecided: referencesOf(rest.filter(hasGaps)),
    problems: options.problems,
  }
}

function hasWork(report: ImageReport): boolean {
  return isToRenew(report) || report.vulnerabilities.some(isUnfixed)
}

/** Whether a newer one takes something away. */
function isToRenew(report: ImageReport): boolean {
  return report.vulnerabilities.some(isToPatch) || reasonsOf(report).length > 0
}

function hasGaps({ problems }: ImageReport): boolean {
  return problems.some(isIncomplete)
}

function referencesOf(reports: readonly ImageReport[]): readonly string[] {
  return reports.map(({ image }) => image.reference).sort(compareText)
}

interface MergedImage extends UsedImage {
  readonly alsoNamed: readonly string[]
}

/** The same bytes are one image, whatever it is called. */
function mergeSame(used: readonly UsedImage[]): readonly MergedImage[] {
  const groups = Map.groupBy(used, ({ report: { image } }) => image.digest ?? image.reference)
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : {
          report: first.report,
          trust: leastTrusted([first, ...others]),
          places: [first, ...others].flatMap(({ places }) => places),
          alsoNamed: others.map(({ report }) => report.image.reference),
        },
  )
}

const byTrust: readonly Trust[] = ['untrusted', 'platform', 'managed']

function leastTrusted(used: readonly UsedImage[]): Trust {
  return byTrust.find((each) => used.some(({ trust }) => trust === each)) ?? 'untrusted'
}

/** Images of the platform that others may be built on. */
interface Bases {
  readonly patched: readonly ImageReport[]
  readonly all: readonly ImageReport[]
}

function stepOf(
  { report, trust, places, alsoNamed }: MergedImage,
  bases: Bases,
  { deadlinesOf, unfixed = {}, day }: PlanOptions,
): PatchStep {
  const flaws = report.vulnerabilities.filter(isToPatch)
  const grave = report.vulnerabilities.filter(isUnfixed)
  return {
    image: report.image.reference,
    alsoNamed,
    action: actionOn(report),
    isPublished: isPublished(report.image.reference),
    trust,
    rebuilds: fixesOf(report, 'rebuild'),
    upgrades: fixesOf(report, 'upgrade'),
    reasons: reasonsOf(report),
    order: actionOn(report) === 'rebuild' ? orderOf(report) : [],
    unfixed: unfixedIn(report, baseAmong(report, bases.all)),
    ...endedOf(report),
    ...removalOf(flaws, report, baseAmong(report, bases.patched)),
    ...timesOf([...flaws, ...grave], { deadlines: deadlinesOf(trust), unfixed, day }),
    places,
  }
}

function isToPatch(match: Match): boolean {
  return match.fixed !== undefined && !match.isInert && isOpen(match)
}

type Removal = Pick<PatchStep, 'vulnerabilities' | 'exploited' | 'base' | 'withBase'>

/** What the step takes away, and what of it goes with the base. */
function removalOf(flaws: readonly Match[], report: ImageReport, base: ImageReport | undefined): Removal {
  const shared = base !== undefined && liesBelow(base, report) ? base.layers.length : 0
  return {
    ...(base === undefined ? {} : { base: base.image.reference }),
    vulnerabilities: namesOf(flaws),
    exploited: namesOf(flaws.filter(({ exploited }) => exploited !== undefined)),
    withBase: namesOf(flaws.filter((flaw) => flaw.package.layer < shared)).length,
  }
}

function fixesOf({ fixes }: ImageReport, wanted: Fix['kind']): readonly Fix[] {
  return fixes.filter(({ kind, isInert }) => kind === wanted && !isInert)
}

function timesOf(flaws: readonly Match[], policy: Policy): Pick<PatchStep, 'due' | 'overdue' | 'undated'> {
  const dues = deadlinesIn(flaws, policy)
  const [due] = dues
  return {
    ...(due === undefined ? {} : { due }),
    overdue: flawsOf(dues.filter(({ isOverdue }) => isOverdue)).length,
    undated: flawsOf(dues.filter(({ fromBy }) => fromBy === 'assumed')),
  }
}

function flawsOf(dues: readonly StepDeadline[]): readonly string[] {
  return [...new Set(dues.map(({ vulnerability }) => vulnerability))].sort(compareText)
}

const rebuildReasons: ReadonlySet<string> = new Set(['base-moved', 'image-old', 'base-not-approved'])

function reasonsOf({ weaknesses, image: { os, endOfLife } }: ImageReport): readonly string[] {
  return [
    ...(endOfLife?.isOver === true ? [endText(os?.name, endOfLife)] : []),
    ...weaknesses.filter(({ name }) => rebuildReasons.has(name)).map(({ message }) => message),
  ]
}

function endedOf({ image: { endOfLife } }: ImageReport): Pick<PatchStep, 'ended'> {
  if (endOfLife?.isOver !== true) return {}
  const { product, cycle, next } = endOfLife
  return { ended: { product, release: cycle, ...(next === undefined ? {} : { next }) } }
}

function actionOn(report: ImageReport): PatchStep['action'] {
  if (!isToRenew(report)) return 'mitigate'
  return isPublished(report.image.reference) ? 'renew' : 'rebuild'
}

const ofOrder: ReadonlySet<string> = new Set([
  'lists-updated-alone',
  'packages-upgraded',
  'packages-unpinned',
  'models-above-packages',
])

function orderOf({ weaknesses }: ImageReport): readonly string[] {
  const found = weaknesses.filter(({ name }) => ofOrder.has(name))
  return found.map(({ message, remediation, places }) => `${message} (${places.join('; ')}) ${remediation}`)
}

/** What others publish is taken in a newer version. */
function isPublished(reference: string): boolean {
  const registry = parseImageReference(reference)?.registry
  return registry !== undefined && publicRegistries.has(registry)
}
