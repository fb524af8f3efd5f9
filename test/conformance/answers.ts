/** How far answers agree with a suite. */
export interface Answers {
  readonly suite: string
  readonly answers: number
  readonly disagreements: readonly OtherAnswer[]
}

export interface OtherAnswer {
  readonly id: string
  readonly expected: string
  readonly got: string
  /** Why we differ; a disagreement without is an error. */
  readonly differs: string | undefined
}

/** Of rows in no order: those that are missing, and those that are too many. */
export function compareRows(
  suite: string,
  { expected, got }: { readonly expected: readonly string[]; readonly got: readonly string[] },
): Answers {
  const [wanted, found] = [counted(expected), counted(got)]
  const missing = [...wanted.difference(found)].map((row) => other(row, 'there', 'missing'))
  const excess = [...found.difference(wanted)].map((row) => other(row, 'missing', 'there'))
  return { suite, answers: wanted.size, disagreements: [...missing, ...excess] }
}

/** A row that stands twice has to be told twice. */
function counted(rows: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  return new Set(
    rows.map((row) => {
      const count = (counts.get(row) ?? 0) + 1
      counts.set(row, count)
      return count === 1 ? row : `${row} (${count})`
    }),
  )
}

function other(id: string, expected: string, got: string): OtherAnswer {
  return { id, expected, got, differs: undefined }
}
