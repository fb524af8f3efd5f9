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

/** The events that alone let a condition hold: `github.event_name == 'push'`, and Azure's `eq(variables['Build.Reason'], 'PullRequest')`. */
function eventsNamed(condition: Condition): readonly string[] {
  const text = textOf(condition)
  return eventsOfGitHub(text) ?? (isForRequests(text) ? ['pull_request'] : [])
}

/** Every alternative has to name one, and nothing may turn what it says around. */
function eventsOfGitHub(text: string): readonly string[] | undefined {
  if (/!(?!=)/.test(text)) return undefined
  const named = text
    .split('||')
    .map((alternative) => /github\.event_name\s*==\s*'(\w+)'/.exec(alternative)?.[1])
  return named.includes(undefined) ? undefined : named.filter((event) => event !== undefined)
}

function isForRequests(text: string): boolean {
  const asked = /\beq\(\s*variables(?:\['Build\.Reason'\]|\.Build\.Reason)\s*,\s*'PullRequest'\s*\)/
  return asked.test(text) && !/\bnot\s*\(|\bor\s*\(/.test(text)
}

export function textOf(condition: Condition): string {
  return condition.state === 'hidden' ? '' : (condition.value ?? '')
}
