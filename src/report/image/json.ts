import type { ImageReport } from '../../images/image-report.ts'
import { jsonDocument } from '../json-chunks.ts'

/** Lists that grow with the image. */
const longLists = new Set(['layers', 'fixes', 'vulnerabilities', 'modelFiles', 'packages', 'problems'])

/** The whole report as JSON (`schema: 1`). */
export function imageJsonChunks(report: ImageReport): Iterable<string> {
  return jsonDocument(report, longLists)
}

/** The reports about the images of several platforms. */
export function* imagesJsonChunks(reports: readonly ImageReport[]): Iterable<string> {
  yield '{"schema":1,"images":['
  for (const [index, report] of reports.entries()) {
    if (index > 0) yield ','
    yield* imageJsonChunks(report)
  }
  yield ']}\n'
}
