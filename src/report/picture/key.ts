import { type Markup, markup } from '../markup.ts'
import { drawPlate } from './plate.ts'
import type { Wall } from './section.ts'

interface KeyItem {
  readonly wall: Pick<Wall, 'state' | 'isIntrinsic'>
  readonly words: string
}

/** What every shape of the picture says. */
const items: readonly KeyItem[] = [
  { wall: { state: 'standing', isIntrinsic: false }, words: 'a control stands' },
  { wall: { state: 'standing', isIntrinsic: true }, words: 'no control: holds while no flaw is known' },
  { wall: { state: 'unknown', isIntrinsic: false }, words: 'not known whether it holds' },
  { wall: { state: 'missing', isIntrinsic: false }, words: 'could stand here and is missing' },
  { wall: { state: 'broken', isIntrinsic: false }, words: 'stands, but the attacker takes it away' },
  { wall: { state: 'doorway', isIntrinsic: false }, words: 'no barrier is made for this step' },
]

/** Beyond the shapes: what the rest of the picture says. */
export const keySentences: readonly string[] = [
  'Water is hostile code: it stands wherever it gets with nothing failing, and behind a dashed line where that hangs on what nobody knows.',
  'A dashed arrow over the deck is a side route: the attacker leaves the route there, and takes the wall down to which it leads. The side route is drawn below, with the same letter.',
  'A number over the walls is one independent thing that has to fail; walls under one bracket, or with one number, fall together.',
]

const signSize = { x: 6, top: 1, bottom: 25 }

/** The key as list items for a page. */
export function keyList(): readonly Markup[] {
  return items.map(
    ({ wall, words }) =>
      markup`<li><svg class="section" width="12" height="26" viewBox="0 0 12 26" aria-hidden="true" focusable="false">${drawPlate(wall, signSize)}</svg> ${words}</li>`,
  )
}

const [columnWidth, rowHeight] = [290, 34] as const

/** The key as a part of a picture that stands alone. */
export function drawKey(width: number, top: number): { readonly drawing: Markup; readonly height: number } {
  const columns = Math.max(1, Math.floor(width / columnWidth))
  const signs = items.map(({ wall, words }, index) => {
    const [x, y] = [
      (index % columns) * columnWidth + 6,
      top + Math.floor(index / columns) * rowHeight,
    ] as const
    return markup`${drawPlate(wall, { x, top: y, bottom: y + 24 })}<text class="note" x="${x + 14}" y="${y + 16}">${words}</text>`
  })
  return { drawing: markup`${signs}`, height: Math.ceil(items.length / columns) * rowHeight }
}
