import type { Expression } from '../../template/syntax.ts'
import { parseMembers } from './parse-expression.ts'
import type { Reader } from './reader.ts'

/** `@secure()` and the like: what they say changes nothing that is deployed, but for what `@allowed` bounds. */
export function parseDecorators(reader: Reader): readonly Expression[] {
  const decorators: Expression[] = []
  while (reader.takes('@')) {
    decorators.push(parseMembers(reader))
    reader.skipLines()
  }
  return decorators
}

/** The list of `@allowed([…])`, or of `@sys.allowed([…])`. */
export function allowedBy(decorators: readonly Expression[]): Expression | undefined {
  for (const each of decorators) if (each.kind === 'call' && each.name === 'allowed') return each.arguments[0]
  return undefined
}
