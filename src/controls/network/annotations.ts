import { type Known, originOf } from '../../model/known.ts'
import type { Route } from '../../model/network.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'

/** Judges the annotations of an Ingress one by one; a map that a template fills in leaves all of them open. */
export function forbidAnnotations(
  { annotations }: Route,
  isBad: (key: string, value: Known<string>) => boolean | undefined,
  message: string,
): Verdict {
  const answers = [...annotations].map(([key, value]) => ({ value, isBad: isBad(key, value) }))
  const bad = answers.filter((each) => each.isBad === true).map(({ value }) => originOf(value))
  if (bad.length > 0) return fail(message, ...bad)
  // A hidden map answers to every key.
  const whole = annotations.size === 0 ? annotations.get('annotations') : undefined
  const open = answers.filter((each) => each.isBad === undefined).map(({ value }) => originOf(value))
  const hidden = whole === undefined ? open : [originOf(whole)]
  return hidden.length > 0 ? doubtful(message, 'an annotation cannot be read', ...hidden) : pass()
}

/** Annotations of ingress-nginx whose text goes into its configuration as it stands. */
export function isSnippet(key: string): boolean {
  return key.includes('snippet')
}

/** Whether a snippet's text matches; nothing where it cannot be read. */
export function snippetMatches(key: string, value: Known<string>, pattern: RegExp): boolean | undefined {
  if (!isSnippet(key)) return false
  return value.state === 'hidden' ? undefined : pattern.test(value.value)
}
