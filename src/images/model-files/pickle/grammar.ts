// Calls that are harmless with some arguments only.
import { heldBytes } from './held-bytes.ts'
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

function isRebuilder([rebuild]: readonly Value[]): boolean {
  return (
    rebuild?.kind === 'global' && rebuild.module === 'torch._utils' && rebuild.name.startsWith('_rebuild_')
  )
}

function isIndexType([type]: readonly Value[]): boolean {
  return type?.kind === 'global' && /^pandas(?:\.|$)/.test(type.module) && mayBeMade(type)
}

function isGenerator([, maker]: readonly Value[]): boolean {
  return maker === undefined || (maker.kind === 'global' && maker.name === '__bit_generator_ctor')
}

const grammars: Readonly<Record<string, Grammar>> = {
  '_codecs.encode': ([, encoding]) => isPlainEncoding(encoding),
  // With one argument it tells the type; with three it makes a class.
  'builtins.type': (args) => args.length === 1,
  'numpy.core.multiarray._reconstruct': isMadeType,
  'numpy._core.multiarray._reconstruct': isMadeType,
  'numpy.core._internal._reconstruct': isMadeType,
  'numpy._core._internal._reconstruct': isMadeType,
  // These call their first argument.
  'torch._tensor._rebuild_from_type': isRebuilder,
  'torch._tensor._rebuild_from_type_v2': isRebuilder,
  'pandas.core.indexes.base._new_Index': isIndexType,
  'pandas.core.indexes.datetimes._new_DatetimeIndex': isIndexType,
  'pandas.core.indexes.period._new_PeriodIndex': isIndexType,
  'pandas.core.indexes.interval._new_IntervalIndex': isIndexType,
  // These call their second one, if there is one.
  'numpy.random._pickle.__generator_ctor': isGenerator,
  'numpy.random._pickle.__randomstate_ctor': isGenerator,
  'numpy.random.__generator_ctor': isGenerator,
  'numpy.random.__randomstate_ctor': isGenerator,
  // The bytes are scanned as a file of their own.
  'torch.storage._load_from_bytes': ([bytes]) => heldBytes(bytes) !== undefined,
}

/** Whether the arguments are harmless; nothing where no grammar is known for the callable. */
export function isArgumentsAllowed(callee: Global, args: readonly Value[]): boolean | undefined {
  // What is looked up is judged as a name of its own.
  if (isLookup(callee)) return lookedUp(callee, args) !== undefined
  const path = `${callee.module}.${callee.name}`
  return Object.hasOwn(grammars, path) ? grammars[path]?.(args) : undefined
}

/** Callables that are allowed with some arguments. */
export function hasGrammar({ module, name }: Global): boolean {
  return Object.hasOwn(grammars, `${module}.${name}`)
}

/** Types whose `__new__` does nothing with what it is given. */
const baseTypes: ReadonlySet<string> = new Set([
  'object',
  'dict',
  'list',
  'tuple',
  'set',
  'frozenset',
  'int',
  'float',
  'complex',
  'str',
  'bytes',
  'bytearray',
])

function isEmpty(value: Value): boolean {
  return value.kind === 'many' && value.count === 0
}

/** Whether a class is made of nothing: its own `__new__` gets no arguments that it could act on. */
export function isBare(args: readonly Value[]): boolean {
  const [base] = args
  if (base?.kind === 'global') return base.module === 'builtins' && baseTypes.has(base.name)
  return args.every(isEmpty)
}
