import { fitText, type Font } from './text.ts'
import {
  type Bulkhead,
  type Compartment,
  groupTitle,
  type Passage,
  type Section,
  type SideRoute,
  sideTitle,
  type Wall,
  type WallGroup,
  type Water,
} from './section.ts'

// Where everything stands in the picture. A long route goes on in the next row, as a long line of text does.

/** How wide the picture may grow before it goes on in a new row. */
export interface Shape {
  readonly perRow: number
  readonly roomWidth: number
  readonly noteWidth: number
}

export const wide: Shape = { perRow: 3, roomWidth: 158, noteWidth: 176 }
export const narrow: Shape = { perRow: 1, roomWidth: 120, noteWidth: 318 }

export const sternWidth = 36
export const bowWidth = 62
export const hullHeight = 170
/** Below the deck. */
export const waterLine = 112

const [plateStep, groupGap, bulkheadPadding] = [13, 9, 12] as const
export const markSpace = 46
const [tieSpace, rowGap] = [18, 24] as const
export const noteFont: Font = { size: 12 }
export const titleFont: Font = { size: 12.5, isBold: true }
export const lineHeight = 15.5

export interface PlacedSection {
  readonly width: number
  readonly height: number
  readonly rows: readonly Row[]
}

export interface Row {
  /** Where the deck is. */
  readonly top: number
  readonly left: number
  readonly right: number
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly rooms: readonly Room[]
  readonly bulkheads: readonly PlacedBulkhead[]
  readonly pools: readonly Pool[]
  readonly ties: readonly Tie[]
  /** What is written over the deck of a side route. */
  readonly heading: readonly string[]
}

export interface Room {
  readonly x: number
  readonly width: number
  readonly compartment: Compartment
  readonly role: 'foothold' | 'asset' | 'between' | 'lever'
}

export interface PlacedBulkhead {
  readonly bulkhead: Bulkhead
  readonly x: number
  readonly width: number
  readonly groups: readonly PlacedGroup[]
  readonly noteX: number
  readonly notes: readonly Note[]
  readonly noteHeight: number
}

export interface PlacedGroup {
  readonly group: WallGroup
  readonly plates: readonly Plate[]
}

export interface Plate {
  readonly x: number
  readonly wall: Wall
}

export interface Note {
  readonly kind: 'title' | 'group' | 'wall'
  readonly y: number
  readonly lines: readonly string[]
  readonly wall?: Wall
}

/** Where water stands. */
export interface Pool {
  readonly from: number
  readonly to: number
  readonly water: Exclude<Water, 'dry'>
}

/** Over the deck: walls of one failure domain fall together, or a side route takes one down. */
export interface Tie {
  readonly from: number
  readonly to: number
  readonly level: number
  /** The letter of a side route; it leads from a compartment to a wall. */
  readonly side?: string
}

export function layOut(section: Section, shape: Shape): PlacedSection {
  const main = placeRows(section, { shape, y: 0, sides: section.sides })
  const rows = [...main.rows]
  let { y } = main
  for (const side of section.sides) {
    const width = (rows[0]?.right ?? shape.roomWidth) + bowWidth - sternWidth
    const heading = fitText(sideTitle(side), titleFont, { width, lines: 3 })
    const placed = placeRows(side, { shape, y, sides: [], heading })
    rows.push(...placed.rows)
    y = placed.y
  }
  return { width: Math.max(...rows.map(({ right }) => right)) + bowWidth, height: Math.ceil(y), rows }
}

interface Plan {
  readonly shape: Shape
  /** Where the first row begins. */
  readonly y: number
  /** The side routes that take walls of these rows down. */
  readonly sides: readonly SideRoute[]
  /** Of a side route. */
  readonly heading?: readonly string[]
}

