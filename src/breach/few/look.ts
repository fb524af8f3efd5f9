import { numbersOf } from '../../kernel/numbers.ts'
import { remember, rememberBoth } from '../../kernel/remember.ts'
import type { Requirements } from '../../knowledge/required-depths.ts'
import { type Goal, pooledGoals } from '../goal.ts'
import { groundsOf } from '../map/grounds.ts'
import type { BreachMap } from '../map/map.ts'
import { indexMap } from '../map/map-index.ts'
import {
  accountsPosition,
  codePosition,
  podsPosition,
  portsPosition,
  type Position,
  secretsPosition,
  workloadsPosition,
} from '../steps/position.ts'
import { podsOf } from '../subjects.ts'
import type { GroundKind } from '../technique.ts'
import type { Terrain } from '../terrain.ts'
import type { Look } from './colours.ts'
import { nobody, type Owners, withOwned } from './owners.ts'

export interface Looking {
  readonly map: BreachMap
  readonly terrain: Terrain
  readonly required: Requirements
  /** What can be changed about what leads from a position, as a text. */
  readonly changesAt: (key: string) => string
}

/**
 * What tells positions apart whatever leads from them. Of tenants only those that are asked are told from each other. Of
 * what all use up each has facts of its own that bound it, which no step names where somebody stated that they do not.
 */
export function lookAt(looking: Looking, asked: ReadonlySet<string>): Omit<Look, 'isOwnTold'> {
  const { map, terrain, required, changesAt } = looking
  const owners = ownersIn(map, terrain)
  // Where somebody stated that anybody comes to all pools, these look alike until that is mended.
  const arePoolsTold = terrain.facts.ask('placement').is === 'bad'
  const ends = endsOf(looking, asked)
  const codes = new Map(
    terrain.tenants.names.map((tenant) => {
      const own = asked.has(tenant) ? tenant : ''
      return [codePosition(tenant).key, `${own} ${JSON.stringify(required.of(tenant))}`] as const
    }),
  )
  return {
    owners,
    positions: map.positions.map(({ key, kind, pool }, number) =>
      JSON.stringify([
        kind === 'drain' ? key : kind,
        arePoolsTold ? pool : pool !== undefined,
        owners[number] !== nobody,
        ends.get(key),
        codes.get(key),
        changesAt(key),
      ]),
    ),
  }
}

/** What would be lost with each position, and whether it is of a tenant that is asked. */
function endsOf({ map, terrain }: Looking, asked: ReadonlySet<string>): ReadonlyMap<string, string> {
  const ends = new Map<string, string>()
  for (const goal of pooledGoals) {
    for (const { position, tag } of goal.ends(map, terrain)) {
      const owner = tag === '' || asked.has(tag) ? tag : 'a tenant'
      const told = `${goal.title} ${isOfTenants(goal) ? owner : ''}`
      ends.set(position.key, `${ends.get(position.key) ?? ''} ${told}`)
    }
  }
  return ends
}

/** Whose each position is: what is in his namespaces, his code and data, his nodes, and what deals with him alone. */
const ownersIn = rememberBoth((map: BreachMap, terrain: Terrain): Owners => {
  const { tenants } = terrain
  const namespaces = namespacesIn(terrain)
  const numbers = new Map(tenants.names.map((tenant, number) => [tenant, number] as const))
  const named = new Map(tenants.names.map((tenant) => [codePosition(tenant).key, tenant] as const))
  for (const { ends } of pooledGoals.filter(isOfTenants)) {
    for (const { position, tag } of ends(map, terrain)) named.set(position.key, tag)
  }
  const owners = numbersOf(map.positions, ({ key }) => {
    const tenant = named.get(key) ?? tenants.ofNamespace(namespaces.get(key) ?? '')
    return numbers.get(tenant ?? '') ?? nobody
  })
  return withOwned(owners, indexMap(map))
})

/** Goals whose ends belong to tenants. */
function isOfTenants({ kept, isOwn }: Goal): boolean {
  return kept === 2 || isOwn === true
}

const kinds: readonly GroundKind[] = ['container', 'pod', 'network', 'port', 'service', 'account']

/** The namespace of each position that belongs to one alone. */
const namespacesIn = remember((terrain: Terrain): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (const namespace of terrain.namespaces) {
    for (const { key } of wholeOf(namespace)) found.set(key, namespace)
  }
  for (const kind of kinds) {
    for (const { position, ground } of groundsOf(kind, terrain)) {
      const [namespace, ...others] = new Set(podsOf(ground).map((pod) => pod.namespace))
      if (namespace !== undefined && others.length === 0) found.set(position.key, namespace)
    }
  }
  return found
})

function wholeOf(namespace: string): readonly Position[] {
  return [
    workloadsPosition(namespace),
    podsPosition(namespace),
    portsPosition(namespace),
    accountsPosition(namespace),
    secretsPosition(namespace),
  ]
}
