import { indexLines } from '../../kernel/text.ts'
import { findAssigned } from './assigned.ts'
import type { Candidate } from './candidate.ts'
import { isOfLibrary, isTestOfLibrary } from './library.ts'
import { redact } from './redact.ts'
import { findShaped } from './shaped.ts'
import { findStored } from './stored.ts'
import { findInUrls } from './url.ts'

export interface FoundSecret {
  readonly rule: string
  readonly what: string
  /** What it is assigned to, where it was found by that. */
  readonly name?: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 units. */
  readonly column: number
  readonly offset: number
  readonly redacted: string
}

export interface SecretSearch {
  readonly secrets: readonly FoundSecret[]
  /** Why some of the text was not searched. */
  readonly unread?: string
}

export const longestText: number = 5 * 1024 * 1024

/** Finds secrets in the text of one file. What is found is never told whole. */
export function findSecrets(path: string, text: string): SecretSearch {
  if (text.length > longestText) return { secrets: [], unread: 'It is longer than 5 MB.' }
  if (text.includes('\0')) return { secrets: [], unread: 'It is no text.' }
  const { candidates, stoppedAt } = findShaped({ path, text })
  const others = isOfLibrary(path)
    ? []
    : [...findStored({ path, text }), ...findAssigned(path, text), ...findInUrls(text)]
  const found = apart([...candidates.filter((each) => isToTell(path, each)), ...others])
  return { secrets: locate(text, found.slice(0, mostSecrets)), ...unread(stoppedAt, found.length) }
}

/** Nobody reads more of one file. */
const mostSecrets = 1000

function unread(stoppedAt: number | undefined, found: number): Pick<SecretSearch, 'unread'> {
  if (stoppedAt !== undefined)
    return { unread: `From offset ${stoppedAt} on, too many places look like secrets.` }
  return found <= mostSecrets ? {} : { unread: `Of ${found} secrets, the first ${mostSecrets} are told.` }
}

/** Forms that anybody may write down, in tests and documentation as well. */
const common = new Set(['private-key', 'private-key-base64', 'signed-token', 'signed-token-base64'])

function isToTell(path: string, { rule, isPrecise }: Candidate): boolean {
  return !isTestOfLibrary(path) || (isPrecise && !common.has(rule))
}

/** A value that was found in two ways is told once, as what the more precise says that it is. */
function apart(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = []
  for (const each of [...candidates].sort((a, b) => a.start - b.start)) {
    const last = kept.at(-1)
    const overlaps = last !== undefined && each.start < last.start + last.value.length
    if (overlaps && (last.isPrecise || !each.isPrecise)) continue
    if (overlaps) kept.pop()
    kept.push(each)
  }
  return kept
}

function locate(text: string, candidates: readonly Candidate[]): FoundSecret[] {
  if (candidates.length === 0) return []
  const lines = indexLines(text)
  return candidates.map(({ rule, what, name, start, value }) => {
    const { line, column } = lines.positionAt(start)
    const named = name === undefined ? {} : { name }
    return { rule, what, ...named, line, column, offset: start, redacted: redact(value) }
  })
}
