import type { Report } from '../../findings/report.ts'
import { plural } from '../../kernel/text.ts'
import { printable } from '../printable.ts'
import { groupProblems, groupSkipped, type ProblemGroup } from '../views.ts'
import { heading, labelled, limited, type Pen } from './style.ts'

const maxPlaces = 3

/** What was not analysed with what helps, then what is worth knowing. */
export function problemLines(report: Pick<Report, 'problems'>, pen: Pen): string[] {
  const groups = groupProblems(report)
  return [
    ...section(
      'Not analysed',
      groups.filter((group) => group.isIncomplete),
      pen,
    ),
    ...section(
      'Worth knowing',
      groups.filter((group) => !group.isIncomplete),
      pen,
    ),
  ]
}

function section(title: string, groups: readonly ProblemGroup[], pen: Pen): string[] {
  if (groups.length === 0) return []
  const count = groups.reduce((sum, { problems }) => sum + problems.length, 0)
  return [
    heading(title, pen, plural(count, 'place')),
    ...groups.flatMap((group) => groupLines(group, pen)),
    '',
  ]
}

function groupLines({ code, remedy, problems }: ProblemGroup, pen: Pen): string[] {
  const shown = limited(problems, maxPlaces, pen)
  const hidden = problems.length - shown.length
  return [
    `  ${code} × ${problems.length}`,
    ...(remedy === undefined ? [] : labelled('    do  ', printable(remedy), pen)),
    ...shown.flatMap(({ location, message, remedy: own }) => [
      `    ${pen.colors.cyan(`${printable(location.file)}:${location.line}:${location.column}`)}`,
      ...labelled('      ', printable(message), pen).map(pen.colors.dim),
      ...(remedy === undefined ? labelled('      do  ', printable(own), pen) : []),
    ]),
    ...(hidden > 0 ? [pen.colors.dim(`    … and ${hidden} more; --all prints them.`)] : []),
  ]
}

/** Paths left out on purpose, by reason. */
export function skippedLines(report: Report, pen: Pen): string[] {
  if (report.skipped.length === 0) return []
  return [
    heading('Skipped', pen, plural(report.skipped.length, 'path')),
    ...groupSkipped(report).flatMap(([reason, paths]) => skippedGroup(reason, paths, pen)),
    '',
  ]
}

function skippedGroup(reason: string, paths: readonly string[], pen: Pen): string[] {
  if (pen.isFull) return [`  ${printable(reason)}`, ...paths.map((path) => `    ${printable(path)}`)]
  const example = printable(paths[0] ?? '')
  const text = paths.length === 1 ? example : `${paths.length} paths, such as ${example}`
  return labelled('  ', `${printable(reason)}: ${text}`, pen)
}
