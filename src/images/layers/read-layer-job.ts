import type { Budget } from '../model-files/budget.ts'
import type { LayerBlob } from './layer-blob.ts'
import type { TellRead } from '../workers/message.ts'
import type { LayerLimits } from './layer.ts'
import { type ReadContent, readContent } from './read-layer.ts'
import { type RootFolder, RootfsReader } from './read-rootfs.ts'

export interface LayerJob {
  /** Its bytes are sent, or a folder is read by itself. */
  readonly from: Omit<LayerBlob, 'open'> | RootFolder
  readonly limits: LayerLimits
  readonly models: Budget
}

export interface LayerAnswer extends ReadContent {
  /** What is left of the budget. */
  readonly models: Budget
}

/** Run in a worker: what a layer holds. */
export async function read(
  { from, limits, models }: LayerJob,
  chunks: AsyncIterable<Buffer>,
  tell: TellRead = () => {},
): Promise<LayerAnswer> {
  if ('root' in from)
    return { content: new RootfsReader(from, { limits, models, tell }).read(), isVerified: false, models }
  const { content, isVerified } = await readContent({ ...from, open: () => chunks }, limits, models)
  return { content, isVerified, models }
}
