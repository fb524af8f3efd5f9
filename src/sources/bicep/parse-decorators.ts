import { parseMembers } from './parse-expression.ts'
import type { Reader } from './reader.ts'

/** `@secure()` and the like: nothing that they say changes what is deployed. */
export function parseDecorators(reader: Reader): void {
  while (reader.takes('@')) {
    parseMembers(reader)
    reader.skipLines()
  }
}
