import type { LayerSummary } from '../image-report.ts'

export interface LayerChange {
  readonly change: 'kept' | 'gone' | 'new'
  readonly diffId?: string
  readonly createdBy?: string
  /** Unpacked. */
  readonly bytes: number
}

/** The layers of both, from the lowest: what both begin with is kept, and what lies above it is another image. */
export function diffLayers(
  before: readonly LayerSummary[],
  after: readonly LayerSummary[],
): readonly LayerChange[] {
  const kept = sharedOf(before, after)
  const as = (change: LayerChange['change']) => (layer: LayerSummary) => changeOf(layer, change)
  return [
    ...after.slice(0, kept).map(as('kept')),
    ...before.slice(kept).map(as('gone')),
    ...after.slice(kept).map(as('new')),
  ]
}

function sharedOf(before: readonly LayerSummary[], after: readonly LayerSummary[]): number {
  const first = before.findIndex(
    ({ diffId }, index) => diffId === undefined || diffId !== after[index]?.diffId,
  )
  return first === -1 ? before.length : first
}

function changeOf({ diffId, createdBy, bytes }: LayerSummary, change: LayerChange['change']): LayerChange {
  return {
    change,
    ...(diffId === undefined ? {} : { diffId }),
    ...(createdBy === undefined ? {} : { createdBy }),
    bytes,
  }
}
