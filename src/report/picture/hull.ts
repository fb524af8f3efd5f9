import { type Markup, markup, nothing } from '../markup.ts'
import { bowWidth, hullHeight, type Pool, type Row, waterLine } from './layout.ts'

/** Hull, deck and water of a row; where the route goes on in another row, the hull is cut. */
export function drawHull(row: Row): Markup {
  const outline = `${leftSide(row)}${rightSide(row)}Z`
  return markup`${sea(row)}<path class="hull" d="${outline}"/>${row.pools.map((pool) => drawPool(pool, row, outline))}<path class="hull-line" d="${outline}"/>${row.isFirst ? markup`${deckhouse(row.top)}${hole(row.top)}` : nothing}
`
}

/** From the deck down: the stern, or a cut. */
function leftSide({ top, left, isFirst }: Row): string {
  const bottom = top + hullHeight
  return isFirst
    ? `M11 ${top}C12 ${top + 80} 16 ${bottom - 6} 50 ${bottom}`
    : `M${left - 10} ${top}${cut(top, bottom)}`
}

/** Along the keel and up again: the bow, or a cut. */
function rightSide({ top, right, isLast }: Row): string {
  const bottom = top + hullHeight
  return isLast
    ? `H${right - 6}C${right + 26} ${bottom - 4} ${right + 44} ${top + 60} ${right + bowWidth - 5} ${top - 9}Q${right + 30} ${top - 1} ${right} ${top}`
    : `H${right + 2}${cut(bottom, top)}`
}

/** A torn edge between two heights. */
function cut(from: number, to: number): string {
  const step = (to - from) / 8
  return Array.from({ length: 8 }, (_, index) => `l${index % 2 === 0 ? 6 : -6} ${step}`).join('')
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Where the hull meets the surface of the water. */
function surfaceOf({ left, right, isFirst, isLast }: Row): Span {
  return { from: isFirst ? 16 : left - 8, to: isLast ? right + 35 : right + 2 }
}

/** Water outside, as high as it would rise within. */
function sea(row: Row): Markup {
  const y = row.top + waterLine
  const { from, to } = surfaceOf(row)
  return markup`${row.isFirst ? waves({ from: from - 24, to: from - 4 }, y) : nothing}${row.isLast ? waves({ from: to, to: row.right + bowWidth }, y) : nothing}`
}

/** A window of the pool's width on a hull full of water. */
function drawPool({ from, to, water }: Pool, row: Row, outline: string): Markup {
  const y = row.top + waterLine
  const surface = surfaceOf(row)
  const span = { from: Math.max(from, surface.from), to: Math.min(to, surface.to) }
  const window = `${from} ${y} ${to - from} ${hullHeight}`
  return water === 'perhaps'
    ? waves(span, y, ' perhaps')
    : markup`<svg x="${from}" y="${y}" width="${to - from}" height="${hullHeight}" viewBox="${window}"><path class="water" d="${outline}"/></svg>${waves(span, y)}${waves({ from: span.from + 8, to: span.to - 6 }, y + 14)}`
}

const waveLength = 10

function waves({ from, to }: Span, y: number, kind = ''): Markup {
  const count = Math.max(1, Math.floor((to - from) / waveLength))
  const wave = (_: unknown, index: number): string =>
    `q${waveLength / 2} ${index % 2 === 0 ? -5 : 5} ${waveLength} 0`
  return markup`<path class="wave${kind}" d="M${from} ${y}${Array.from({ length: count }, wave).join('')}"/>`
}

function deckhouse(top: number): Markup {
  const outline = `M28 ${top}V${top - 15}H76V${top}M38 ${top - 15}V${top - 28}H50V${top - 15}`
  return markup`<path class="hull" d="${outline}"/><path class="hull-line" d="${outline}"/>`
}

/** Where hostile code comes in. */
function hole(top: number): Markup {
  const y = top + waterLine + 14
  return markup`<path class="hole" d="M7 ${y}l9 -5 1 7 9 2 -6 6 6 9 -10 -2 -7 7 -1 -9 -6 -4z"/>`
}
