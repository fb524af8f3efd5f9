import type { Reader } from './reader.ts'

export interface Operator {
  readonly rank: number
  readonly name: string
  /** What the function says is turned round. */
  readonly isNegated?: boolean
  /** Letters are made small before they are compared. */
  readonly isCaseless?: boolean
  /** One call takes a whole chain of it. */
  readonly isChained?: boolean
}

/** https://learn.microsoft.com/azure/azure-resource-manager/bicep/operators, each as the function that it compiles to. */
export const operators: Readonly<Record<string, Operator>> = {
  '??': { rank: 1, name: 'coalesce', isChained: true },
  '||': { rank: 2, name: 'or', isChained: true },
  '&&': { rank: 3, name: 'and', isChained: true },
  '==': { rank: 4, name: 'equals' },
  '!=': { rank: 4, name: 'equals', isNegated: true },
  '=~': { rank: 4, name: 'equals', isCaseless: true },
  '!~': { rank: 4, name: 'equals', isCaseless: true, isNegated: true },
  '<': { rank: 5, name: 'less' },
  '<=': { rank: 5, name: 'lessorequals' },
  '>': { rank: 5, name: 'greater' },
  '>=': { rank: 5, name: 'greaterorequals' },
  '+': { rank: 6, name: 'add' },
  '-': { rank: 6, name: 'sub' },
  '*': { rank: 7, name: 'mul' },
  '/': { rank: 7, name: 'div' },
  '%': { rank: 7, name: 'mod' },
}

const onLine = /\?\?|\.\?|\.(?!\.)|::|\[|\?|\|\||&&|[=!]=|[=!]~|!|[<>]=?|[-+*/%]/y
/** What goes on with an expression on the next line, where nothing else can start with it. */
const onNextLine = /\?\?|\.\?|\.(?!\.)|\?|\|\||&&|[=!]=|[=!]~|[<>]=?|[+*/%]/y

/** The mark that goes on with an expression here or on the next line; nothing where it ends. */
export function nextMark(reader: Reader): string | undefined {
  reader.skip()
  return markAhead(reader, onLine, reader.at) ?? markBehindLines(reader)
}

export function markAhead({ text }: Reader, pattern: RegExp, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const endings = new WeakMap<Reader, number>()

/** Looked for once at each end of an expression, however many of them end there. */
function markBehindLines(reader: Reader): string | undefined {
  const before = reader.at
  if (reader.text[before] !== '\n' || endings.get(reader) === before) return undefined
  reader.skipLines()
  const mark = markAhead(reader, onNextLine, reader.at)
  if (mark !== undefined) return mark
  endings.set(reader, before)
  reader.at = before
  return undefined
}

export function takeMark(reader: Reader): void {
  reader.at += nextMark(reader)?.length ?? 0
}