function placeRows(passage: Passage, plan: Plan): { readonly rows: readonly Row[]; readonly y: number } {
  const { shape, sides, heading = [] } = plan
  let { y } = plan
  const rows: Row[] = []
  for (const [first, count] of rowsOf(passage.bulkheads.length, shape.perRow)) {
    const bulkheads = placeBulkheads(passage.bulkheads.slice(first, first + count), shape)
    const ties = [...tiesOf(bulkheads), ...sideTiesOf(bulkheads, { sides, first, shape })].map(
      (tie, level) => ({
        ...tie,
        level,
      }),
    )
    const own = first === 0 ? heading : []
    const top = y + markSpace + tieSpace * ties.length + own.length * lineHeight
    rows.push(
      placeRow(passage, {
        first,
        bulkheads,
        ties,
        top,
        shape,
        heading: own,
        isSide: plan.heading !== undefined,
      }),
    )
    y = top + hullHeight + rowGap + Math.max(0, ...bulkheads.map(({ noteHeight }) => noteHeight))
  }
  return { rows, y }
}

/** As few rows as it takes, evenly filled: `[first, count]` of the bulkheads of each. */
export function rowsOf(count: number, perRow: number): readonly (readonly [number, number])[] {
  const rows = Math.max(1, Math.ceil(count / perRow))
  return Array.from({ length: rows }, (_, row) => {
    const first = Math.floor((row * count) / rows)
    return [first, Math.floor(((row + 1) * count) / rows) - first] as const
  })
}

function placeBulkheads(bulkheads: readonly Bulkhead[], shape: Shape): readonly PlacedBulkhead[] {
  let x = sternWidth + shape.roomWidth
  return bulkheads.map((bulkhead) => {
    const groups = placePlates(bulkhead.groups, x + bulkheadPadding)
    const last = groups.at(-1)?.plates.at(-1)?.x ?? x
    const width = last + bulkheadPadding - x
    const notes = notesOf(bulkhead, shape.noteWidth)
    const end = notes.at(-1)
    const placed = {
      bulkhead,
      x,
      width,
      groups,
      noteX: Math.max(2, x + width / 2 - shape.noteWidth / 2),
      notes,
      noteHeight: end === undefined ? 0 : end.y + end.lines.length * lineHeight,
    }
    x += width + shape.roomWidth
    return placed
  })
}

const maxPlates = 8

function placePlates(groups: readonly WallGroup[], start: number): readonly PlacedGroup[] {
  let x = start
  return groups.map((group) => {
    const plates = group.walls.slice(0, maxPlates).map((wall, index) => ({ x: x + index * plateStep, wall }))
    x += (plates.length - 1) * plateStep + plateStep + groupGap
    return { group, plates }
  })
}

interface RowPlan {
  readonly first: number
  readonly bulkheads: readonly PlacedBulkhead[]
  readonly ties: readonly Tie[]
  readonly top: number
  readonly shape: Shape
  readonly heading: readonly string[]
  readonly isSide: boolean
}

function placeRow(passage: Passage, { first, bulkheads, ties, top, shape, heading, isSide }: RowPlan): Row {
  const count = passage.compartments.length
  const starts = [sternWidth, ...bulkheads.map(({ x, width }) => x + width)]
  const rooms = passage.compartments.slice(first, first + bulkheads.length + 1).map((compartment, index) => ({
    x: starts[index] ?? sternWidth,
    width: shape.roomWidth,
    compartment,
    role: isSide ? sideRoleOf(first + index, count) : roleOf(first + index, count),
  }))
  const right = (starts.at(-1) ?? sternWidth) + shape.roomWidth
  const isFirst = !isSide && first === 0
  const isLast = !isSide && first + bulkheads.length + 1 === count
  const water = passage.compartments[first]?.water ?? 'dry'
  const pools = poolsOf(water, bulkheads, right + bowWidth)
  return { top, left: sternWidth, right, isFirst, isLast, rooms, bulkheads, pools, ties, heading }
}

