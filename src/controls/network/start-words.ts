import type { StartWords } from '../../knowledge/sensitive-ports.ts'
import type { Container } from '../../model/pod.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import { startParts } from '../workload/command-line.ts'

/** What starts a container: command, arguments, environment. A variable that is set to nothing sets nothing. */
export function startOf(container: Container): StartWords {
  const { env, envFrom } = container
  const start = startParts(container)
  const values = [...start, ...env.flatMap(({ name, value }) => [name, value])]
  const variables = env.filter(({ from, value }) => from !== 'literal' || !isKnown(value, ''))
  return {
    words: [
      ...start.map((word) => valueOf(word) ?? ''),
      ...variables.map(({ name, value }) => `${valueOf(name) ?? ''}=${valueOf(value) ?? ''}`),
    ],
    isWhole: envFrom.length === 0 && values.every(({ state }) => state !== 'hidden'),
  }
}
