import type { ConfigMap, Secret } from '../../model/cluster.ts'
import { type Known, originOf, valueOf } from '../../model/known.ts'
import { type Origin, within } from '../../model/origin.ts'
import { doubtful, every, fail, pass, unknown, type Verdict } from '../verdict.ts'
import { couldBeBad } from './environment.ts'

/** One key with its text; the text is absent where it cannot be read. */
export interface Entry {
  readonly key: string
  readonly value: string | undefined
}

/** Judges every key of a ConfigMap or Secret. A key may be bad whatever its value, so that hidden values are asked too. */
export function forbidEntry(
  object: ConfigMap | Secret,
  isBad: (entry: Entry) => boolean,
  messageFor: (key: string) => string,
): Verdict {
  if (isUnreadable(object.data)) {
    return unknown(`What ${object.kind} ${object.name} holds cannot be told: its data is a template.`)
  }
  return every([...object.data], ([key, known]) => judgeEntry({ key, known, isBad }, messageFor))
}

interface Question {
  readonly key: string
  readonly known: Known<string>
  readonly isBad: (entry: Entry) => boolean
}

function judgeEntry({ key, known, isBad }: Question, messageFor: (key: string) => string): Verdict {
  const entry = { key, value: valueOf(known) }
  if (isBad(entry)) return fail(messageFor(key), tellingLine(entry, { known, isBad }))
  if (known.state !== 'hidden' || !couldBeBad((value) => isBad({ key, value }))) return pass()
  return doubtful(messageFor(key), known.reason, known.origin)
}

/** The line of a longer text that makes it bad; the text where no line does so by itself. */
function tellingLine(
  { key, value = '' }: Entry,
  { known, isBad }: Pick<Question, 'known' | 'isBad'>,
): Origin | undefined {
  const origin = originOf(known)
  const lines = value.split('\n')
  if (origin === undefined || lines.length < 2 || isBad({ key, value: '' })) return origin
  return within(origin, lines.find((line) => isBad({ key, value: line }))?.trim() ?? '')
}

/** A dictionary that is one template expression has no entries, and yet has every key. */
function isUnreadable(data: ReadonlyMap<string, Known<string>>): boolean {
  return data.size === 0 && data.has('any')
}
