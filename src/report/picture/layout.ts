import { fitText, type Font } from './text.ts'
import {
  type Bulkhead,
  type Compartment,
  groupTitle,
  type Section,
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
const [markSpace, tieSpace, rowGap] = [46, 18, 24] as const
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
}

export interface Room {
  readonly x: number
  readonly width: number
  readonly compartment: Compartment
  readonly role: 'foothold' | 'asset' | 'between'
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

/** One failure domain that stands on several steps: its walls fall together. */
export interface Tie {
  readonly from: number
  readonly to: number
  readonly level: number
}

export function layOut(section: Section, shape: Shape): PlacedSection {
  const rows: Row[] = []
  let y = 0
  for (const [first, count] of rowsOf(section.bulkheads.length, shape.perRow)) {
    const bulkheads = placeBulkheads(section.bulkheads.slice(first, first + count), shape)
    const ties = tiesOf(bulkheads)
    const top = y + markSpace + tieSpace * new Set(ties.map(({ level }) => level)).size
    const row = placeRow(section, { first, bulkheads, ties, top, shape })
    rows.push(row)
    y = top + hullHeight + rowGap + Math.max(0, ...bulkheads.map(({ noteHeight }) => noteHeight))
  }
  return { width: Math.max(...rows.map(({ right }) => right)) + bowWidth, height: Math.ceil(y), rows }
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
}

function placeRow(section: Section, { first, bulkheads, ties, top, shape }: RowPlan): Row {
  const count = section.compartments.length
  const starts = [sternWidth, ...bulkheads.map(({ x, width }) => x + width)]
  const rooms = section.compartments.slice(first, first + bulkheads.length + 1).map((compartment, index) => ({
    x: starts[index] ?? sternWidth,
    width: shape.roomWidth,
    compartment,
    role: roleOf(first + index, count),
  }))
  const right = (starts.at(-1) ?? sternWidth) + shape.roomWidth
  const isFirst = first === 0
  const isLast = first + bulkheads.length + 1 === count
  const water = section.compartments[first]?.water ?? 'dry'
  const pools = poolsOf(water, bulkheads, right + bowWidth)
  return { top, left: sternWidth, right, isFirst, isLast, rooms, bulkheads, pools, ties }
}

function roleOf(index: number, count: number): Room['role'] {
  if (index === 0) return 'foothold'
  return index === count - 1 ? 'asset' : 'between'
}

/** Water ends at the first wall that holds it; behind one that nobody knows it stands perhaps. */
function poolsOf(start: Water, bulkheads: readonly PlacedBulkhead[], end: number): readonly Pool[] {
  const plates = bulkheads.flatMap(({ groups }) => groups.flatMap((each) => each.plates))
  const stop = plates.find(({ wall }) => wall.state === 'standing')?.x ?? end
  const doubt = plates.find(({ wall }) => wall.state === 'unknown')?.x ?? end
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

function tiesOf(bulkheads: readonly PlacedBulkhead[]): readonly Tie[] {
  const marked = bulkheads.flatMap(({ groups }) => groups.filter(({ group }) => /^\d/.test(group.mark)))
  return [...Map.groupBy(marked, ({ group }) => group.mark).values()]
    .filter((groups) => groups.length > 1)
    .map((groups, level) => {
      const centres = groups.map(({ plates }) => centreOf(plates))
      return { from: Math.min(...centres), to: Math.max(...centres), level }
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
