import { type Allowed, allowed, callFamilies, classFamilies, className, nameFamilies } from './allowed.ts'
import type { QualifiedName } from './python-2-names.ts'

function pathsOf(pick: (each: Allowed) => string | undefined): ReadonlySet<string> {
  return new Set(
    allowed.flatMap((each) =>
      wordsOf(each.modules).flatMap((module) =>
        wordsOf(pick(each) ?? '').map((name) => `${module}\n${name}`),
      ),
    ),
  )
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

const calls = pathsOf((each) => each.calls)
const names = pathsOf((each) => each.names)

function keyOf({ module, name }: QualifiedName): string {
  return `${module}\n${name}`
}

function isIn(families: readonly (readonly [RegExp, RegExp])[], { module, name }: QualifiedName): boolean {
  return families.some(([modules, names]) => modules.test(module) && names.test(name))
}

/** May be called with any arguments. */
export function mayBeCalled(global: QualifiedName): boolean {
  return calls.has(keyOf(global)) || isIn(callFamilies, global)
}

/** A class that may be made without its `__init__`. */
export function mayBeMade(global: QualifiedName): boolean {
  return mayBeCalled(global) || names.has(keyOf(global)) || isIn([[classFamilies, className]], global)
}

/** What may stand in a model as long as nothing calls it. */
export function mayBeNamed(global: QualifiedName): boolean {
  return mayBeMade(global) || isIn([[nameFamilies, /^(?!__)\w+$/]], global)
}
