// The reader of layers with a flaw that its address names, and which layer has what makes use of it: each, where it names none.
import {
  type LayerAnswer,
  type LayerJob,
  read as readWell,
} from '../../../src/images/layers/read-layer-job.ts'
import type { TellRead } from '../../../src/images/workers/message.ts'
import { faults } from './faults.ts'

const named = new URL(import.meta.url).searchParams
const layer = named.get('layer')

export async function read(
  job: LayerJob,
  chunks: AsyncIterable<Buffer>,
  tell: TellRead,
): Promise<LayerAnswer> {
  const answer = await readWell(job, chunks, tell)
  if (layer === null || ('index' in job.from && job.from.index === Number(layer)))
    faults[named.get('fault') ?? '']?.()
  return answer
}
