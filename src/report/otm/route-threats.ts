import type { GraphRoute } from '../../findings/breach-graph.ts'
import type { BarrierReport, ChangeReport, RouteReport, StepReport } from '../../findings/breach-report.ts'
import { compareText } from '../../kernel/text.ts'
import { markdownText } from '../markdown-text.ts'
import { nameToken } from '../name-token.ts'
import { clip, printable } from '../printable.ts'
import type { Ground } from './ground.ts'
import { barrierMitigation, controlMitigation, distinct, factMitigation, toMakeSure } from './mitigations.ts'
import type { MitigationInstance, Threat, ThreatInstance } from './model.ts'
import { domainCount, riskOf } from './risk.ts'

/** A threat that is a whole route: from footholds to something that would be lost. */
export interface RouteThreat {
  readonly threat: Threat
  /** Ids of the positions on which it starts. */
  readonly footholds: readonly string[]
  readonly instance: ThreatInstance
}

/** One for each route of the report: what falls short. */
export function routeThreats(ground: Ground): readonly RouteThreat[] {
  const named = new Map(ground.graph.routes.map((route) => [route.id, route] as const))
  return ground.breach.routes.flatMap((route) => {
    const names = named.get(route.id)
    if (names === undefined) return []
    const threat = threatOf(route, names, ground)
    return [{ threat, footholds: names.footholds, instance: instanceOf(threat, route, ground) }]
  })
}

function threatOf(route: RouteReport, names: GraphRoute, { breach }: Ground): Threat {
  const { strand, goal, footholds, isDrift, depth, steps } = route
  const guarantee = breach.strands.find((each) => each.strand === strand)?.guarantee ?? 'containment'
  const others = footholds > 1 ? ` and from ${footholds - 1} more` : ''
  return {
    id: routeThreatId(names, isDrift),
    name: clip(
      printable(`Code in ${route.from} reaches ${goal}${isDrift ? ' after one wrong field' : ''}`),
      500,
    ),
    description: [`From ${markdownText(route.from)}${others}:`, '', ...steps.map(stepLine)].join('\n'),
    categories: [guarantee],
    risk: riskOf(domainCount(depth.lower), [guarantee]),
    tags: ['route', strand, ...new Set(steps.flatMap(({ technique }) => technique?.id ?? []))],
  }
}

/** By goal and the first foothold by name: the order of the report is no name. */
function routeThreatId({ goal, tag, footholds }: GraphRoute, isDrift: boolean): string {
  const [first = ''] = footholds.toSorted(compareText)
  const parts = ['route', goal, ...(tag === undefined ? [] : [tag]), first, ...(isDrift ? ['drift'] : [])]
  return nameToken(parts.join(':'))
}

function stepLine({ how, to }: StepReport, index: number): string {
  return `${index + 1}. ${markdownText(how)} → ${markdownText(to)}`
}

function instanceOf({ id }: Threat, route: RouteReport, ground: Ground): ThreatInstance {
  const isBare = route.depth.lower === 0
  return {
    threat: id,
    state: isBare ? 'exposed' : 'partly-mitigated',
    mitigations: distinct([...barrierInstances(route), ...changeInstances(route, ground)]),
  }
}

function barrierInstances({ steps }: RouteReport): readonly MitigationInstance[] {
  return steps.flatMap(({ barriers, assumes }) => [
    ...barriers.flatMap(barrierInstance),
    ...toMakeSure(assumes),
  ])
}

function barrierInstance({ barrier, state, assumes }: BarrierReport): readonly MitigationInstance[] {
  if (state === 'unknown') return toMakeSure(assumes, barrier)
  return [{ mitigation: barrierMitigation(barrier), state: 'implemented' }]
}

/** What is in the cheapest cut is required; what else would bear on the route is advised. */
function changeInstances({ id }: RouteReport, ground: Ground): readonly MitigationInstance[] {
  const { cut } = ground.breach
  const chosen = new Set(cut?.changes.map(({ name }) => name))
  return (cut?.ranked ?? [])
    .filter(({ routes }) => routes.includes(id))
    .flatMap((change): MitigationInstance[] => {
      const mitigation = changeMitigation(change, ground)
      if (mitigation === undefined) return []
      return [{ mitigation, state: chosen.has(change.name) ? 'required' : 'recommended' }]
    })
}

function changeMitigation({ name, kind }: ChangeReport, { controls }: Ground): string | undefined {
  if (kind === 'fact') return factMitigation(name)
  const control = controls.get(name)
  return control === undefined ? undefined : controlMitigation(control)
}
