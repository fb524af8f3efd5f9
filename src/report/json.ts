import type { Report } from '../findings/report.ts'

/** The report as JSON (`schema: 1`): every field of `Report` but the texts of the sources. */
export function renderJson(report: Report): string {
  const { sources: _, ...data } = report
  return `${JSON.stringify(data, undefined, 2)}\n`
}