function roleOf(index: number, count: number): Room['role'] {
  if (index === 0) return 'foothold'
  return index === count - 1 ? 'asset' : 'between'
}

function sideRoleOf(index: number, count: number): Room['role'] {
  return index === count - 1 ? 'lever' : 'between'
}

/** Water ends at the first wall that holds it; behind one that nobody knows it stands perhaps. */
function poolsOf(start: Water, bulkheads: readonly PlacedBulkhead[], end: number): readonly Pool[] {
  const plates = bulkheads.flatMap(({ groups }) => groups.flatMap((each) => each.plates))
  const stop = plates.find(({ wall }) => wall.lets === 'dry')?.x ?? end
  const doubt = plates.find(({ wall }) => wall.lets === 'perhaps')?.x ?? end
  const pools: readonly Pool[] = [
    { from: 0, to: start === 'flooded' ? Math.min(doubt, stop) : 0, water: 'flooded' },
    {
      from: start === 'flooded' ? Math.min(doubt, stop) : 0,
      to: start === 'dry' ? 0 : stop,
      water: 'perhaps',
    },
  ]
  return pools.filter(({ from, to }) => to > from)
}

function tiesOf(bulkheads: readonly PlacedBulkhead[]): readonly Omit<Tie, 'level'>[] {
  const marked = bulkheads.flatMap(({ groups }) => groups.filter(({ group }) => /^\d/.test(group.mark)))
  return [...Map.groupBy(marked, ({ group }) => group.mark).values()]
    .filter((groups) => groups.length > 1)
    .map((groups) => {
      const centres = groups.map(({ plates }) => centreOf(plates))
      return { from: Math.min(...centres), to: Math.max(...centres) }
    })
}

interface SidePlan {
  readonly sides: readonly SideRoute[]
  /** The first compartment of the row. */
  readonly first: number
  readonly shape: Shape
}

/** From the compartment that a side route leaves, or from where the row begins, to each wall that it takes down. */
function sideTiesOf(
  bulkheads: readonly PlacedBulkhead[],
  { sides, first, shape }: SidePlan,
): readonly Omit<Tie, 'level'>[] {
  const starts = [sternWidth, ...bulkheads.map(({ x, width }) => x + width)]
  return sides.flatMap(({ mark, leaves }) => {
    const start = leaves < first ? undefined : starts[leaves - first]
    const from = start === undefined ? sternWidth : start + shape.roomWidth / 2
    return bulkheads
      .flatMap(({ groups }) => groups.filter(({ group }) => group.mark === mark))
      .map(({ plates }) => ({ from, to: centreOf(plates), side: mark }))
  })
}

export function centreOf(plates: readonly Plate[]): number {
  return ((plates[0]?.x ?? 0) + (plates.at(-1)?.x ?? 0)) / 2
}

const [noteIndent, titleLines, wallLines, maxNotes] = [16, 3, 4, 4] as const

function notesOf({ number, title, groups }: Bulkhead, width: number): readonly Note[] {
  const notes: Note[] = []
  let y = 0
  const add = (note: Omit<Note, 'y'>, gap: number): void => {
    y += gap
    notes.push({ ...note, y })
    y += note.lines.length * lineHeight
  }
  add(
    { kind: 'title', lines: fitText(`Step ${number}: ${title}`, titleFont, { width, lines: titleLines }) },
    0,
  )
  for (const group of groups) {
    const heading = `${group.mark}  ${groupTitle(group)}`.trimStart()
    add({ kind: 'group', lines: fitText(heading, noteFont, { width, lines: 5 }) }, 5)
    const box = { width: width - noteIndent, lines: wallLines }
    for (const wall of group.walls.slice(0, maxNotes))
      add({ kind: 'wall', lines: fitText(wall.text, noteFont, box), wall }, 2)
    const more = group.walls.length - maxNotes
    if (more > 0) add({ kind: 'group', lines: [`and ${more} more`] }, 1)
  }
  return notes
}
