import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { cutSentence, leverageOf, unmetSentence } from '../leverage.ts'
import { printable } from '../printable.ts'
import { fixLines } from './overview.ts'
import { heading, labelled, limited, type Pen } from './style.ts'

/** The few changes that cut most routes; where there are none to cut, those that remove most findings. */
export function changeLines(report: Report, pen: Pen): string[] {
  const { breach } = report
  if (breach?.cut === undefined) return fixLines(report, pen)
  const all = leverageOf(report, breach)
  if (all.length === 0) return [...unmetLines(unmetSentence(breach.cut), pen), ...fixLines(report, pen)]
  const shown = limited(all, 5, pen)
  const total = breach.routes.length
  return [
    pen.colors.bold('Fix first'),
    ...labelled('  ', cutSentence(breach.cut), pen).map(pen.colors.dim),
    ...shown.flatMap(({ change, remedy, covered }, index) => [
      `  ${index + 1}. ${plural(change.routes.length, 'route')}, with those above ${covered} of ${total}  ${pen.colors.dim(change.name)}`,
      ...labelled('     ', printable(remedy), pen),
    ]),
    ...(shown.length < all.length
      ? [`  … and ${plural(all.length - shown.length, 'more change')}; --all prints them`]
      : []),
    '',
    ...unmetLines(unmetSentence(breach.cut), pen),
  ]
}

function unmetLines(sentence: string, pen: Pen): string[] {
  return sentence === ''
    ? []
    : [heading('Out of reach', pen), ...labelled('  ', printable(sentence), pen), '']
}
