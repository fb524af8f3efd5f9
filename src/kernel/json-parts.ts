import { maxDepth } from './yaml-indent.ts'

/** A part of a text, from its first character to behind its last. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A value in a JSON text. */
export interface JsonPart extends Span {
  /** Of an entry of a map, as written between the quotes; empty for an item of a list. */
  readonly key: string
}

export interface JsonMap extends Span {
  readonly entries: readonly JsonPart[]
}

/**
 * The one map that a text is, where all of it is JSON: what YAML allows beyond is for its own reader. So a long text can
 * be read part by part.
 */
export function mapOfJson(text: string): JsonMap | undefined {
  const start = skipBlanks(text, 0)
  const entries: JsonPart[] = []
  const end = text[start] === '{' ? skipMap(text, { at: start, depth: 0, parts: entries }) : -1
  return end !== -1 && skipBlanks(text, end) === text.length ? { start, end, entries } : undefined
}

/** The items of a list that stands in a JSON text; nothing for other values. */
export function itemsOfJson(text: string, { start }: Span): readonly Span[] | undefined {
  const parts: JsonPart[] = []
  const end = text[start] === '[' ? skipList(text, { at: start, depth: 0, parts }) : -1
  return end === -1 ? undefined : parts
}

/** Where a value begins, how deep it stands, and where its parts are noted. */
interface Cursor {
  readonly at: number
  readonly depth: number
  readonly parts?: JsonPart[]
}

/** The offset behind a value; -1 where it is no JSON, or too deep for any reader. */
function skipValue(text: string, cursor: Cursor): number {
  if (cursor.depth > maxDepth) return -1
  const first = text[cursor.at]
  if (first === '"') return skipString(text, cursor.at)
  if (first === '{') return skipMap(text, cursor)
  return first === '[' ? skipList(text, cursor) : skipPlain(text, cursor.at)
}

function skipMap(text: string, { at, depth, parts }: Cursor): number {
  return skipParts(text, { at, close: '}' }, (keyStart) => {
    const keyEnd = text[keyStart] === '"' ? skipString(text, keyStart) : -1
    const colon = keyEnd === -1 ? -1 : skipBlanks(text, keyEnd)
    if (colon === -1 || text[colon] !== ':') return -1
    const start = skipBlanks(text, colon + 1)
    const end = skipValue(text, { at: start, depth: depth + 1 })
    const key = parts === undefined ? '' : text.slice(keyStart + 1, keyEnd - 1)
    return note({ key, start, end }, parts)
  })
}

function skipList(text: string, { at, depth, parts }: Cursor): number {
  return skipParts(text, { at, close: ']' }, (start) => {
    const end = skipValue(text, { at: start, depth: depth + 1 })
    return note({ key: '', start, end }, parts)
  })
}

/** More than any API server hands out at once. */
const maxParts = 1_000_000

/** The offset behind a part; -1 where there are too many to keep. */
function note(part: JsonPart, parts: JsonPart[] | undefined): number {
  return parts !== undefined && parts.push(part) > maxParts ? -1 : part.end
}

/** What stands between brackets, parted by commas. */
function skipParts(
  text: string,
  { at, close }: { readonly at: number; readonly close: string },
  skipPart: (start: number) => number,
): number {
  let next = skipBlanks(text, at + 1)
  if (text[next] === close) return next + 1
  for (;;) {
    const end = skipPart(next)
    if (end === -1) return -1
    const behind = skipBlanks(text, end)
    if (text[behind] === close) return behind + 1
    if (text[behind] !== ',') return -1
    next = skipBlanks(text, behind + 1)
  }
}

const [quote, backslash, blank] = [34, 92, 32]

function skipString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) return at + 1
    if (unit < blank) return -1
    if (unit === backslash) at++
  }
  return -1
}

const plain = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?=[\s,\]}]|$)/y

function skipPlain(text: string, start: number): number {
  plain.lastIndex = start
  return plain.test(text) ? plain.lastIndex : -1
}

function skipBlanks(text: string, start: number): number {
  let at = start
  while (isBlank(text.charCodeAt(at))) at++
  return at
}

function isBlank(unit: number): boolean {
  return unit === blank || unit === 10 || unit === 13 || unit === 9
}
