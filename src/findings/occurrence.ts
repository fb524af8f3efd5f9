import { type Barrier, isAttainable } from '../knowledge/barriers.ts'
import type { BreachGraph, GraphBarrier, GraphStep, TechniqueSummary } from './breach-graph.ts'

/**
 * How a step stands. `open`: nothing has to fail. `unknown`: it is open, or bare, unless something that nobody stated is
 * well. `barred`: something has to fail. `drift`: it takes a wrong field that nobody has written yet.
 */
export type StepState = 'open' | 'unknown' | 'barred' | 'drift'

/** From the worst on. */
export const stepStates: readonly StepState[] = ['open', 'unknown', 'barred', 'drift']

export function stepState({ isDrift, assumes, barriers: standing }: GraphStep): StepState {
  if (isDrift) return 'drift'
  if (standing.some((each) => each.assumes === undefined)) return 'barred'
  return assumes === undefined && standing.length === 0 ? 'open' : 'unknown'
}

/** How many failure domains surely have to fail before a step can be taken. */
export function sureDomains(
  { barriers: standing }: GraphStep,
  instances: ReadonlyMap<string, GraphBarrier>,
): number {
  const sure = standing.filter(({ assumes }) => assumes === undefined)
  return new Set(sure.map(({ barrier }) => instances.get(barrier)?.domain)).size
}

/** Whether and how a technique occurs on a platform. */
export interface Occurrence {
  readonly technique: TechniqueSummary
  /** The worst; `closed` where no step is possible. */
  readonly state: StepState | 'closed'
  /** How many positions it starts from, by the worst step from each. */
  readonly places: Readonly<Record<StepState, number>>
  /** Kinds of barriers that surely stand on some step of it as things are. */
  readonly standing: readonly Barrier[]
  /** Kinds that may stand on some step, and surely stand on none. */
  readonly unknown: readonly Barrier[]
  /** Kinds that could be set up, and stand on none. */
  readonly missing: readonly Barrier[]
}

/** Every technique, in the order of the graph. */
export function tellOccurrences(graph: BreachGraph): readonly Occurrence[] {
  const steps = Map.groupBy(graph.steps, ({ technique }) => technique)
  const kinds = new Map(graph.barriers.map(({ id, barrier }) => [id, barrier] as const))
  return graph.techniques.map((technique) => occurrenceOf(technique, steps.get(technique.id) ?? [], kinds))
}

function occurrenceOf(
  technique: TechniqueSummary,
  steps: readonly GraphStep[],
  kinds: ReadonlyMap<string, Barrier>,
): Occurrence {
  const places = placesOf(steps)
  const standings = steps.filter(({ isDrift }) => !isDrift).flatMap((step) => step.barriers)
  const kindsOf = (isSure: boolean): ReadonlySet<Barrier> =>
    new Set(
      standings
        .filter(({ assumes }) => (assumes === undefined) === isSure)
        .flatMap(({ barrier }) => kinds.get(barrier) ?? []),
    )
  const [standing, unknown] = [kindsOf(true), kindsOf(false).difference(kindsOf(true))]
  return {
    technique,
    state: stepStates.find((state) => places[state] > 0) ?? 'closed',
    places,
    standing: [...standing],
    unknown: [...unknown],
    missing: technique.barriers.filter(
      (each) => !standing.has(each) && !unknown.has(each) && isAttainable(each),
    ),
  }
}

function placesOf(steps: readonly GraphStep[]): Readonly<Record<StepState, number>> {
  const worst = [...Map.groupBy(steps, ({ from }) => from).values()].map((own) => {
    const states = new Set(own.map(stepState))
    return stepStates.find((state) => states.has(state))
  })
  const count = (state: StepState): number => worst.filter((each) => each === state).length
  return { open: count('open'), unknown: count('unknown'), barred: count('barred'), drift: count('drift') }
}
