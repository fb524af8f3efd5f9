import { numbersOf } from '../../kernel/numbers.ts'
import { at, groupEdges, type Adjacency } from '../depth/adjacency.ts'
import { remember } from '../../kernel/remember.ts'
import type { BreachMap } from '../map/map.ts'
import { indexMap, type MapIndex } from '../map/map-index.ts'
import { type LedFrom, ledToOthers, type Owners, ownersByColour, someOthers } from './owners.ts'
import { standingPlaces, type StandingPlaces } from './standing-places.ts'

/** Positions of one colour lead on alike: each way from the one is a way from the other, to a position of the same colour. */
export interface Colours {
  readonly of: Int32Array
  readonly outgoing: Adjacency
  /** Equal for steps that ask for the same and lead to positions of one colour. */
  readonly ways: Int32Array
}

export interface Look {
  /** What tells a position from others at first sight. */
  readonly positions: readonly string[]
  readonly owners: Owners
  /** Whether what leads to one's own is told from what leads to others, whoever it is. */
  readonly isOwnTold: boolean
}

/**
 * The coarsest colours (partition refinement, Paige and Tarjan 1987): all that look alike have one, until those are told
 * apart that lead to different ones. Barriers and domains of one owner count by where they stand, all others by name.
 */
export function colourPositions(map: BreachMap, look: Look): Colours {
  const index = indexMap(map)
  const outgoing = groupEdges(index.from, index.to, map.positions.length)
  const kinds = kindsOf(map)
  const places = standingPlaces(index, look.owners)
  const ledFrom = ledToOthers({ index, outgoing, owners: look.owners })
  let colours = numbered(look.positions)
  for (;;) {
    const barriers = colourBarriers(index, places, colours.of)
    const ways = waysOf(index, { kinds, lists: colourLists(index, barriers.of), colours })
    const tellOthers = look.isOwnTold
      ? othersTold(look.owners, ledFrom, { colours: colours.of, ways })
      : silent
    const refined = refine({ index, outgoing, barriers: barriers.of, ways, tellOthers }, colours.of)
    if (refined.count === colours.count) return { of: colours.of, outgoing, ways }
    colours = refined
  }
}

interface Numbered {
  readonly of: Int32Array
  readonly count: number
}

function numbered(texts: readonly string[]): Numbered {
  const numbers = new Map<string, number>()
  const of = numbersOf(texts, (text) => {
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  })
  return { of, count: numbers.size }
}

const kindsOf = remember((map: BreachMap): Numbered => numbered(map.steps.map(kindOf(indexMap(map)))))

/** All of a step but its ends and what stands on it. */
function kindOf({ doubtOf }: MapIndex): (step: BreachMap['steps'][number], index: number) => string {
  return ({ technique, closedBy, isDrift }, index) =>
    `${technique} ${closedBy} ${isDrift} ${at(doubtOf, index)}`
}

/**
 * Which instance it is counts only where somebody undermines it. What one failure takes down of one owner is like what
 * another takes down of another.
 */
function colourBarriers(index: MapIndex, places: StandingPlaces, colours: Int32Array): Numbered {
  const { underminers } = places
  const seen = (ends: readonly number[]): string => distinct(numbersOf(ends, (end) => at(colours, end)))
  const domains = numbered(
    index.domains.map((domain, number) => {
      const own = places.ofDomain[number]
      return own === undefined ? domain : `${domain.replace(/:.*/s, '')} ${seen(own)}`
    }),
  )
  return numbered(
    index.barriers.map(({ barrier, instance }, number) => {
      const domain = at(domains.of, at(index.barrierDomains, number))
      const by = underminers[number] ?? []
      if (by.length === 0) return `${barrier} ${domain}`
      const own = places.ofBarrier[number]
      return `${barrier} ${domain} ${seen(by)}|${own === undefined ? instance : seen(own)}`
    }),
  )
}

function colourLists({ lists }: MapIndex, barriers: Int32Array): Numbered {
  return numbered(
    lists.map((list) =>
      list
        .map(({ barrier, doubt }) => `${at(barriers, barrier)}:${doubt}`)
        .sort()
        .join(' '),
    ),
  )
}

interface StepColours {
  readonly kinds: Numbered
  readonly lists: Numbered
  readonly colours: Numbered
}

function waysOf({ to, listOf }: MapIndex, { kinds, lists, colours }: StepColours): Int32Array {
  const numbers = new Map<number, number>()
  return to.map((target, step) => {
    const asked = at(kinds.of, step) * lists.count + at(lists.of, at(listOf, step))
    const way = asked * colours.count + at(colours.of, target)
    const number = numbers.get(way) ?? numbers.size
    numbers.set(way, number)
    return number
  })
}

interface Sight {
  readonly index: MapIndex
  readonly outgoing: Adjacency
  readonly barriers: Int32Array
  readonly ways: Int32Array
  readonly tellOthers: (position: number) => string
}

const none: readonly number[] = []
const silent = (): string => ''

/** Tells positions apart by where they lead and by what falls once they are held. */
function refine({ index, outgoing, barriers, ways, tellOthers }: Sight, colours: Int32Array): Numbered {
  const { offsets, edges } = outgoing
  const waysFrom = edges.map((step) => at(ways, step))
  return numbered(
    Array.from(colours, (colour, position) => {
      const own = distinct(waysFrom.subarray(at(offsets, position), at(offsets, position + 1)))
      const fallen = numbersOf(index.undermines.get(position) ?? none, (barrier) => at(barriers, barrier))
      return `${colour}|${own}|${distinct(fallen)}|${tellOthers(position)}`
    }),
  )
}

/** What leads to its owner alone, to all others, or only to some of them: these are named. */
function othersTold(
  owners: Owners,
  ledFrom: LedFrom,
  { colours, ways }: { readonly colours: Int32Array; readonly ways: Int32Array },
): (position: number) => string {
  const having = ownersByColour(owners, colours)
  return (position) => {
    const own = at(owners, position)
    return ledFrom(position, ways, colours)
      .map(
        (led) =>
          `${led.owners.has(own) ? '=' : ''}${someOthers(led, own, having.get(led.colour))?.join(' ') ?? '*'}`,
      )
      .join()
  }
}

/** Puts numbers in order, and tells each once. */
function distinct(numbers: Int32Array): string {
  numbers.sort()
  return numbers.filter((each, index) => index === 0 || each !== numbers[index - 1]).join(' ')
}
