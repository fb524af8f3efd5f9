import { type Occurrence, stepStates } from '../../findings/occurrence.ts'
import { type Barrier, barriers } from '../../knowledge/barriers.ts'

/** The columns that say how a technique of ours stands on this platform. */
export const techniqueHeads: readonly string[] = ['our technique', 'here', 'stands', 'missing']

/** One row for each technique of ours that models something; one that says so where none does. */
export function techniqueRows(
  lead: readonly string[],
  occurrences: readonly Occurrence[],
  otherwise: string = 'not modelled',
): readonly (readonly string[])[] {
  if (occurrences.length === 0) return [[...lead, '–', otherwise, '', '']]
  return occurrences.map((occurrence) => [...lead, ...techniqueCells(occurrence)])
}

function techniqueCells({
  technique,
  state,
  places,
  standing,
  unknown,
  missing,
}: Occurrence): readonly string[] {
  const counts = stepStates
    .filter((each) => places[each] > 0)
    .map((each) => `${words[each]} from ${places[each]}`)
  return [
    `${technique.id} ${technique.title}`,
    `${marks[state]} ${counts.join(', ') || 'closed'}`,
    [...titles(standing), ...titles(unknown).map((title) => `${title} (unknown)`)].join(', '),
    titles(missing).join(', '),
  ]
}

const words = { open: 'open', unknown: 'unknown', barred: 'barred', drift: 'one wrong field' }
const marks: Readonly<Record<Occurrence['state'], string>> = {
  open: '✗',
  unknown: '?',
  barred: '✓',
  drift: '✓',
  closed: '–',
}

function titles(kinds: readonly Barrier[]): readonly string[] {
  return kinds.map((kind) => barriers[kind].title)
}

export function table(
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] {
  return [
    `| ${heads.join(' | ')} |`,
    `|${' --- |'.repeat(heads.length)}`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ]
}
