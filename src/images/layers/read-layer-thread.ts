import { besides, GuardedReader } from '../workers/read-guarded.ts'
import type { LayerAnswer, LayerJob } from './read-layer-job.ts'

export type LayerReader = GuardedReader<LayerJob, LayerAnswer>

/** Of this process, for layers of all images. */
export const layerReader: LayerReader = new GuardedReader(besides(import.meta.url, './read-layer-job'))
