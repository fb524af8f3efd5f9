import type { PartOf } from '../changes/change-context.ts'
import type { Foothold } from '../measure.ts'
import type { BreachMap, IsLeft } from '../map/map.ts'
import { indexMap } from '../map/map-index.ts'
import { codePosition, nodePosition, podPosition } from '../steps/position.ts'
import { colourPositions } from './colours.ts'
import { keepFew } from './keep.ts'
import { type Looking, lookAt } from './look.ts'
import { namedAmongOthers } from './owners.ts'

/** A part of a map that answers for all of it. */
export interface Few {
  /** Of tenants that are alike one. */
  readonly footholds: readonly Foothold[]
  readonly map: BreachMap
  /** The same part of another terrain of the platform. */
  readonly partOf: PartOf
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
    return { map, footholds, partOf: (all) => ({ terrain: all, isLeft: () => false }) }
  const asked = firstOfEach(question)
  const colours = colourPositions(map, { ...lookAt(question, asked), isOwnTold: false })
  const { positions } = indexMap(map)
  const starts = [...asked].flatMap((tenant) => positions.get(codePosition(tenant).key) ?? [])
  const kept = keepFew(map, colours, starts)
  const left = new Set(map.positions.flatMap(({ key }, number) => (kept[number] === 1 ? [] : [key])))
  const isLeft: IsLeft = ({ key }) => left.has(key)
  return {
    map: without(map, isLeft),
    footholds: footholds.filter(({ tenant }) => asked.has(tenant)),
    partOf: partWithout(map, isLeft),
  }
}

/** The first tenant of each colour; who is one of some to whom a way leads is none like who is not. */
function firstOfEach(question: FewQuestion): ReadonlySet<string> {
  const { map, terrain } = question
  const look = lookAt(question, new Set())
  const colours = colourPositions(map, { ...look, isOwnTold: true })
  const index = indexMap(map)
  const colourOf = (tenant: string): number | undefined =>
    colours.of[index.positions.get(codePosition(tenant).key) ?? -1]
  const named = namedAmongOthers({ ...colours, index, owners: look.owners })
  const byColour = Map.groupBy(terrain.tenants.names.entries(), ([number, tenant]) =>
    [colourOf(tenant), ...(named.get(number) ?? [])].join(' '),
  )
  return new Set([...byColour.values()].flatMap(([first]) => first?.[1] ?? []))
}

/** So many pools of those left out stay, for whoever comes to nodes without coming to pods. */
const poolsKept = 2

/** Nodes that are not on the map and that only pods have which are left out: each tenant has some once it is moved there. */
function partWithout({ positions }: BreachMap, isLeft: IsLeft): PartOf {
  const known = new Set(positions.map(({ key }) => key))
  return (terrain) => {
    const { pools } = terrain
    const deserted = pools.all.filter((pool) => {
      if (known.has(nodePosition(pool.name).key)) return false
      const own = pools.podsOn(pool).filter(({ pod }) => pod.kind !== 'DaemonSet')
      return own.length > 0 && own.every(({ pod }) => isLeft(podPosition(pod)))
    })
    const lost = new Set(deserted.slice(poolsKept))
    const names = new Set(Array.from(lost, ({ name }) => name))
    return {
      terrain: { ...terrain, pools: { ...pools, all: pools.all.filter((pool) => !lost.has(pool)) } },
      isLeft: (position) => isLeft(position) || names.has(position.pool ?? ''),
    }
  }
}

function without(map: BreachMap, isLeft: IsLeft): BreachMap {
  return {
    positions: map.positions.filter((position) => !isLeft(position)),
    steps: map.steps.filter(({ from, to }) => !isLeft(from) && !isLeft(to)),
    undermined: new Map(
      map.positions.flatMap((position) => {
        const fallen = map.undermined.get(position.key)
        return fallen === undefined || isLeft(position) ? [] : [[position.key, fallen] as const]
      }),
    ),
  }
}
