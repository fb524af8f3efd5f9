// Calls that are harmless with some arguments only.
import { mayBeMade } from './lists.ts'
import { isLookup, lookedUp } from './lookups.ts'
import type { Global, Value } from './value.ts'

type Grammar = (args: readonly Value[]) => boolean

/** Encodings that turn bytes of Python 2 into text and back; another name would import a module. */
const plainEncodings: ReadonlySet<string> = new Set([
  'latin1',
  'latin-1',
  'iso-8859-1',
  'ascii',
  'utf-8',
  'utf8',
])

function isPlainEncoding(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'text' && plainEncodings.has(value.text.toLowerCase()))
}

function isMadeType([type]: readonly Value[]): boolean {
  return type?.kind === 'global' && mayBeMade(type)
}

const grammars: Readonly<Record<string, Grammar>> = {
  '_codecs.encode': ([, encoding]) => isPlainEncoding(encoding),
  // With one argument it tells the type; with three it makes a class.
  'builtins.type': (args) => args.length === 1,
  'numpy.core.multiarray._reconstruct': isMadeType,
  'numpy._core.multiarray._reconstruct': isMadeType,
  'numpy.core._internal._reconstruct': isMadeType,
  'numpy._core._internal._reconstruct': isMadeType,
  // It calls its first argument.
  'torch._tensor._rebuild_from_type_v2': isMadeType,
}

/** Whether the arguments are harmless; nothing where no grammar is known for the callable. */
export function isArgumentsAllowed(callee: Global, args: readonly Value[]): boolean | undefined {
  // What is looked up is judged as a name of its own.
  if (isLookup(callee)) return lookedUp(callee, args) !== undefined
  const path = `${callee.module}.${callee.name}`
  return Object.hasOwn(grammars, path) ? grammars[path]?.(args) : undefined
}
