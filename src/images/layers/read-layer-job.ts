import type { Budget } from '../model-files/budget.ts'
import type { LayerBlob } from './layer-blob.ts'
import type { LayerLimits } from './layer.ts'
import { type ReadContent, readContent } from './read-layer.ts'

export interface LayerJob {
  readonly blob: Omit<LayerBlob, 'open'>
  readonly limits: LayerLimits
  readonly models: Budget
}

export interface LayerAnswer extends ReadContent {
  /** What is left of the budget. */
  readonly models: Budget
}

/** Run in a worker: what a layer holds. */
export async function read(
  { blob, limits, models }: LayerJob,
  chunks: AsyncIterable<Buffer>,
): Promise<LayerAnswer> {
  const { content, isVerified } = await readContent({ ...blob, open: () => chunks }, limits, models)
  return { content, isVerified, models }
}
