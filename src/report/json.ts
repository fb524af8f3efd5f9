import type { Report } from '../findings/report.ts'
import { jsonDocument } from './json-chunks.ts'

/** Lists that grow with the input. */
const longLists = new Set(['findings', 'images', 'problems', 'skipped'])

/** The report as JSON (`schema: 1`): every field of `Report` but the texts of the sources and the map of breaches. */
export function jsonChunks(report: Report): Iterable<string> {
  const breach = report.breach === undefined ? undefined : { ...report.breach, graph: undefined }
  return jsonDocument({ ...report, sources: undefined, breach }, longLists)
}
