import { type Adjacency, at, edgesOf } from '../depth/adjacency.ts'
import type { MapIndex } from '../map/map-index.ts'

/** Position to the number of the tenant to whom it belongs; `nobody` where it belongs to none or to several. */
export type Owners = Int32Array

export const nobody = -1

/** What deals with one tenant alone is his as well: his secrets, his storage, what serves him. */
export function withOwned(owners: Owners, { from, to }: MapIndex): Owners {
  const seen = owners.map(() => unseen)
  const meet = (position: number, other: number): void => {
    const [known, owner] = [at(seen, position), at(owners, other)]
    if (owner !== nobody) seen[position] = known === unseen || known === owner ? owner : several
  }
  from.forEach((start, step) => {
    meet(start, at(to, step))
    meet(at(to, step), start)
  })
  return owners.map((owner, position) => {
    const inferred = at(seen, position)
    return owner !== nobody || inferred < 0 ? owner : inferred
  })
}

const [unseen, several] = [-1, -2]

interface Sight {
  readonly index: MapIndex
  readonly outgoing: Adjacency
  readonly owners: Owners
}

/** The targets of ways that look alike, as far as they belong to somebody. */
interface Led {
  readonly colour: number
  readonly owners: Set<number>
}

/** Ways that look alike and lead to others, from one position. */
export type LedFrom = (position: number, ways: Int32Array, colours: Int32Array) => readonly Led[]

/** Positions from which nothing leads to others are passed over. */
export function ledToOthers({ index, outgoing, owners }: Sight): LedFrom {
  const crosses = new Uint8Array(owners.length)
  index.to.forEach((target, step) => {
    const [start, owner] = [at(index.from, step), at(owners, target)]
    if (owner !== nobody && owner !== at(owners, start)) crosses[start] = 1
  })
  return (position, ways, colours) => {
    if (crosses[position] !== 1) return []
    const led = new Map<number, Led>()
    for (const step of edgesOf(outgoing, position)) {
      const target = at(index.to, step)
      const owner = at(owners, target)
      if (owner === nobody) continue
      const way = at(ways, step)
      const known = led.get(way) ?? { colour: at(colours, target), owners: new Set() }
      led.set(way, known)
      known.owners.add(owner)
    }
    return [...led].sort(([a], [b]) => a - b).map(([, each]) => each)
  }
}

/** Colour to those who have positions of it. */
export function ownersByColour(
  owners: Owners,
  colours: Int32Array,
): ReadonlyMap<number, ReadonlySet<number>> {
  const having = new Map<number, Set<number>>()
  colours.forEach((colour, position) => {
    const owner = at(owners, position)
    if (owner === nobody) return
    const known = having.get(colour) ?? new Set()
    having.set(colour, known)
    known.add(owner)
  })
  return having
}

/** Of the others who have positions of that colour those to whom it leads, where it does not lead to all of them. */
export function someOthers(
  { owners }: Led,
  own: number,
  having: ReadonlySet<number> | undefined,
): readonly number[] | undefined {
  const others = [...owners].filter((owner) => owner !== own)
  const all = (having?.size ?? 0) - (having?.has(own) === true ? 1 : 0)
  return others.length === all ? undefined : others.sort((a, b) => a - b)
}

interface Coloured extends Sight {
  readonly ways: Int32Array
  readonly of: Int32Array
}

/** Owner to the ways on which he is named: those that lead to him and not to all others who have the like. */
export function namedAmongOthers(coloured: Coloured): ReadonlyMap<number, ReadonlySet<string>> {
  const { owners, ways, of } = coloured
  const ledFrom = ledToOthers(coloured)
  const having = ownersByColour(owners, of)
  const named = new Map<number, Set<string>>()
  owners.forEach((own, position) => {
    for (const led of ledFrom(position, ways, of)) {
      const some = someOthers(led, own, having.get(led.colour)) ?? []
      const name = `${led.colour}:${some.join('+')}`
      for (const owner of some) named.set(owner, (named.get(owner) ?? new Set()).add(name))
    }
  })
  return named
}
