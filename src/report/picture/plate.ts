import { type Markup, markup, nothing } from '../markup.ts'
import type { Wall } from './section.ts'

export interface PlateBox {
  readonly x: number
  readonly top: number
  readonly bottom: number
}

const half = 3.5

/**
 * One wall. What somebody set up is massive, what nobody did is hollow; what stands is whole, what nobody knows is
 * dashed, what is missing left its stumps, what the attacker takes away is torn open.
 */
export function drawPlate(
  { state, isIntrinsic }: Pick<Wall, 'state' | 'isIntrinsic'>,
  box: PlateBox,
): Markup {
  const kind = isIntrinsic ? 'hollow' : 'massive'
  if (state === 'standing') return whole(kind, box)
  if (state === 'unknown') return dashed(kind, box)
  return state === 'broken' ? torn(kind, box) : stumps(state, box)
}

function whole(kind: string, { x, top, bottom }: PlateBox): Markup {
  const rivets =
    kind === 'massive' ? markup`<path class="rivets" d="M${x} ${top + 5}V${bottom - 3}"/>` : nothing
  return markup`<rect class="plate ${kind}" x="${x - half}" y="${top}" width="${2 * half}" height="${bottom - top}"/>${rivets}`
}

function dashed(kind: string, { x, top, bottom }: PlateBox): Markup {
  return kind === 'massive'
    ? markup`<path class="plate dashed massive" d="${dashes({ x, top, bottom })}"/>`
    : markup`<rect class="plate dashed hollow" x="${x - half}" y="${top}" width="${2 * half}" height="${bottom - top}"/>`
}

/** At least two, so that a small one reads as dashed too. */
function dashes({ x, top, bottom }: PlateBox): string {
  const count = Math.max(2, Math.round((bottom - top) / 15))
  const length = (bottom - top) / (2 * count - 1)
  return Array.from({ length: count }, (_, index) => {
    return `M${x} ${round(top + 2 * index * length)}v${round(length)}`
  }).join('')
}

/** Stumps at deck and keel; a doorway is made as one, its edges are even. */
function stumps(state: 'missing' | 'doorway', { x, top, bottom }: PlateBox): Markup {
  const length = (bottom - top) * (state === 'missing' ? 0.17 : 0.1)
  const jag = state === 'missing' ? Math.min(5, length / 2) : 0
  return markup`<path class="plate ${state}" d="${stump(x, top, { length, jag })}${stump(x, bottom, { length: -length, jag: -jag })}"/>`
}

function torn(kind: string, { x, top, bottom }: PlateBox): Markup {
  const length = (bottom - top) * 0.34
  const jag = Math.min(5, length / 3)
  return markup`<path class="plate ${kind}" d="${stump(x, top, { length, jag })}${stump(x, bottom, { length: -length, jag: -jag })}"/>`
}

interface Stump {
  readonly length: number
  readonly jag: number
}

function stump(x: number, y: number, { length, jag }: Stump): string {
  const end = round(y + length)
  return `M${x - half} ${y}V${end}l2.3 ${round(jag)} 2.3 ${round(-jag)} 2.4 ${round(jag / 2)}V${y}Z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
