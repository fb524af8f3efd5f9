import { lookup } from '../../kernel/lookup.ts'

/** What a stranger who only sends packets needs: the network, no account, nobody's help; and he gets everything. */
const takeovers: Readonly<Record<string, readonly string[]>> = {
  'CVSS:3': ['AV:N', 'PR:N', 'UI:N', 'C:H', 'I:H'],
  'CVSS:4': ['AV:N', 'PR:N', 'UI:N', 'VC:H', 'VI:H'],
}

/**
 * Whether a flaw hands over what has it to whoever talks to it: code that somebody runs reads and changes whatever the
 * program could, which every flaw of that sort is rated by. Nothing for a vector of another version.
 */
export function isTakeover(vector: string): boolean | undefined {
  const wanted = lookup(takeovers, vector.slice(0, 'CVSS:3'.length))
  if (wanted === undefined) return undefined
  const metrics = new Set(vector.split('/', 64))
  return wanted.every((each) => metrics.has(each))
}
