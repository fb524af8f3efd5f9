import { besides, GuardedReader } from '../workers/read-guarded.ts'
import type { FileJob } from './read-file-job.ts'
import type { ModelFileReport } from './report.ts'

export type FileReader = GuardedReader<FileJob, ModelFileReport>

/** Of this process, for all model files. */
export const fileReader: FileReader = new GuardedReader(besides(import.meta.url, './read-file-job'))
