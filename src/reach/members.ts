import type { Match } from '../model/selector.ts'

/** Shapes that a peer of a rule stands for, or may, by their ids. */
export interface Members {
  readonly matchOf: (id: number) => Match
  readonly visit: (each: (id: number, match: Exclude<Match, 'no'>) => void) => void
}

/** An entry of a map takes about as much room as so many bytes. */
const bytesPerEntry = 32

/** Keeps a set in little room: thousands of rules may each be about nearly every one of thousands of shapes. */
export function keepMembers(found: ReadonlyMap<number, Exclude<Match, 'no'>>, shapes: number): Members {
  if (found.size * bytesPerEntry < shapes) {
    return {
      matchOf: (id) => found.get(id) ?? 'no',
      visit: (each) => found.forEach((match, id) => each(id, match)),
    }
  }
  const codes = new Uint8Array(shapes)
  for (const [id, match] of found) codes[id] = match === 'yes' ? 2 : 1
  return {
    matchOf: (id) => matches[codes[id] ?? 0] ?? 'no',
    visit: (each) =>
      codes.forEach((code, id) => {
        if (code !== 0) each(id, code === 2 ? 'yes' : 'unknown')
      }),
  }
}

const matches: readonly Match[] = ['no', 'unknown', 'yes']
