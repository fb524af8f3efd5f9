import type { BarrierReport, RouteReport, StepReport } from '../../findings/breach-report.ts'
import type { Location } from '../../model/origin.ts'
import { domainTitle } from '../breach-text.ts'

/**
 * The bulkhead section: a ship cut open along one route, the foothold in its left compartment, what is reached in its
 * right one, and between two compartments a bulkhead with a wall for every barrier. Water is hostile code: it stands
 * wherever it gets with nothing failing.
 */
export interface Section extends Passage {
  readonly route: RouteReport
  readonly sides: readonly SideRoute[]
}

/** Compartments in a row. */
export interface Passage {
  readonly compartments: readonly Compartment[]
  /** One between each compartment and the next. */
  readonly bulkheads: readonly Bulkhead[]
}

/** A way beside the route, to where the attacker takes walls of the route down. */
export interface SideRoute extends Passage {
  /** A letter: it stands over the walls that it takes down, too. */
  readonly mark: string
  /** The compartment of the route that it leaves, by its place. */
  readonly leaves: number
  readonly steps: readonly StepReport[]
  /** The walls that it takes down. */
  readonly takes: readonly string[]
}

export interface Compartment {
  readonly name: string
  /** What is held with it: nothing divides the two. */
  readonly holds?: string
  readonly positions: readonly string[]
  readonly water: Water
}

/** `perhaps`: if what nobody knows is bad. */
export type Water = 'flooded' | 'perhaps' | 'dry'

export interface Bulkhead {
  /** `2` of the steps on the route that take a technique, `a1` of those on a side route. */
  readonly number: string
  readonly step: StepReport
  readonly title: string
  readonly groups: readonly WallGroup[]
}

/** Walls that fall together, or that are all missing. */
export interface WallGroup {
  /** The number of the failure domain among those that have to fail; `?`, `×`, the letter of a side route or nothing where it need not. */
  readonly mark: string
  readonly title: string
  readonly walls: readonly Wall[]
  /** What nobody knows of all of them. */
  readonly question?: string
}

/** `broken`: it stands, but the attacker takes it away on his route. `doorway`: no barrier is made for this step. */
export type WallState = 'standing' | 'unknown' | 'missing' | 'broken' | 'doorway'

export interface Wall {
  readonly state: WallState
  /** Nobody set it up: it holds as long as no flaw is known. */
  readonly isIntrinsic: boolean
  readonly text: string
  /** How far the water comes behind it. */
  readonly lets: Water
  readonly location?: Location
}

export function sectionOf(route: RouteReport): Section {
  const sides = sidesOf(route)
  const passage = passageOf(route.steps, { route, sides, water: 'flooded', prefix: '' })
  return { route, ...passage, sides: sides.map((side) => leaving(side, passage.compartments)) }
}

/** What is drawn depends on the whole route: which domains fail, and which walls are taken down beside it. */
interface Context {
  readonly route: RouteReport
  readonly sides: readonly SideRoute[]
  /** Where the first compartment is. */
  readonly water: Water
  /** Before the number of each step. */
  readonly prefix: string
}

function passageOf(steps: readonly StepReport[], context: Context): Passage {
  const dividing = steps.filter(isDividing)
  const bulkheads = dividing.map((step, index) => bulkheadOf(step, `${context.prefix}${index + 1}`, context))
  return { bulkheads, compartments: compartmentsOf(steps, bulkheads, context.water) }
}

/** Side routes with the same steps are one. One may hang on another that comes before it. */
function sidesOf(route: RouteReport): readonly SideRoute[] {
  const byWay = Map.groupBy(
    route.undermined.filter(({ steps }) => steps.length > 0),
    ({ steps }) => JSON.stringify(steps.map(({ from, to, how }) => [from, to, how])),
  )
  const sides: SideRoute[] = []
  for (const [first, ...others] of byWay.values()) {
    if (first === undefined) continue
    const mark = String.fromCharCode('a'.charCodeAt(0) + (sides.length % 26))
    const passage = passageOf(first.steps, { route, sides, water: 'flooded', prefix: mark })
    sides.push({
      mark,
      ...passage,
      steps: first.steps,
      leaves: 0,
      takes: [first, ...others].map(({ label }) => label),
    })
  }
  return sides
}

/** No more water comes in than stands where it leaves the route. */
function leaving(side: SideRoute, compartments: readonly Compartment[]): SideRoute {
  const from = side.compartments[0]?.positions[0] ?? ''
  const leaves = Math.max(
    0,
    compartments.findIndex(({ positions }) => positions.includes(from)),
  )
  const start = compartments[leaves]?.water ?? 'dry'
  const within = side.compartments.map((each) => ({ ...each, water: lowest([start, each.water]) }))
  return { ...side, leaves, compartments: within }
}

/** Where one position simply holds the next, nothing divides them. */
export function isDividing({ technique, barriers, assumes }: StepReport): boolean {
  return technique !== undefined || barriers.length > 0 || assumes !== undefined
}

function compartmentsOf(
  steps: readonly StepReport[],
  bulkheads: readonly Bulkhead[],
  start: Water,
): readonly Compartment[] {
  const rooms: string[][] = [[steps[0]?.from ?? '']]
  for (const step of steps) {
    if (isDividing(step)) rooms.push([step.to])
    else rooms.at(-1)?.push(step.to)
  }
  let water = start
  return rooms.map((positions, index) => {
    water = index === 0 ? water : beyond(water, bulkheads[index - 1])
    const [name = '', last = name] = [positions[0], positions.at(-1)]
    return { name, ...(last === name ? {} : { holds: last }), positions, water }
  })
}

