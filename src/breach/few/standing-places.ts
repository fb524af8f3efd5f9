import { at } from '../depth/adjacency.ts'
import type { MapIndex } from '../map/map-index.ts'
import { nobody, type Owners } from './owners.ts'

/** Where the barriers and domains of one owner stand, by positions; nothing for those that several share. */
export interface StandingPlaces {
  readonly ofBarrier: readonly (readonly number[] | undefined)[]
  readonly ofDomain: readonly (readonly number[] | undefined)[]
  /** Barrier to the positions that undermine it. */
  readonly underminers: readonly (readonly number[])[]
}

/** Something is of one owner where all steps on which it stands start from what is his, or all lead there. */
export function standingPlaces(index: MapIndex, owners: Owners): StandingPlaces {
  const before = endsOfBarriers(index, index.from)
  const behind = endsOfBarriers(index, index.to)
  const either = (some: readonly Ends[], others: readonly Ends[]): StandingPlaces['ofBarrier'] =>
    some.map((ends, number) => owned(ends, owners) ?? owned(others[number] ?? none, owners))
  return {
    ofBarrier: either(before, behind),
    ofDomain: either(byDomain(index, before), byDomain(index, behind)),
    underminers: underminersOf(index),
  }
}

type Ends = ReadonlySet<number>

const none: Ends = new Set()

function owned(ends: Ends, owners: Owners): readonly number[] | undefined {
  const found = new Set(Array.from(ends, (end) => at(owners, end)))
  return found.size === 1 && !found.has(nobody) ? [...ends] : undefined
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

function byDomain({ domains, barrierDomains }: MapIndex, ofBarrier: readonly Ends[]): readonly Set<number>[] {
  const ofDomain = domains.map(() => new Set<number>())
  ofBarrier.forEach((ends, barrier) => {
    for (const end of ends) ofDomain[at(barrierDomains, barrier)]?.add(end)
  })
  return ofDomain
}
