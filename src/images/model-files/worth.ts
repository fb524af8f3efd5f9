import type { ModelFileReport } from './report.ts'

/** Formats that hold no model. */
const otherFormats: ReadonlySet<string> = new Set(['empty', 'text', 'json', 'picture', 'executable', 'other'])

/** Whether a report lists a file: it may be a model, or it is not clean. */
export function isWorthTelling({ verdict, format }: Pick<ModelFileReport, 'verdict' | 'format'>): boolean {
  return verdict !== 'clean' || !otherFormats.has(format)
}
