import { type Allowed, allowed, classFamilies, className } from './allowed.ts'
import type { Global } from './value.ts'

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

function keyOf({ module, name }: Global): string {
  return `${module}\n${name}`
}

/** May be called with any arguments. */
export function mayBeCalled(global: Global): boolean {
  return calls.has(keyOf(global))
}

/** A class that may be made without its `__init__`. */
export function mayBeMade(global: Global): boolean {
  if (mayBeCalled(global) || names.has(keyOf(global))) return true
  return classFamilies.test(global.module) && className.test(global.name)
}