const byHeight: readonly Water[] = ['dry', 'perhaps', 'flooded']

/** The lower of several. */
function lowest(waters: readonly Water[]): Water {
  return byHeight.find((each) => waters.includes(each)) ?? 'flooded'
}

/** How far the water comes through a bulkhead. */
function beyond(water: Water, bulkhead: Bulkhead | undefined): Water {
  const walls = (bulkhead?.groups ?? []).flatMap((group) => group.walls)
  return lowest([water, ...walls.map(({ lets }) => lets)])
}

/** What stands open comes first: the water runs through it up to what holds. */
function bulkheadOf(step: StepReport, number: string, context: Context): Bulkhead {
  const standing = standingGroups(step.barriers, context)
  const open = step.assumes === undefined ? missingGroups(step) : [assumedGroup(step.assumes)]
  const groups = [...open, ...standing]
  return {
    number,
    step,
    title: step.technique?.title ?? step.how,
    groups: groups.length === 0 ? [doorway] : groups,
  }
}

const doorway: WallGroup = {
  mark: '',
  title: 'open',
  walls: [
    { state: 'doorway', isIntrinsic: false, lets: 'flooded', text: 'no barrier is made for this step' },
  ],
}

/** Whether the step can be taken at all: what could stand in its way is not told apart from what does. */
function assumedGroup(question: string): WallGroup {
  const wall = { state: 'unknown', isIntrinsic: false, lets: 'perhaps', text: 'what would close it' } as const
  return { mark: '?', title: 'a step that may be closed', walls: [wall], question }
}

/** Patch state is no barrier of its own: it decides whether what nobody set up counts. */
function missingGroups({ missing }: StepReport): readonly WallGroup[] {
  const walls = missing
    .filter(({ barrier }) => !barrier.endsWith('.patch'))
    .map(({ title }) => ({ state: 'missing', isIntrinsic: false, lets: 'flooded', text: title }) as const)
  return walls.length === 0 ? [] : [{ mark: '', title: 'missing', walls }]
}

function standingGroups(barriers: readonly BarrierReport[], context: Context): readonly WallGroup[] {
  const takenBy = takersOf(context)
  const groups = Map.groupBy(barriers, ({ domain, label }) => `${takenBy.get(label)?.mark ?? ''} ${domain}`)
  return [...groups.values()].flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    const { domain, assumes, label } = first
    const question = members.every((each) => each.assumes === assumes) ? assumes : undefined
    const walls = members.map((each) => wallOf(each, takenBy.get(each.label), question))
    const mark = takenBy.get(label)?.mark ?? markOf(domain, context.route)
    return [{ mark, title: domainTitle(domain), walls, ...(question === undefined ? {} : { question }) }]
  })
}

/** Who takes a wall down, and how far the water then comes: up to where nothing has to fail for it. */
interface Taker {
  readonly mark: string
  readonly text: string
  readonly lets: Water
}

function takersOf({ route, sides }: Context): ReadonlyMap<string, Taker> {
  const onRoute: Taker = { mark: '×', text: 'taken away on the route', lets: 'flooded' }
  return new Map([
    ...route.undermined
      .filter(({ steps }) => steps.length === 0)
      .map(({ label }) => [label, onRoute] as const),
    ...sides.flatMap(({ mark, takes, compartments }) => {
      const lets = compartments.at(-1)?.water ?? 'flooded'
      return takes.map((label) => [label, { mark, text: `taken down by side route ${mark}`, lets }] as const)
    }),
  ])
}

function wallOf(barrier: BarrierReport, taker: Taker | undefined, asked: string | undefined): Wall {
  const { label, state, isIntrinsic, assumes, location } = barrier
  const place = location === undefined ? {} : { location }
  if (taker !== undefined)
    return { state: 'broken', isIntrinsic, lets: taker.lets, text: `${label}: ${taker.text}`, ...place }
  const kind = isIntrinsic ? ' (no control)' : ''
  const own = assumes === undefined || assumes === asked ? '' : `: not known ${assumes}`
  const lets = state === 'standing' ? 'dry' : 'perhaps'
  return { state, isIntrinsic, lets, text: `${label}${kind}${own}`, ...place }
}

function markOf(domain: string, { domains }: RouteReport): string {
  const index = domains.indexOf(domain)
  return index === -1 ? '?' : `${index + 1}`
}

/** `Side route a, from container acme/llm, takes down ingress policies of globex.` */
export function sideTitle({ mark, compartments, takes }: SideRoute): string {
  return `Side route ${mark}, from ${compartments[0]?.name ?? ''}, takes down ${takes.join(' and ')}`
}

/** The bulkhead in a sentence or two, for those who do not see it. */
export function describeBulkhead({ number, title, groups }: Bulkhead): string {
  return [`Step ${number}: ${title}.`, ...groups.map(describeGroup)].join(' ')
}

function describeGroup(group: WallGroup): string {
  const texts = group.walls.map(({ state, text }) => `${stateWords[state]}: ${text}`)
  return `${group.title === 'missing' ? '' : `${groupTitle(group)}: `}${texts.join('; ')}.`
}

/** The failure domain, that its walls fall together, and what nobody knows of them. */
export function groupTitle({ title, mark, walls, question }: WallGroup): string {
  const tied = walls.length > 1 && mark !== '' ? ', fall together' : ''
  return `${title}${tied}${question === undefined ? '' : `; not known ${question}`}`
}

const stateWords: Readonly<Record<WallState, string>> = {
  standing: 'standing',
  unknown: 'unknown',
  missing: 'missing',
  broken: 'torn open',
  doorway: 'open',
}
