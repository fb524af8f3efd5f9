import type { GraphPosition, GraphStep, TechniqueSummary } from '../../findings/breach-graph.ts'
import { sureDomains } from '../../findings/occurrence.ts'
import { isAttainable, type Barrier } from '../../knowledge/barriers.ts'
import type { Guarantee } from '../../knowledge/guarantees.ts'
import type { RequiredDepths } from '../../knowledge/required-depths.ts'
import type { Ground } from './ground.ts'
import { barrierMitigation, controlMitigation, distinct, toMakeSure } from './mitigations.ts'
import type { MitigationInstance, Threat, ThreatInstance, ThreatState } from './model.ts'
import { riskOf } from './risk.ts'

/** One threat for each technique that occurs, were it only after a wrong field of tomorrow. */
export function techniqueThreats(ground: Ground): readonly Threat[] {
  const steps = Map.groupBy(ground.graph.steps, ({ technique }) => technique)
  return ground.graph.techniques.flatMap((technique) => {
    const own = steps.get(technique.id) ?? []
    return own.length === 0 ? [] : [threatOf(technique, own, ground)]
  })
}

function threatOf(technique: TechniqueSummary, steps: readonly GraphStep[], { barriers }: Ground): Threat {
  const { id, title, rationale, guarantees, attack, matrix, vector } = technique
  const depth = Math.min(...asThingsAre(steps).map((step) => sureDomains(step, barriers)))
  return {
    id,
    name: title,
    description: rationale,
    categories: guarantees,
    risk: riskOf(depth, guarantees),
    tags: [...attack, ...matrix, vector],
  }
}

/** Steps that are there today; where there are none, those that a wrong field would open. */
function asThingsAre(steps: readonly GraphStep[]): readonly GraphStep[] {
  const possible = steps.filter(({ isDrift }) => !isDrift)
  return possible.length > 0 ? possible : steps
}

/** What an attacker in one component may do from there. */
export function techniqueInstances(component: GraphPosition, ground: Ground): readonly ThreatInstance[] {
  const steps = Map.groupBy(ground.layout.steps.get(component.id) ?? [], ({ technique }) => technique)
  return ground.graph.techniques.flatMap((technique) => {
    const own = steps.get(technique.id)
    if (own === undefined) return []
    return [
      {
        threat: technique.id,
        state: threatState(own, requiredFor(technique.guarantees, ground.breach.required), ground),
        mitigations: distinct([
          ...barrierInstances(technique, asThingsAre(own), ground),
          ...factInstances(asThingsAre(own)),
          ...controlInstances(technique, component, ground),
        ]),
      },
    ]
  })
}

/** What nobody knows counts as bad: what may be open is exposed, and what may stand mitigates nothing. */
function threatState(steps: readonly GraphStep[], required: number, { barriers }: Ground): ThreatState {
  const possible = steps.filter(({ isDrift }) => !isDrift)
  const least = Math.min(...possible.map((step) => sureDomains(step, barriers)))
  if (least === 0) return 'exposed'
  return least >= required ? 'mitigated' : 'partly-mitigated'
}

function requiredFor(guarantees: readonly Guarantee[], required: RequiredDepths): number {
  const { containment, data, influence, fairShare } = required
  const depths: Readonly<Record<Guarantee, number>> = {
    isolation: Math.max(data, influence),
    containment,
    'fair-share': Math.min(1, fairShare),
  }
  return Math.max(...guarantees.map((guarantee) => depths[guarantee]))
}

/** Kinds of barriers on one step. */
interface Standing {
  readonly surely: ReadonlySet<Barrier>
  readonly perhaps: ReadonlySet<Barrier>
}

function barrierInstances(
  { barriers }: TechniqueSummary,
  steps: readonly GraphStep[],
  ground: Ground,
): readonly MitigationInstance[] {
  const standings = steps.map((step) => standingOn(step, ground))
  // Where only a wrong field of tomorrow opens the way, it is closed today: nothing is missing.
  const isClosed = steps.every(({ isDrift }) => isDrift)
  const kinds = new Set([...barriers, ...standings.flatMap(({ surely, perhaps }) => [...surely, ...perhaps])])
  return [...kinds].flatMap((barrier): MitigationInstance[] => {
    const mitigation = barrierMitigation(barrier)
    if (standings.every(({ surely }) => surely.has(barrier))) return [{ mitigation, state: 'implemented' }]
    return isClosed || !isAttainable(barrier) ? [] : [{ mitigation, state: 'recommended' }]
  })
}

function standingOn({ barriers }: GraphStep, { barriers: instances }: Ground): Standing {
  const kindsOf = (isSure: boolean): ReadonlySet<Barrier> =>
    new Set(
      barriers
        .filter(({ assumes }) => (assumes === undefined) === isSure)
        .flatMap(({ barrier }) => instances.get(barrier)?.barrier ?? []),
    )
  return { surely: kindsOf(true), perhaps: kindsOf(false) }
}

function factInstances(steps: readonly GraphStep[]): readonly MitigationInstance[] {
  return steps.flatMap(({ assumes, barriers: own }) =>
    [assumes, ...own.map((each) => each.assumes)].flatMap((question) => toMakeSure(question)),
  )
}

function controlInstances(
  { controls }: TechniqueSummary,
  component: GraphPosition,
  ground: Ground,
): readonly MitigationInstance[] {
  return controls.flatMap((name) => {
    const control = ground.controls.get(name)
    if (control === undefined) return []
    const state = ground.demands.on(component, control.id)
    return state === undefined ? [] : [{ mitigation: controlMitigation(control), state }]
  })
}
