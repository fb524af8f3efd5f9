import type { Report } from '../../findings/report.ts'
import { printable } from '../printable.ts'
import { baselineTexts } from '../standing-text.ts'
import { labelled, type Pen } from './style.ts'

/** What a gate asks first: whether anything became worse. */
export function baselineLines(report: Report, pen: Pen): string[] {
  const texts = baselineTexts(report)
  if (texts === undefined) return []
  const { title, worse, better } = texts
  return [
    pen.colors.bold(title),
    ...worse.flatMap(({ sentence }) => labelled('  ✗ ', printable(sentence), pen)),
    ...better.flatMap((each) => labelled('  ✓ ', printable(each), pen)),
    '',
  ]
}
