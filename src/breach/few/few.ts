import type { Foothold } from '../measure.ts'
import type { BreachMap } from '../map.ts'
import { indexMap } from '../map-index.ts'
import { codePosition } from '../position.ts'
import { colourPositions } from './colours.ts'
import { keepFew } from './keep.ts'
import { type Looking, lookAt } from './look.ts'
import { namedAmongOthers } from './owners.ts'

/** A part of a map that answers for all of it. */
export interface Few {
  /** Of tenants that are alike one. */
  readonly footholds: readonly Foothold[]
  /** The same part of this map, or of another one of the same platform. */
  readonly partOf: (map: BreachMap) => BreachMap
}

export interface FewQuestion extends Looking {
  readonly footholds: readonly Foothold[]
}

/**
 * Of tenants and workloads that are alike those that routes from one of them pass. Whatever leads from a position that is
 * kept leads to one of the same colour that is kept as well: so each route has its like among the few.
 */
export function findFew(question: FewQuestion): Few {
  const { map, terrain, footholds } = question
  // Replicas of one workload are asked for one by one.
  if (terrain.pods.some(({ replicaOf }) => replicaOf !== undefined))
    return { footholds, partOf: (all) => all }
  const asked = firstOfEach(question)
  const colours = colourPositions(map, { ...lookAt(question, asked), isOwnTold: false })
  const numberOf = new Map(map.positions.map(({ key }, number) => [key, number] as const))
  const starts = [...asked].flatMap((tenant) => numberOf.get(codePosition(tenant).key) ?? [])
  const kept = keepFew(map, colours, starts)
  const left = new Set(map.positions.flatMap(({ key }, number) => (kept[number] === 1 ? [] : [key])))
  return {
    footholds: footholds.filter(({ tenant }) => asked.has(tenant)),
    partOf: (other) => without(other, left),
  }
}

/** The first tenant of each colour; who is one of some to whom a way leads is none like who is not. */
function firstOfEach(question: FewQuestion): ReadonlySet<string> {
  const { map, terrain } = question
  const look = lookAt(question, new Set())
  const colours = colourPositions(map, { ...look, isOwnTold: true })
  const colourOf = new Map(map.positions.map(({ key }, number) => [key, colours.of[number]] as const))
  const named = namedAmongOthers({ ...colours, index: indexMap(map), owners: look.owners })
  const byColour = Map.groupBy(terrain.tenants.names.entries(), ([number, tenant]) =>
    [colourOf.get(codePosition(tenant).key), ...(named.get(number) ?? [])].join(' '),
  )
  return new Set([...byColour.values()].flatMap(([first]) => first?.[1] ?? []))
}

function without(map: BreachMap, left: ReadonlySet<string>): BreachMap {
  return {
    positions: map.positions.filter(({ key }) => !left.has(key)),
    steps: map.steps.filter(({ from, to }) => !left.has(from.key) && !left.has(to.key)),
    undermined: new Map([...map.undermined].filter(([key]) => !left.has(key))),
  }
}
