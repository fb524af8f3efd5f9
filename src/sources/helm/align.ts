/** For each line of a rendered text the template line that it comes from. Both count from 0. */
export type Alignment = readonly number[]

/** One template line, taken apart at its `{{ actions }}`. */
export interface TemplateLine {
  readonly text: string
  /** Literal text between actions, trimmed at both ends of the line; one piece where the line has no action. */
  readonly pieces: readonly string[]
  readonly indent: number
  /** The action may write several lines. */
  readonly mayExpand: boolean
  /** What it writes stands at least so far in (`nindent 4`). */
  readonly written: number
}

const action = /\{\{.*?\}\}/g
const expanding = /\{\{.*\b(?:include|template|toYaml|tpl|toPrettyJson|nindent|Files)\b/
/** More cells than that cost more than an exact place is worth: 2,000 lines against 2,000. */
const maxCells = 4_000_000
/** Longer lines are cut: the search for actions takes quadratic time on a line of nothing but `{{`. */
const maxLineLength = 2000

export function readTemplate(text: string): readonly TemplateLine[] {
  return text.split('\n').map((line) => {
    const trimmed = line.trim().slice(0, maxLineLength)
    const isComment = /^(?:#|\{\{-?\s*\/\*)/.test(trimmed)
    return {
      text: trimmed,
      pieces: isComment ? [] : trimmed.split(action).map((piece) => piece.trim()),
      indent: line.length - line.trimStart().length,
      mayExpand: expanding.test(trimmed),
      written: Number(/\bn?indent\s+(\d+)/.exec(trimmed)?.[1] ?? 0),
    }
  })
}

/**
 * Aligns a rendered section with its template: the order-preserving assignment of equal or fitting lines that explains
 * most text; what is left over (a second turn of a `range`, the text of an `include`) goes to the line that can have
 * written it.
 */
export function align(rendered: string, template: readonly TemplateLine[]): Alignment {
  const lines = rendered.split('\n')
  const exact =
    lines.length * template.length > maxCells
      ? lines.map((line) => bestMatch(line, template))
      : alignInOrder(lines, template)
  return fillGaps(lines, template, exact)
}

/** How much of a rendered line a template line explains, in characters; 0 where it cannot have written it. */
function explain(line: string, { pieces, indent }: TemplateLine): number {
  const text = line.trim()
  if (text === '' || text.startsWith('#')) return 0
  const length = pieces.length > 1 ? literalLength(text, pieces) : wholeLength(text, pieces[0])
  return length > 0 && line.length - line.trimStart().length === indent ? length + 1 : length
}

function wholeLength(text: string, literal: string | undefined): number {
  return text === literal ? text.length + 2 : 0
}

function literalLength(text: string, pieces: readonly string[]): number {
  if (!text.startsWith(pieces[0] ?? '') || !text.endsWith(pieces.at(-1) ?? '')) return 0
  let at = 0
  let length = 0
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found === -1) return 0
    at = found + piece.length
    length += piece.length
  }
  return length
}

function alignInOrder(lines: readonly string[], template: readonly TemplateLine[]): number[] {
  const width = template.length + 1
  const best = new Int32Array((lines.length + 1) * width)
  for (let row = lines.length - 1; row >= 0; row--) {
    for (let column = template.length - 1; column >= 0; column--) {
      const line = template[column]
      const score = line === undefined ? 0 : explain(lines[row] ?? '', line)
      const skipped = Math.max(best[(row + 1) * width + column] ?? 0, best[row * width + column + 1] ?? 0)
      const taken = score === 0 ? 0 : score + (best[(row + 1) * width + column + 1] ?? 0)
      best[row * width + column] = Math.max(skipped, taken)
    }
  }
  return walk(best, lines.length, template.length)
}

/** Reads the chosen pairs back out of the table. */
function walk(best: Int32Array, rows: number, columns: number): number[] {
  const width = columns + 1
  const chosen = Array.from({ length: rows }, () => -1)
  let row = 0
  let column = 0
  while (row < rows && column < columns) {
    const here = best[row * width + column]
    if (here === best[(row + 1) * width + column]) row++
    else if (here === best[row * width + column + 1]) column++
    else chosen[row++] = column++
  }
  return chosen
}

function bestMatch(line: string, template: readonly TemplateLine[]): number {
  let best = -1
  let bestScore = 0
  template.forEach((each, index) => {
    const score = explain(line, each)
    if (score > bestScore) [best, bestScore] = [index, score]
  })
  return best
}

function fillGaps(
  lines: readonly string[],
  template: readonly TemplateLine[],
  exact: readonly number[],
): number[] {
  const filled: number[] = []
  const memo = new Map<string, number>()
  const following = nextKnown(exact)
  let before = -1
  for (const [row, line] of lines.entries()) {
    const own = exact[row] ?? -1
    if (own !== -1) before = own
    const place = own === -1 ? guess(line, template, { before, after: following[row] ?? -1, memo }) : own
    // Once one action has given way to the next, it writes no more.
    if (template[place]?.mayExpand === true && place > before) before = place
    filled.push(place)
  }
  return filled
}

interface Gap {
  readonly before: number
  readonly after: number
  readonly memo: Map<string, number>
}

function guess(line: string, template: readonly TemplateLine[], { before, after, memo }: Gap): number {
  const end = after === -1 ? template.length : after
  const indent = line.trim() === '' ? Infinity : line.length - line.trimStart().length
  for (let index = Math.max(0, before); index < end; index++) {
    const candidate = template[index]
    if (candidate?.mayExpand === true && candidate.written <= indent) return index
  }
  const known = memo.get(line) ?? bestMatch(line, template)
  memo.set(line, known)
  return known === -1 ? Math.max(0, before) : known
}

/** For each rendered line the template line of the next one that has any. */
function nextKnown(exact: readonly number[]): readonly number[] {
  let next = -1
  const following = exact.toReversed().map((own) => {
    const after = next
    if (own !== -1) next = own
    return after
  })
  return following.toReversed()
}
