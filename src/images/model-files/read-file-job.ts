import { openModelFile } from './open.ts'
import type { ModelFileReport } from './report.ts'

export interface FileJob {
  readonly name: string
  readonly size: number
}

/** Run in a worker: what a file is, by its bytes. */
export async function read({ name, size }: FileJob, chunks: AsyncIterable<Buffer>): Promise<ModelFileReport> {
  const reader = openModelFile(name, size)
  for await (const chunk of chunks) {
    reader.write(chunk)
    if (!reader.wants) break
  }
  return reader.end()
}
