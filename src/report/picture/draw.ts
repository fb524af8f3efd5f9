import { plural } from '../../kernel/text.ts'
import { depthPhrase, failingSentence, verdictMarks } from '../breach-text.ts'
import { type Markup, markup, nothing } from '../markup.ts'
import { clip } from '../printable.ts'
import { drawHull } from './hull.ts'
import {
  centreOf,
  hullHeight,
  layOut,
  lineHeight,
  noteFont,
  type Note,
  type PlacedBulkhead,
  type PlacedGroup,
  type PlacedSection,
  type Room,
  markSpace,
  type Row,
  type Shape,
  type Tie,
  titleFont,
  waterLine,
} from './layout.ts'
import { drawPlate } from './plate.ts'
import { describeBulkhead, type Section, sideTitle } from './section.ts'
import { fitText } from './text.ts'

export interface DrawOptions {
  /** Of this picture on its page: a name for its parts. */
  readonly id: string
  readonly shape: Shape
  /** Where a step is told in full, if it is; a bulkhead leads there. */
  readonly target?: (step: string) => string
}

/** The bulkhead section as SVG: shapes and words, that colour only repeats; styles are the page's. */
export function drawSection(section: Section, options: DrawOptions): Markup {
  const placed = layOut(section, options.shape)
  const { width, height } = placed
  return markup`<svg class="section" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-labelledby="${options.id}-title" aria-describedby="${options.id}-desc">
${sectionBody(section, placed, options)}
</svg>`
}

/** Title, description and drawing, for an `svg` element of whatever size. */
export function sectionBody(section: Section, { rows }: PlacedSection, options: DrawOptions): Markup {
  return markup`<title id="${options.id}-title">${sectionTitle(section)}</title>
<desc id="${options.id}-desc">${sectionDescription(section)}</desc>
${rows.map((row) => drawRow(row, section, options))}`
}

export function sectionTitle({ route: { verdict, depth, required, from, goal } }: Section): string {
  return `${verdictMarks[verdict].word}, ${depthPhrase(depth, required)}: from ${clip(from, 200)} to ${clip(goal, 200)}`
}

function sectionDescription({ route, bulkheads, sides }: Section): string {
  const beside = sides.map((side) => `${sideTitle(side)}. ${side.bulkheads.map(describeBulkhead).join(' ')}`)
  const texts = [...bulkheads.map(describeBulkhead), ...beside].join(' ')
  return clip(`${failingSentence(route)} ${plural(bulkheads.length, 'bulkhead')}. ${texts}`, 2000)
}

function drawRow(row: Row, section: Section, options: DrawOptions): Markup {
  return markup`${drawHeading(row)}${drawHull(row)}${row.ties.map((tie) => drawTie(tie, row.top))}${row.rooms.map((room) => drawRoom(room, row.top, section))}${row.bulkheads.map((each) => drawBulkhead(each, row.top, options))}
`
}

const [markHeight, markRadius, tieHeight] = [31, 9.5, 18] as const

/** Over the marks and ties of a side route: where it leaves, and what it takes down. */
function drawHeading({ heading, left, top, ties }: Row): Markup {
  const y = top - markSpace - ties.length * tieHeight - (heading.length - 1) * lineHeight
  return textLines(heading, { x: left - 10, y, className: 'strong' })
}

function drawTie({ from, to, level, side }: Tie, top: number): Markup {
  if (side !== undefined) return drawSideTie({ from, to, level, side }, top)
  const low = top - markHeight - markRadius
  const y = low - 7 - level * tieHeight
  return markup`<path class="tie" d="M${from} ${low}V${y}H${to}V${low}"/><text class="quiet halo" x="${(from + to) / 2}" y="${y + 4}" text-anchor="middle">fall together</text>`
}

/** Up through the deck of the compartment that it leaves, and down on the wall: dashed, with an arrow. */
function drawSideTie({ from, to, level, side }: Required<Tie>, top: number): Markup {
  const low = top - markHeight - markRadius
  const y = low - 7 - level * tieHeight
  const arrow = `M${to - 4} ${low - 7}L${to} ${low - 1}L${to + 4} ${low - 7}`
  return markup`<path class="side" d="M${from} ${top}V${y}H${to}V${low - 1}"/><path class="side-arrow" d="${arrow}"/><text class="quiet halo" x="${(from + to) / 2}" y="${y + 4}" text-anchor="middle">side route ${side}</text>`
}

