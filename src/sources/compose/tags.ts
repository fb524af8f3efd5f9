import type { Entry } from '../../kernel/tree.ts'

/** What a tag says of a value that another file states too (Compose specification, Merge). */
export type MergeTag = 'reset' | 'override'

const tagAfterKey = /[^\n:]*:[ \t]+!(reset|override)(?![\w-])/y

/** The tag of an entry's value: it stands between the key and the value. */
export function tagOf({ keyStart, value }: Entry): MergeTag | undefined {
  const text = value.document?.text ?? ''
  if (!mayHaveTags(text)) return undefined
  tagAfterKey.lastIndex = keyStart
  return tagAfterKey.exec(text)?.[1] as MergeTag | undefined
}

let lastText = ''
let lastAnswer = false

/** Most files have none, and are asked once for each of their keys. */
function mayHaveTags(text: string): boolean {
  if (text !== lastText) {
    lastAnswer = /!(?:reset|override)/.test(text)
    lastText = text
  }
  return lastAnswer
}
