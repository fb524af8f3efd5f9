import type { QualifiedName } from './python-2-names.ts'
import type { Global, Value } from './value.ts'

type Lookup = (args: readonly Value[]) => QualifiedName | undefined

/** `getattr(os, 'system')` */
const attribute: Lookup = ([owner, name]) =>
  owner?.kind === 'global' && name?.kind === 'text' && name.isWhole
    ? { module: owner.module, name: `${owner.name}.${name.text}` }
    : undefined

/** `_ufunc_reconstruct('scipy.special', 'expit')` imports any module and takes any attribute of it. */
const ufunc: Lookup = ([module, name]) =>
  module?.kind === 'text' && name?.kind === 'text' && module.isWhole && name.isWhole
    ? { module: module.text, name: name.text }
    : undefined

const lookups: Readonly<Record<string, Lookup>> = {
  'builtins.getattr': attribute,
  'numpy.core._ufunc_reconstruct': ufunc,
  'numpy._core._ufunc_reconstruct': ufunc,
}

/** The name that a call looks up; nothing where it looks up none, or the name cannot be told. */
export function lookedUp({ module, name }: Global, args: readonly Value[]): QualifiedName | undefined {
  const path = `${module}.${name}`
  return Object.hasOwn(lookups, path) ? lookups[path]?.(args) : undefined
}

/** Callables that do nothing but look names up. */
export function isLookup({ module, name }: Global): boolean {
  return Object.hasOwn(lookups, `${module}.${name}`)
}
