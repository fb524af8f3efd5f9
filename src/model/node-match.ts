import { type Known, valueOf } from './known.ts'
import type { Taint } from './node.ts'
import type { NodeRequirement, NodeTerm, Toleration } from './pod.ts'
import { allMatch, anyMatch, type Match } from './selector.ts'

/** The key by which a term names the node itself (`matchFields`); node affinity knows no other field. */
export const nodeNameKey = 'metadata.name'

/** Whether a node's labels fulfil any of the terms, as the scheduler asks (component-helpers, nodeaffinity). */
export function matchNodeTerms(
  terms: readonly NodeTerm[],
  labels: ReadonlyMap<string, Known<string>>,
): Match {
  return anyMatch(
    terms.map(({ requirements, isHidden }) => {
      if (requirements.length === 0) return isHidden ? 'unknown' : 'no'
      const read = allMatch(requirements.map((each) => matchNodeRequirement(each, labels.get(each.key))))
      return isHidden && read === 'yes' ? 'unknown' : read
    }),
  )
}

export function matchNodeRequirement(
  { operator, values }: NodeRequirement,
  label: Known<string> | undefined,
): Match {
  if (operator === 'Exists') return label === undefined ? 'no' : 'yes'
  if (operator === 'DoesNotExist') return label === undefined ? 'yes' : 'no'
  if (label === undefined) return operator === 'NotIn' ? 'yes' : 'no'
  const value = valueOf(label)
  if (value === undefined) return 'unknown'
  return compares[operator](value, values) ? 'yes' : 'no'
}

type Comparison = (value: string, values: readonly string[]) => boolean

const compares: Readonly<Record<'In' | 'NotIn' | 'Gt' | 'Lt', Comparison>> = {
  In: (value, values) => values.includes(value),
  NotIn: (value, values) => !values.includes(value),
  Gt: (value, [bound = '']) => isNumber(value) && isNumber(bound) && Number(value) > Number(bound),
  Lt: (value, [bound = '']) => isNumber(value) && isNumber(bound) && Number(value) < Number(bound),
}

function isNumber(text: string): boolean {
  return /^-?\d+$/.test(text)
}

const keepsOut: ReadonlySet<string> = new Set(['NoSchedule', 'NoExecute'])

/** Whether a pod gets past every taint of a node; one with another effect keeps nothing out. */
export function toleratesAll(tolerations: readonly Toleration[], taints: readonly Taint[]): Match {
  return allMatch(
    taints
      .filter(({ effect }) => effect.state === 'hidden' || keepsOut.has(effect.value))
      .map((taint) => anyMatch(tolerations.map((toleration) => tolerates(toleration, taint)))),
  )
}

/** As the scheduler asks (k8s.io/api, Toleration.ToleratesTaint). */
function tolerates({ key, operator, value, effect }: Toleration, taint: Taint): Match {
  const parts = [
    isEmpty(effect) ? 'yes' : same(effect, taint.effect),
    isEmpty(key) ? 'yes' : same(key, taint.key),
    matchValue(operator, value, taint.value),
  ] as const
  return allMatch(parts)
}

function matchValue(operator: Known<string>, own: Known<string | undefined>, value: Known<string>): Match {
  if (operator.state === 'hidden') return 'unknown'
  if (operator.value === 'Exists') return 'yes'
  // Numeric operators are an alpha feature (KEP-5471): whether they are understood is not known.
  return operator.value === 'Equal' || operator.value === '' ? same(own, value) : 'unknown'
}

function isEmpty(known: Known<string | undefined>): boolean {
  return known.state !== 'hidden' && (known.value ?? '') === ''
}

function same(one: Known<string | undefined>, other: Known<string>): Match {
  if (one.state === 'hidden' || other.state === 'hidden') return 'unknown'
  return (one.value ?? '') === other.value ? 'yes' : 'no'
}
