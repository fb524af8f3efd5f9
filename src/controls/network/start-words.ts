import type { StartWords } from '../../knowledge/sensitive-ports.ts'
import type { Container } from '../../model/container.ts'
import { isKnown, valueOf } from '../../model/known.ts'

/** What starts a container: command, arguments, environment. A variable that is set to nothing sets nothing. */
export function startOf({ command, args, env, envFrom }: Container): StartWords {
  const values = [...command, ...args, ...env.flatMap(({ name, value }) => [name, value])]
  const variables = env.filter(({ from, value }) => from !== 'literal' || !isKnown(value, ''))
  return {
    words: [
      ...[...command, ...args].map((word) => valueOf(word) ?? ''),
      ...variables.map(({ name, value }) => `${valueOf(name) ?? ''}=${valueOf(value) ?? ''}`),
    ],
    isWhole: envFrom.length === 0 && values.every(({ state }) => state !== 'hidden'),
  }
}
