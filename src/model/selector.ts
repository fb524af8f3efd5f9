import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

/**
 * A label selector (Kubernetes API, LabelSelector): all requirements must match; without any it selects everything.
 * `undefined` where a selector is absent selects nothing.
 */
export interface Selector {
  readonly origin: Origin
  readonly requirements: readonly Requirement[]
  /** A part that could not be read: whether the selector matches is then not known. */
  readonly isHidden: boolean
}

export interface Requirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values: readonly string[]
}

/** Whether a selector matches; `unknown` where the selector or a label that it asks for cannot be read. */
export type Match = 'yes' | 'no' | 'unknown'

/** Evaluates a selector against labels (k8s.io/apimachinery labels.Requirement.Matches). */
export function matchSelector(selector: Selector, labels: ReadonlyMap<string, Known<string>>): Match {
  let match: Match = selector.isHidden ? 'unknown' : 'yes'
  for (const requirement of selector.requirements) {
    const single = matchRequirement(requirement, labels.get(requirement.key))
    if (single === 'no') return 'no'
    if (single === 'unknown') match = 'unknown'
  }
  return match
}

function matchRequirement(requirement: Requirement, label: Known<string> | undefined): Match {
  const { operator, values } = requirement
  if (operator === 'Exists') return answer(label !== undefined)
  if (operator === 'DoesNotExist') return answer(label === undefined)
  if (label === undefined) return answer(operator === 'NotIn')
  if (label.state === 'hidden') return 'unknown'
  return answer(values.includes(label.value) === (operator === 'In'))
}

function answer(holds: boolean): Match {
  return holds ? 'yes' : 'no'
}

/** True of all: one no decides, then one unknown. */
export function allMatch(matches: readonly Match[]): Match {
  if (matches.includes('no')) return 'no'
  return matches.includes('unknown') ? 'unknown' : 'yes'
}

/** True of any: one yes decides, then one unknown. */
export function anyMatch(matches: readonly Match[]): Match {
  if (matches.includes('yes')) return 'yes'
  return matches.includes('unknown') ? 'unknown' : 'no'
}
