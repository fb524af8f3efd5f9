import type { AnyControl } from '../controls/any-control.ts'
import { hint } from '../kernel/nearest.ts'
import { UsageError } from './world.ts'

/** Finds controls by id, name or a foreign id (`CKV_K8S_16`, `checkov:CKV_K8S_16`, `KSV-0017`). Case is ignored. */
export function findControls(word: string, controls: readonly AnyControl[]): AnyControl[] {
  const wanted = word.toLowerCase()
  const own = controls.filter(({ id, name }) => id.toLowerCase() === wanted || name === wanted)
  return own.length > 0
    ? own
    : controls.filter(({ references }) => references.some((each) => isCalled(each, wanted)))
}

function isCalled(reference: string, wanted: string): boolean {
  const lower = reference.toLowerCase()
  return lower === wanted || lower.slice(lower.indexOf(':') + 1) === wanted
}

/** @throws UsageError for a word that names no control */
export function requireControls(word: string, controls: readonly AnyControl[]): AnyControl[] {
  const found = findControls(word, controls)
  if (found.length > 0) return found
  const words = controls.flatMap(({ id, name, references }) => [
    id,
    name,
    ...references.map((each) => each.slice(each.indexOf(':') + 1)),
  ])
  throw new UsageError(`No control is called '${word}'.${hint(word, words)} bulkhead controls lists them.`)
}

/** The controls that `--only` and `--skip` leave. */
export function selectControls(
  controls: readonly AnyControl[],
  { only, skip }: { readonly only: readonly string[]; readonly skip: readonly string[] },
): readonly AnyControl[] {
  const kept = only.length === 0 ? controls : unique(only.flatMap((word) => requireControls(word, controls)))
  const left = new Set(skip.flatMap((word) => requireControls(word, controls)))
  return kept.filter((control) => !left.has(control))
}

function unique(controls: readonly AnyControl[]): AnyControl[] {
  return [...new Set(controls)]
}
