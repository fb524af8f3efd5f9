// The reader of model files with a flaw that its address names, which files called bad.* make use of.
import { type FileJob, read as readWell } from '../../../src/images/model-files/read-file-job.ts'
import type { ModelFileReport } from '../../../src/images/model-files/report.ts'
import { faults } from './faults.ts'

const fault = new URL(import.meta.url).searchParams.get('fault') ?? ''

export async function read(job: FileJob, chunks: AsyncIterable<Buffer>): Promise<ModelFileReport> {
  const report = await readWell(job, chunks)
  if (job.name.startsWith('bad.')) faults[fault]?.()
  return report
}
