import type { LayerAnswer, LayerJob } from '../layers/read-layer-job.ts'
import type { FileJob } from '../model-files/read-file-job.ts'
import type { ModelFileReport } from '../model-files/report.ts'
import { besides, GuardedReader } from './read-guarded.ts'

export type LayerReader = GuardedReader<LayerJob, LayerAnswer>
export type FileReader = GuardedReader<FileJob, ModelFileReport>

const jobOf = (name: string): URL => besides(import.meta.url, `../${name}-job`)

/** Of this process, for layers of all images and for all model files. */
export const layerReader: LayerReader = new GuardedReader(jobOf('layers/read-layer'))
export const fileReader: FileReader = new GuardedReader(jobOf('model-files/read-file'))
