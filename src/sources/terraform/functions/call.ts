import { lookup } from '../../../kernel/lookup.ts'
import { failureAt, hiddenAt, type Value } from '../../../values/value.ts'
import { addresses } from './addresses.ts'
import { collections } from './collections.ts'
import { encoding } from './encoding.ts'
import { type CallContext, callKnown, type Functions } from './function.ts'
import { numbers } from './numbers.ts'
import { texts } from './text.ts'

const functions: Functions = { ...addresses, ...collections, ...encoding, ...numbers, ...texts }

/** The names of all functions that are worked out. */
export const functionNames: readonly string[] = ['can', 'try', ...Object.keys(functions)].sort()

/** Works a call out; of a function that we do not know nobody knows the result. */
export function callFunction(name: string, given: readonly Value[], context: CallContext): Value {
  const known = lookup(functions, name)
  if (known === undefined) return hiddenAt(`the function ${name.slice(0, 80)} is not worked out`, context.at)
  try {
    return callKnown(known, given, context)
  } catch (error) {
    // Of the platform's own decoders alone: of JSON, of base64.
    if (!(error instanceof SyntaxError)) throw error
    return failureAt('the text cannot be decoded', context.at)
  }
}
