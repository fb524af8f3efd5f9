import { plural } from '../../kernel/text.ts'
import { type Problem, problemOf } from '../../model/problem.ts'
import type { UsedDocument } from './apply.ts'

const mostFaults = 20
const mostNames = 5

/** Statements that do not count, and documents of which nothing or not all fits. */
export function vexProblems(documents: readonly UsedDocument[]): Problem[] {
  return documents.flatMap((each) => [...faultsOf(each), ...unusedOf(each)])
}

function faultsOf({ document: { faults, origin } }: UsedDocument): Problem[] {
  const shown = faults.slice(0, mostFaults)
  const rest = faults.length - shown.length
  return [
    ...shown.map((fault) =>
      problemOf('vex-malformed', `Of the VEX document, ${fault}; it was not counted.`, origin),
    ),
    ...(rest === 0
      ? []
      : [problemOf('vex-malformed', `${rest} more of its statements do not count either.`, origin)]),
  ]
}

function unusedOf({ document: { statements, origin }, unused, missed }: UsedDocument): Problem[] {
  if (unused.length === 0) return []
  const near =
    missed.length === 0
      ? ''
      : `, though there is ${missed.slice(0, mostNames).join(', ')}${missed.length > mostNames ? ` and ${missed.length - mostNames} more` : ''} in something that they do not name`
  const message = `${unused.length} of ${plural(statements.length, 'VEX statement')} ${unused.length === 1 ? 'is' : 'are'} about nothing that is there${near}.`
  return [problemOf('vex-unmatched', message, origin)]
}
