import { rowsOf } from '../picture/layout.ts'
import type { Bulkhead, Compartment, Section, Wall, Water } from '../picture/section.ts'
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
  const perRow = Math.max(1, Math.floor(width / (leastRoom + 4)) - 1)
  return rowsOf(section.bulkheads.length, perRow).flatMap(([first, count]) => {
    const bulkheads = section.bulkheads.slice(first, first + count)
    const rooms = section.compartments.slice(first, first + count + 1)
    return rowLines({ bulkheads, rooms, isLast: first + count === section.bulkheads.length, section }, width)
  })
}

interface RowPart {
  readonly bulkheads: readonly Bulkhead[]
  readonly rooms: readonly Compartment[]
  readonly isLast: boolean
  readonly section: Section
}

function rowLines({ bulkheads, rooms, isLast, section }: RowPart, width: number): string[] {
  const walls = bulkheads.map(columnsOf)
  const taken = walls.reduce((sum, columns) => sum + columns.length, 0)
  const room = Math.min(30, Math.floor((width - 6 - taken) / rooms.length))
  const names = rooms.map((each) => nameOf(each, section, room - 2))
  const row = (cell: (compartment: Compartment, index: number) => string, part: keyof Column): string =>
    rooms
      .map(
        (each, index) => `${cell(each, index)}${(walls[index] ?? []).map((column) => column[part]).join('')}`,
      )
      .join('')
  const blank = ' '.repeat(room)
  const line = '─'.repeat(room)
  const marks = ` ${row(() => blank, 'mark')}`.trimEnd()
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

function nameOf(
  compartment: Compartment,
  { route, compartments }: Section,
  width: number,
): readonly string[] {
  const isAsset = compartment === compartments.at(-1)
  return fitLines(isAsset ? route.goal : compartment.name, (line) => line.length <= width, nameRows)
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
