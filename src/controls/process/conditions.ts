import type { Known } from '../../model/known.ts'

type Condition = Known<string | undefined>

/** The events whose runs build what nobody ships. */
const tests = new Set(['pull_request', 'merge_group'])

/** Whether a job or a step runs for a pull request's test alone, by the pipeline's events and its own condition. */
export function runsForTestsOnly(events: readonly string[], condition: Condition): boolean {
  const named = eventsNamed(condition)
  const left = named.length > 0 ? named : events
  return left.length > 0 && left.every((event) => tests.has(event))
}

/** Whether an event's runs come to a job or step: a condition that names events lets in those alone. */
export function letsIn(condition: Condition, event: string): boolean {
  const named = eventsNamed(condition)
  return named.length === 0 || named.includes(event)
}

/** `github.event_name == 'push'`, and Azure's `eq(variables['Build.Reason'], 'PullRequest')`. */
function eventsNamed(condition: Condition): readonly string[] {
  const text = textOf(condition)
  const events = [...text.matchAll(/github\.event_name\s*==\s*'(\w+)'/g)].map(([, event = '']) => event)
  const isForRequests =
    /\beq\(\s*variables(?:\['Build\.Reason'\]|\.Build\.Reason)\s*,\s*'PullRequest'\s*\)/.test(text)
  const isNegated = /\bnot\s*\(|\bor\s*\(/.test(text)
  return isForRequests && !isNegated ? [...events, 'pull_request'] : events
}

export function textOf(condition: Condition): string {
  return condition.state === 'hidden' ? '' : (condition.value ?? '')
}
