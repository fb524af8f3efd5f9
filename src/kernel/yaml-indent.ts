import { parseEvents, YAMLException } from 'js-yaml'

/** Kubernetes' own JSON reader stops at 10,000; real objects stay below 40. */
export const maxDepth = 200

/** A text that js-yaml reads as go-yaml reads another, and the way back from its offsets to that one's. */
export interface IndentedText {
  readonly text: string
  place(offset: number): number
}

/** Deeper than any map: inside brackets and quotes, blanks at the start of a line mean nothing. */
const indentation = ' '.repeat(2 * maxDepth)
/** Bounds the work, each repair being one more pass. */
const maxParsedLength = 50_000_000
const maxRepairs = 1_000

/**
 * Indents lines of brackets and quoted texts that begin further left than YAML 1.2 has it. go-yaml takes them, and
 * people write them:
 *
 *     args: [
 *       --verbose
 *     ]
 */
export function indentFlow(source: string): IndentedText {
  const starts: number[] = []
  let text = source
  for (let parsed = 0; starts.length < maxRepairs && parsed < maxParsedLength; parsed += text.length) {
    const start = deficientLine(text)
    if (start === undefined || start <= (starts.at(-1) ?? -1)) break
    starts.push(start)
    text = text.slice(0, start) + indentation + text.slice(start)
  }
  return { text, place: starts.length === 0 ? (offset) => offset : (offset) => placeBefore(offset, starts) }
}

/** Start of the first line that js-yaml finds too far left; nothing where it reads the text or fails otherwise. */
function deficientLine(text: string): number | undefined {
  try {
    parseEvents(text, { maxDepth })
  } catch (error) {
    return isDeficient(error) ? lineStart(text, error) : undefined
  }
  return undefined
}

function lineStart(text: string, error: YAMLException): number {
  return text.lastIndexOf('\n', (error.mark?.position ?? 0) - 1) + 1
}

/** True where js-yaml finds a line of brackets or of a quoted text too far left. */
export function isDeficient(error: unknown): error is YAMLException {
  return error instanceof YAMLException && error.reason === 'deficient indentation'
}

function placeBefore(offset: number, starts: readonly number[]): number {
  let added = 0
  for (const start of starts) {
    if (start > offset) break
    added += Math.min(indentation.length, offset - start)
  }
  return offset - added
}
