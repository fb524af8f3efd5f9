import { at } from '../depth/adjacency.ts'
import type { MapIndex } from '../map-index.ts'

/** Where the barriers and domains of one namespace stand, by positions; nothing for those that several share. */
export interface StandingPlaces {
  readonly ofBarrier: readonly (readonly number[] | undefined)[]
  readonly ofDomain: readonly (readonly number[] | undefined)[]
  /** Barrier to the positions that undermine it. */
  readonly underminers: readonly (readonly number[])[]
}

export function standingPlaces(
  index: MapIndex,
  namespaceOf: (position: number) => string | undefined,
): StandingPlaces {
  const before = endsOfBarriers(index, index.from)
  const behind = endsOfBarriers(index, index.to)
  const own = (ends: ReadonlySet<number>): readonly number[] | undefined =>
    isOfOne(ends, namespaceOf) ? [...ends] : undefined
  const owned = (parts: readonly ReadonlySet<number>[]): readonly (readonly number[] | undefined)[] =>
    parts.map(own)
  const either = (
    some: readonly ReadonlySet<number>[],
    others: readonly ReadonlySet<number>[],
  ): readonly (readonly number[] | undefined)[] => {
    const second = owned(others)
    return owned(some).map((each, number) => each ?? second[number])
  }
  return {
    ofBarrier: either(before, behind),
    ofDomain: either(byDomain(index, before), byDomain(index, behind)),
    underminers: underminersOf(index),
  }
}

function underminersOf({ barriers, undermines }: MapIndex): readonly (readonly number[])[] {
  const underminers = barriers.map((): number[] => [])
  for (const [position, fallen] of undermines) for (const each of fallen) underminers[each]?.push(position)
  return underminers
}

/** Barrier to the positions at one end of the steps on which it stands. */
function endsOfBarriers({ barriers, lists, listOf }: MapIndex, ends: Int32Array): readonly Set<number>[] {
  const ofList = lists.map(() => new Set<number>())
  ends.forEach((end, step) => ofList[at(listOf, step)]?.add(end))
  const ofBarrier = barriers.map(() => new Set<number>())
  lists.forEach((list, number) => {
    for (const { barrier } of list) for (const end of ofList[number] ?? []) ofBarrier[barrier]?.add(end)
  })
  return ofBarrier
}

function byDomain(
  { domains, barrierDomains }: MapIndex,
  ofBarrier: readonly ReadonlySet<number>[],
): readonly Set<number>[] {
  const ofDomain = domains.map(() => new Set<number>())
  ofBarrier.forEach((ends, barrier) => {
    for (const end of ends) ofDomain[at(barrierDomains, barrier)]?.add(end)
  })
  return ofDomain
}

function isOfOne(ends: ReadonlySet<number>, namespaceOf: (position: number) => string | undefined): boolean {
  const namespaces = new Set([...ends].map(namespaceOf))
  return namespaces.size === 1 && !namespaces.has(undefined)
}
