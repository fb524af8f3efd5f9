import type { Report } from '../findings/report.ts'
import { Framer } from './frame.ts'
import { breachLines } from './terminal/breach.ts'
import { baselineLines } from './terminal/baseline.ts'
import { changeLines } from './terminal/cut.ts'
import { asideLines, findingLines } from './terminal/findings.ts'
import { problemLines, skippedLines } from './terminal/gaps.ts'
import { imageLines } from './terminal/images.ts'
import { guaranteeLines, trustLines } from './terminal/overview.ts'
import { makePen, type TerminalOptions } from './terminal/style.ts'
import { countSentence } from './views.ts'

/**
 * The report for people at a terminal: who is untrusted → guarantees by depth → weakest routes → what to fix first →
 * controls by layer → findings → images → what was not analysed → what was skipped → one count line.
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const pen = makePen(options, new Framer(report))
  const lines = [
    ...trustLines(report, pen),
    ...baselineLines(report, pen),
    ...(report.breach === undefined ? guaranteeLines(report, pen) : breachLines(report, pen)),
    ...changeLines(report, pen),
    ...(report.breach === undefined ? [] : guaranteeLines(report, pen)),
    ...findingLines(report, options.groupBy, pen),
    ...asideLines(report, pen),
    ...imageLines(report, pen),
    ...problemLines(report, pen),
    ...skippedLines(report, pen),
    pen.colors.bold(countSentence(report)),
  ]
  return `${lines.join('\n')}\n`
}
