import type { BarrierReport, RouteReport, StepReport } from '../../findings/breach-report.ts'
import type { Location } from '../../model/origin.ts'
import { domainTitle } from '../breach-text.ts'

/**
 * The bulkhead section: a ship cut open along one route, the foothold in its left compartment, what is reached in its
 * right one, and between two compartments a bulkhead with a wall for every barrier. Water is hostile code: it stands
 * wherever it gets with nothing failing.
 */
export interface Section {
  readonly route: RouteReport
  readonly compartments: readonly Compartment[]
  /** One between each compartment and the next. */
  readonly bulkheads: readonly Bulkhead[]
}

export interface Compartment {
  readonly name: string
  /** What is held with it: nothing divides the two. */
  readonly holds?: string
  readonly water: Water
}

/** `perhaps`: if what nobody knows is bad. */
export type Water = 'flooded' | 'perhaps' | 'dry'

export interface Bulkhead {
  /** Of the steps on the route that take a technique, counted from 1. */
  readonly number: number
  readonly step: StepReport
  readonly title: string
  readonly groups: readonly WallGroup[]
}

/** Walls that fall together, or that are all missing. */
export interface WallGroup {
  /** The number of the failure domain among those that have to fail; `?`, `×` or nothing where it need not. */
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
  readonly location?: Location
}

export function sectionOf(route: RouteReport): Section {
  const dividing = route.steps.filter(isDividing)
  const bulkheads = dividing.map((step, index) => bulkheadOf(step, index + 1, route))
  return { route, bulkheads, compartments: compartmentsOf(route.steps, bulkheads) }
}

/** Where one position simply holds the next, nothing divides them. */
export function isDividing({ technique, barriers, assumes }: StepReport): boolean {
  return technique !== undefined || barriers.length > 0 || assumes !== undefined
}

function compartmentsOf(
  steps: readonly StepReport[],
  bulkheads: readonly Bulkhead[],
): readonly Compartment[] {
  const rooms: string[][] = [[steps[0]?.from ?? '']]
  for (const step of steps) {
    if (isDividing(step)) rooms.push([step.to])
    else rooms.at(-1)?.push(step.to)
  }
  let water: Water = 'flooded'
  return rooms.map((names, index) => {
    water = index === 0 ? water : beyond(water, bulkheads[index - 1])
    const [name = '', last = name] = [names[0], names.at(-1)]
    return { name, ...(last === name ? {} : { holds: last }), water }
  })
}

/** How far the water comes through a bulkhead. */
function beyond(water: Water, bulkhead: Bulkhead | undefined): Water {
  const states = (bulkhead?.groups ?? []).flatMap(({ walls }) => walls.map(({ state }) => state))
  if (states.includes('standing')) return 'dry'
  return states.includes('unknown') && water === 'flooded' ? 'perhaps' : water
}

/** What stands open comes first: the water runs through it up to what holds. */
function bulkheadOf(step: StepReport, number: number, route: RouteReport): Bulkhead {
  const standing = standingGroups(step.barriers, route)
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
  walls: [{ state: 'doorway', isIntrinsic: false, text: 'no barrier is made for this step' }],
}

/** Whether the step can be taken at all: what could stand in its way is not told apart from what does. */
function assumedGroup(question: string): WallGroup {
  const wall = { state: 'unknown', isIntrinsic: false, text: 'what would close it' } as const
  return { mark: '?', title: 'a step that may be closed', walls: [wall], question }
}

/** Patch state is no barrier of its own: it decides whether what nobody set up counts. */
function missingGroups({ missing }: StepReport): readonly WallGroup[] {
  const walls = missing
    .filter(({ barrier }) => !barrier.endsWith('.patch'))
    .map(({ title }) => ({ state: 'missing', isIntrinsic: false, text: title }) as const)
  return walls.length === 0 ? [] : [{ mark: '', title: 'missing', walls }]
}

function standingGroups(barriers: readonly BarrierReport[], route: RouteReport): readonly WallGroup[] {
  const broken = new Set(route.undermined.map(({ label }) => label))
  const groups = Map.groupBy(barriers, ({ domain, label }) => `${broken.has(label) ? '×' : ''}${domain}`)
  return [...groups.values()].flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    const { domain, assumes } = first
    const question = members.every((each) => each.assumes === assumes) ? assumes : undefined
    const walls = members.map((each) => wallOf(each, { broken, question }))
    const mark = markOf(domain, walls, route)
    return [{ mark, title: domainTitle(domain), walls, ...(question === undefined ? {} : { question }) }]
  })
}

interface WallContext {
  readonly broken: ReadonlySet<string>
  /** What the group says for all its walls. */
  readonly question: string | undefined
}

function wallOf(barrier: BarrierReport, { broken, question }: WallContext): Wall {
  const { label, state, isIntrinsic, assumes, location } = barrier
  const place = location === undefined ? {} : { location }
  if (broken.has(label))
    return { state: 'broken', isIntrinsic, text: `${label}: taken away on the route`, ...place }
  const kind = isIntrinsic ? ' (no control)' : ''
  const own = assumes === undefined || assumes === question ? '' : `: not known ${assumes}`
  return { state, isIntrinsic, text: `${label}${kind}${own}`, ...place }
}

function markOf(domain: string, walls: readonly Wall[], { domains }: RouteReport): string {
  if (walls.some(({ state }) => state === 'broken')) return '×'
  const index = domains.indexOf(domain)
  return index === -1 ? '?' : `${index + 1}`
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
