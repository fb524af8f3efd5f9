import { rowsOf } from '../picture/layout.ts'
import type { Bulkhead, Compartment, Passage, Section, SideRoute, Wall, Water } from '../picture/section.ts'
import { fitLines } from '../picture/text.ts'

// The bulkhead section in characters: a hull with its walls, water as far as hostile code gets.

const [leastRoom, nameRows] = [16, 2] as const

/** One column of the drawing, from the marks above the deck to the keel. */
interface Column {
  readonly mark: string
  readonly deck: string
  readonly body: string
  readonly water: string
  readonly keel: string
}

export function sectionLines(section: Section, width: number): readonly string[] {
  return hullLines(section, { goal: section.route.goal, sides: section.sides }, width)
}

/** A side route has no bow: it ends where a wall is taken down. */
export function sideLines(side: SideRoute, width: number): readonly string[] {
  return hullLines(side, { sides: [] }, width)
}

interface Hull {
  /** What the bow is called; without it there is none. */
  readonly goal?: string
  readonly sides: readonly SideRoute[]
}

function hullLines(passage: Passage, { goal, sides }: Hull, width: number): readonly string[] {
  const perRow = Math.max(1, Math.floor(width / (leastRoom + 4)) - 1)
  return rowsOf(passage.bulkheads.length, perRow).flatMap(([first, count]) => {
    const bulkheads = passage.bulkheads.slice(first, first + count)
    const rooms = passage.compartments.slice(first, first + count + 1)
    const isLast = first + count === passage.bulkheads.length
    return rowLines(
      { bulkheads, rooms, first, sides, ...(isLast && goal !== undefined ? { goal } : {}) },
      width,
    )
  })
}

interface RowPart {
  readonly bulkheads: readonly Bulkhead[]
  readonly rooms: readonly Compartment[]
  /** The place of the first compartment. */
  readonly first: number
  readonly sides: readonly SideRoute[]
  /** Of the last row. */
  readonly goal?: string
}

function rowLines(part: RowPart, width: number): string[] {
  const { bulkheads, rooms, goal } = part
  const isLast = goal !== undefined
  const walls = bulkheads.map(columnsOf)
  const room = roomWidth(walls, rooms.length, width)
  const names = namesIn(part, room)
  const row = (cell: (compartment: Compartment, index: number) => string, field: keyof Column): string =>
    rooms.map((each, index) => `${cell(each, index)}${textOf(walls[index], field)}`).join('')
  const [blank, line] = [' '.repeat(room), '─'.repeat(room)]
  const marks = withSides(` ${row(() => blank, 'mark')}`, leavingOf(part, walls, room)).trimEnd()
  return [
    ...(marks === '' ? [] : [marks]),
    `┌${row(() => line, 'deck')}${isLast ? '────┐' : '╌'}`,
    ...Array.from({ length: nameRows }, (_, level) => {
      return `│${row((_, index) => ` ${names[index]?.[level] ?? ''}`.padEnd(room), 'body')}${isLast ? `${' '.repeat(3 - level)}╱` : '╎'}`
    }),
    `│${row(({ water }) => waterOf(water).repeat(room), 'water')}${isLast ? `${waterOf(rooms.at(-1)?.water ?? 'dry')}╱` : '╎'}`,
    `╰${row(() => line, 'keel')}${isLast ? '╯' : '╌'}`,
  ]
}

type Walls = readonly (readonly Column[])[]

function textOf(columns: readonly Column[] = [], field: keyof Column): string {
  return columns.map((column) => column[field]).join('')
}

/** What the walls leave of the width, shared among the compartments. */
function roomWidth(walls: Walls, rooms: number, width: number): number {
  return Math.min(30, Math.floor((width - 6 - walls.flat().length) / rooms))
}

/** The last compartment of a route is called as its goal. */
function namesIn({ rooms, goal }: RowPart, room: number): readonly (readonly string[])[] {
  return rooms
    .map(({ name }, index) => (index === rooms.length - 1 ? (goal ?? name) : name))
    .map((text) => fitLines(text, (line) => line.length <= room - 2, nameRows))
}

/** Side routes that leave from the middle of a compartment of this row. */
function leavingOf({ sides, rooms, first }: RowPart, walls: Walls, room: number): readonly Leaving[] {
  return sides.flatMap(({ mark, leaves }) => {
    const index = leaves - first
    if (index < 0 || index >= rooms.length) return []
    const start = 1 + index * room + walls.slice(0, index).flat().length
    return [{ mark, column: start + Math.floor(room / 2) }]
  })
}

interface Leaving {
  readonly mark: string
  readonly column: number
}

/** From the compartment that a side route leaves, a dashed line to the walls that it takes down. */
function withSides(marks: string, leaving: readonly Leaving[]): string {
  const characters = [...marks]
  for (const { mark, column } of leaving) {
    const end = characters.lastIndexOf(mark)
    if (end < column) continue
    characters[column] = mark
    for (let at = column + 1; at < end; at++) if (characters[at] === ' ') characters[at] = '╌'
  }
  return characters.join('')
}

function waterOf(water: Water): string {
  return { flooded: '≈', perhaps: '·', dry: ' ' }[water]
}

/** Deck, body, keel of a wall; the body of what holds nothing lets the water through. */
const shapes: Readonly<Record<Wall['state'], readonly [massive: string, hollow: string]>> = {
  standing: ['┳┃┻', '╥║╨'],
  unknown: ['┬┋┴', '┬┊┴'],
  missing: ['┬ ┴', '┬ ┴'],
  broken: ['┳╳┻', '╥╳╨'],
  doorway: ['─ ─', '─ ─'],
}

function columnsOf({ groups }: Bulkhead): readonly Column[] {
  const columns = groups.flatMap(({ walls, mark }) => {
    const shown = walls.slice(0, 4)
    return shown.map((wall, index) => {
      const [deck = '', body = '', keel = ''] = shapes[wall.state][wall.isIntrinsic ? 1 : 0]
      return { mark: index === 0 && mark !== '' ? mark.slice(0, 1) : ' ', deck, body, water: body, keel }
    })
  })
  return columns.map((column) => (column.body === ' ' ? { ...column, water: '→' } : column))
}