const roleWords = { foothold: 'foothold', asset: 'asset', between: '', lever: 'wall down' } as const
const waterWords = { flooded: 'reached', perhaps: 'perhaps reached', dry: 'not reached' } as const

function drawRoom({ x, width, compartment, role }: Room, top: number, { route }: Section): Markup {
  const { name, holds, water } = compartment
  const [head, tail] = role === 'asset' ? [route.goal, holds ?? name] : [name, holds ?? '']
  const space = width - 8
  const start = top + (role === 'between' ? 20 : 35)
  const isPlain = tail === '' || tail === head
  const heads = fitText(head, titleFont, { width: space, lines: isPlain ? 5 : 3 })
  const tails = isPlain ? [] : fitText(tail, noteFont, { width: space, lines: 2 })
  return markup`<g class="room"><title>${clip(isPlain ? head : `${head}: ${tail}`, 1000)}</title>
${role === 'between' ? nothing : markup`<text class="role" x="${x}" y="${top + 18}">${roleWords[role]}</text>`}
${textLines(heads, { x, y: start, className: 'strong' })}${textLines(tails, { x, y: start + heads.length * lineHeight, className: 'quiet' })}
<text class="water-word halo ${water}" x="${x}" y="${top + hullHeight - 13}">${waterWords[water]}</text></g>
`
}

interface TextPlace {
  readonly x: number
  readonly y: number
  readonly className: string
}

function textLines(lines: readonly string[], { x, y, className }: TextPlace): Markup {
  return markup`${lines.map((line, index) => markup`<text class="${className}" x="${x}" y="${y + index * lineHeight}">${line}</text>`)}`
}

function drawBulkhead(placed: PlacedBulkhead, top: number, { target }: DrawOptions): Markup {
  const { bulkhead, x, width, groups, noteX, notes } = placed
  const words = clip(describeBulkhead(bulkhead), 1500)
  const bottom = top + hullHeight
  const content = markup`<title>${words}</title>
<rect class="touch" x="${x}" y="${top}" width="${width}" height="${hullHeight}"/>
${groups.map((group) => drawGroup(group, top))}${drawFlow(placed, top)}${notes.map((note) => drawNote(note, noteX, bottom + 21))}`
  return target === undefined
    ? markup`<g class="bulkhead" tabindex="0" role="group" aria-label="${words}">${content}</g>
`
    : markup`<a class="bulkhead" href="#${target(bulkhead.number)}">${content}</a>
`
}

function drawGroup({ group, plates }: PlacedGroup, top: number): Markup {
  const centre = centreOf(plates)
  return markup`${plates.map(({ x, wall }) => drawPlate(wall, { x, top, bottom: top + hullHeight }))}${
    group.mark === ''
      ? nothing
      : drawMark(
          group.mark,
          plates.map(({ x }) => x),
          { x: centre, top },
        )
  }`
}

/** The number of a failure domain, over the bracket that holds its walls together. */
function drawMark(mark: string, plates: readonly number[], { x, top }: { x: number; top: number }): Markup {
  const [left = x, right = x] = [plates[0], plates.at(-1)]
  const bracket = `M${x} ${top - markHeight + markRadius}V${top - 13}M${left} ${top - 5}V${top - 13}H${right}V${top - 5}`
  const kind = mark === '?' ? 'mark open' : 'mark'
  return markup`<path class="bracket" d="${bracket}"/><circle class="${kind}" cx="${x}" cy="${top - markHeight}" r="${markRadius}"/><text class="${kind}" x="${x}" y="${top - markHeight + 4.5}" text-anchor="middle">${mark}</text>`
}

/** Through what holds nothing back, an arrow. */
function drawFlow({ bulkhead, x, width }: PlacedBulkhead, top: number): Markup {
  const walls = bulkhead.groups.flatMap((group) => group.walls)
  if (walls.some(({ lets }) => lets !== 'flooded')) return nothing
  const y = top + waterLine - 14
  return markup`<path class="flow" d="M${x + 2} ${y}H${x + width - 7}m-7 -4.5l7 4.5 -7 4.5"/>`
}

const noteClasses = { title: 'strong', group: 'quiet', wall: 'note' } as const

function drawNote({ kind, y, lines, wall }: Note, x: number, top: number): Markup {
  const [indent, first] = [kind === 'wall' ? 16 : 0, top + y]
  const sign =
    wall === undefined ? nothing : drawPlate(wall, { x: x + 5, top: first - 10, bottom: first + 3 })
  return markup`${sign}${textLines(lines, { x: x + indent, y: first, className: noteClasses[kind] })}`
}
