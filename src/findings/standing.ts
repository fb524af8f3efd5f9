import { type BreachVerdict, breachVerdicts, mostDepth, worstVerdict } from '../breach/steps/verdict.ts'
import type { Strand } from '../knowledge/required-depths.ts'
import type {
  BreachReport,
  ReportedBounds,
  ReportedDepth,
  RouteReport,
  StrandReport,
} from './breach-report.ts'

/** How well one guarantee holds for one tenant. */
export interface Standing {
  readonly tenant: string
  readonly strand: Strand
  readonly verdict: BreachVerdict
  readonly required: number
  readonly asIs: ReportedBounds
  readonly drift: ReportedBounds
}

/** What became worse since an earlier report, and what became better. */
export interface StandingChanges {
  readonly worse: readonly StandingChange[]
  readonly better: readonly StandingChange[]
}

export interface StandingChange extends Standing {
  /** Unset for a tenant that the earlier report did not have. */
  readonly before?: Omit<Standing, 'tenant' | 'strand'>
  /** Id of the weakest route that shows it, where the report has one. */
  readonly route?: string
}

interface Stood {
  readonly tenant: string
  readonly strands: readonly Omit<Standing, 'tenant'>[]
}

/** What of a report tells how everybody stands. */
export interface Standings {
  readonly strands: readonly Pick<StrandReport, 'strand' | 'isVacuous'>[]
  readonly footholds: readonly Stood[]
}

/** Every tenant and strand, in the order of the report: the worst of its containers. Who is alone is kept apart from nobody. */
export function standingsOf({ strands, footholds }: Standings): readonly Standing[] {
  const judged = strands.filter(({ isVacuous }) => !isVacuous).map(({ strand }) => strand)
  return [...Map.groupBy(footholds, ({ tenant }) => tenant)].flatMap(([tenant, own]) =>
    judged.flatMap((strand) => standingOf(tenant, strand, own)),
  )
}

function standingOf(tenant: string, strand: Strand, footholds: readonly Stood[]): readonly Standing[] {
  const own = footholds.flatMap((each) => each.strands.filter((one) => one.strand === strand))
  const [first] = own
  if (first === undefined) return []
  return [
    {
      tenant,
      strand,
      verdict: worstVerdict(own.map(({ verdict }) => verdict)),
      required: first.required,
      asIs: leastOf(own.map(({ asIs }) => asIs)),
      drift: leastOf(own.map(({ drift }) => drift)),
    },
  ]
}

function leastOf(bounds: readonly ReportedBounds[]): ReportedBounds {
  const least = (depths: readonly ReportedDepth[]): ReportedDepth =>
    depths.reduce((a, b) => (amountOf(b) < amountOf(a) ? b : a), 'none')
  return { lower: least(bounds.map(({ lower }) => lower)), upper: least(bounds.map(({ upper }) => upper)) }
}

function amountOf(depth: ReportedDepth): number {
  if (depth === 'none') return Infinity
  return depth === '> 4' ? mostDepth + 1 : depth
}

/** Compares with an earlier report. A tenant that it did not have has to meet what is required. */
export function compareStandings(before: readonly Standing[], breach: BreachReport): StandingChanges {
  const known = new Map(before.map((each) => [nameOf(each), each] as const))
  const changes = standingsOf(breach).map((now) => ({ now, old: known.get(nameOf(now)) }))
  return {
    worse: changes
      .filter(({ now, old }) => (old === undefined ? now.verdict !== 'holds' : isLess(now, old)))
      .map(({ now, old }) => changeOf(now, old, breach)),
    better: changes
      .filter(({ now, old }) => old !== undefined && !isLess(now, old) && isLess(old, now))
      .map(({ now, old }) => changeOf(now, old, breach)),
  }
}

function nameOf({ tenant, strand }: Standing): string {
  return `${strand} ${tenant}`
}

/** A worse verdict, or less depth in the worst case or the best, today or with a wrong manifest. */
function isLess(one: Standing, other: Standing): boolean {
  return (
    breachVerdicts.indexOf(one.verdict) < breachVerdicts.indexOf(other.verdict) ||
    hasLessDepth(one.asIs, other.asIs) ||
    hasLessDepth(one.drift, other.drift)
  )
}

export function hasLessDepth(one: ReportedBounds, other: ReportedBounds): boolean {
  return amountOf(one.lower) < amountOf(other.lower) || amountOf(one.upper) < amountOf(other.upper)
}

function changeOf(now: Standing, old: Standing | undefined, { routes }: BreachReport): StandingChange {
  const route = routes
    .filter((each) => isRouteOf(each, now))
    .toSorted((a, b) => closeness(a, now) - closeness(b, now))[0]
  return {
    ...now,
    ...(old === undefined ? {} : { before: withoutName(old) }),
    ...(route === undefined ? {} : { route: route.id }),
  }
}

function isRouteOf({ strand, tenants }: RouteReport, now: Standing): boolean {
  return strand === now.strand && tenants.includes(now.tenant)
}

/** A route of just this depth shows it best. */
function closeness({ depth, isDrift }: RouteReport, { asIs, drift }: Standing): number {
  const told = isDrift ? drift : asIs
  return Math.abs(amountOf(depth.lower) - amountOf(told.lower)) || 0
}

function withoutName({ verdict, required, asIs, drift }: Standing): Omit<Standing, 'tenant' | 'strand'> {
  return { verdict, required, asIs, drift }
}
