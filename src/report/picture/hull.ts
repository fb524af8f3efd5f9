import { type Markup, markup, nothing } from '../html/markup.ts'
import { bowWidth, hullHeight, type Pool, type Row, waterLine } from './layout.ts'

/** Hull, deck and water of a row; where the route goes on in another row, the hull is cut. */
export function drawHull(row: Row, id: string): Markup {
  const outline = `${leftSide(row)}${rightSide(row)}Z`
  return markup`<clipPath id="${id}-hull"><path d="${outline}"/></clipPath>
${sea(row)}<path class="hull" d="${outline}"/>
<g clip-path="url(#${id}-hull)">${row.pools.map((pool) => drawPool(pool, row.top))}</g>
<path class="hull-line" d="${outline}"/>${row.isFirst ? markup`${deckhouse(row.top)}${hole(row.top)}` : nothing}
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

/** Water outside, as high as it would rise within. */
function sea({ top, right, isFirst, isLast }: Row): Markup {
  const y = top + waterLine
  return markup`${isFirst ? waves({ from: -8, to: 12 }, y) : nothing}${isLast ? waves({ from: right + 24, to: right + bowWidth + 4 }, y) : nothing}`
}

function drawPool({ from, to, water }: Pool, top: number): Markup {
  const y = top + waterLine
  return markup`<svg x="${from}" y="${y - 6}" width="${to - from}" height="${hullHeight}">${
    water === 'flooded'
      ? markup`<rect class="water" y="6" width="100%" height="100%"/>${waves({ from: 0, to: to - from }, 6)}${waves({ from: 14, to: to - from }, 20)}`
      : markup`<rect class="water perhaps" y="6" width="100%" height="100%"/>${waves({ from: 0, to: to - from }, 6, 'perhaps')}`
  }</svg>`
}

function waves({ from, to }: { from: number; to: number }, y: number, kind = ''): Markup {
  const count = Math.ceil((to - from) / 20)
  return markup`<path class="wave ${kind}" d="M${from} ${y}${'q5 -5 10 0t10 0'.repeat(count)}"/>`
}

function deckhouse(top: number): Markup {
  return markup`<path class="hull" d="M28 ${top}V${top - 15}H76V${top}M38 ${top - 15}V${top - 28}H50V${top - 15}"/><path class="hull-line" d="M28 ${top}V${top - 15}H76V${top}M38 ${top - 15}V${top - 28}H50V${top - 15}"/>`
}

/** Where hostile code comes in. */
function hole(top: number): Markup {
  const y = top + waterLine + 14
  return markup`<path class="hole" d="M7 ${y}l9 -5 1 7 9 2 -6 6 6 9 -10 -2 -7 7 -1 -9 -6 -4z"/>`
}
