import { lookup } from '../../kernel/lookup.ts'

/** Whether a flaw hands over what has it to a stranger who only sends packets. */
export type Takeover = 'yes' | 'perhaps' | 'no'

interface Wanted {
  /** The stranger needs a way to it, no account, nobody's help. */
  readonly free: readonly string[]
  /** What he reads and what he changes. */
  readonly gets: readonly string[]
}

const wantedBy: Readonly<Record<string, Wanted>> = {
  'CVSS:3': { free: ['PR:N', 'UI:N'], gets: ['C:H', 'I:H'] },
  'CVSS:4': { free: ['PR:N', 'UI:N'], gets: ['VC:H', 'VI:H'] },
}

/**
 * Code that somebody runs reads and changes whatever the program could, which every flaw of that sort is rated by. Who
 * reads all files or writes any often comes to the same, and gets the data at least; and pods of one cluster may be as
 * near to each other as a vector asks. Nothing for a vector of another version.
 */
export function takeoverOf(vector: string): Takeover | undefined {
  const wanted = lookup(wantedBy, vector.slice(0, 'CVSS:3'.length))
  if (wanted === undefined) return undefined
  const metrics = new Set(vector.split('/', 64))
  const has = (metric: string): boolean => metrics.has(metric)
  const isNear = has('AV:N') || has('AV:A')
  if (!isNear || !wanted.free.every(has) || !wanted.gets.some(has)) return 'no'
  return has('AV:N') && wanted.gets.every(has) ? 'yes' : 'perhaps'
}

/** The worst of what several say. */
export function worstTakeover(told: readonly Takeover[]): Takeover | undefined {
  return (['yes', 'perhaps', 'no'] as const).find((each) => told.includes(each))
}
