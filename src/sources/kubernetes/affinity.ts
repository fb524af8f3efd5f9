import { valueOf } from '../../model/known.ts'
import { nodeNameKey } from '../../model/node-match.ts'
import type { Origin } from '../../model/origin.ts'
import type { Affinity, NodeRequirement, NodeTerm } from '../../model/pod.ts'
import type { Fields } from '../fields.ts'

export function readAffinity(affinity: Fields): Affinity {
  const required = affinity.map('nodeAffinity').map('requiredDuringSchedulingIgnoredDuringExecution')
  const { origin } = required
  return {
    origin: affinity.origin,
    nodeTerms: origin === undefined ? undefined : readTerms(required, origin),
    hasPodAffinity: affinity.has('podAffinity'),
    hasPodAntiAffinity: affinity.has('podAntiAffinity'),
  }
}

function readTerms(required: Fields, parent: Origin): readonly NodeTerm[] {
  return required.list('nodeSelectorTerms').map((term) => {
    const labels = term.list('matchExpressions').map(readRequirement)
    const fields = term.list('matchFields').map(readRequirement)
    const isField = fields.every((field) => field === undefined || field.key === nodeNameKey)
    const requirements = [...labels, ...fields]
    return {
      origin: term.originOr(parent),
      requirements: requirements.filter((each) => each !== undefined),
      isHidden: term.isHidden || !isField || requirements.includes(undefined),
    }
  })
}

const operators: readonly NodeRequirement['operator'][] = [
  'In',
  'NotIn',
  'Exists',
  'DoesNotExist',
  'Gt',
  'Lt',
]

function readRequirement(fields: Fields): NodeRequirement | undefined {
  const key = valueOf(fields.optionalText('key'))
  const operator = operators.find((known) => known === valueOf(fields.optionalText('operator')))
  const values = fields.texts('values').map(valueOf)
  if (key === undefined || operator === undefined || values.includes(undefined)) return undefined
  return { key, operator, values: values.filter((value) => value !== undefined) }
}
