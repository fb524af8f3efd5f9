import type { ReportedBounds, ReportedDepth } from '../../findings/reported-depth.ts'
import { type Markup, markup } from '../markup.ts'
import { drawPlate } from './plate.ts'
import type { WallState } from './section.ts'

const [top, bottom, step] = [4, 30, 15] as const
const hull = 'M3 4H113L101 24Q97 30 90 30H18Q8 30 6 20Z'
const most = 5

/** A depth as a small hull: a wall for each independent thing that stands, a gap for each that is lacking. */
export function drawDepth({ lower, upper }: ReportedBounds, required: number): Markup {
  const [sure, best] = [countOf(lower, required), countOf(upper, required)]
  const count = Math.min(most, Math.max(required, best))
  const plates = Array.from({ length: count }, (_, index) => {
    const state = stateOf(index, sure, best)
    return drawPlate({ state, isIntrinsic: false }, { x: 58 + (index - (count - 1) / 2) * step, top, bottom })
  })
  return markup`<svg class="section depth" width="116" height="34" viewBox="0 0 116 34" aria-hidden="true" focusable="false"><path class="hull" d="${hull}"/><path class="hull-line" d="${hull}"/>${plates}</svg>`
}

/** No way at all is as good as all that is asked. */
function countOf(depth: ReportedDepth, required: number): number {
  if (depth === 'none') return required
  return depth === '> 4' ? most : depth
}

function stateOf(index: number, sure: number, best: number): WallState {
  if (index < sure) return 'standing'
  return index < best ? 'unknown' : 'missing'
}
