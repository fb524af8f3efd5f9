import type { ModuleSource, ValueFile } from './declarations.ts'
import { evaluate } from './evaluate.ts'
import type { Module } from './module.ts'
import { areEqual, hiddenAt, type Value } from '../../values/value.ts'

/**
 * What a root is given for a variable: by the files that Terraform reads by itself. Files that somebody has to name are
 * other settings of the same root: where one of them differs, nobody knows what will be applied.
 */
export function valueOfRoot(name: string, source: ModuleSource, root: Module): Value | undefined {
  const read = source.values.filter(({ isRead }) => isRead).flatMap((file) => valueIn(file, name, root))
  const named = source.values.filter(({ isRead }) => !isRead).flatMap((file) => valueIn(file, name, root))
  const given = read.at(-1)
  const [other] = named
  if (other === undefined) return given
  const own = given ?? defaultOf(name, source, root)
  const all = own === undefined ? named : [own, ...named]
  const isAgreed = all.every((value) => areEqual(value, other) === true)
  return isAgreed ? other : hiddenAt(`files of values differ on variable ${name}`, other)
}

function valueIn({ values }: ValueFile, name: string, root: Module): Value[] {
  const declared = values.get(name)
  return declared === undefined ? [] : [evaluate(declared.written.value, root.scopeIn(declared.document))]
}

function defaultOf(name: string, { variables }: ModuleSource, root: Module): Value | undefined {
  const declared = variables.get(name)
  const fallback = declared?.written.body.attributes.find((each) => each.name === 'default')?.value
  return declared === undefined || fallback === undefined
    ? undefined
    : evaluate(fallback, root.scopeIn(declared.document))
}
