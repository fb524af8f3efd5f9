import { valueOf } from '../../model/known.ts'
import { nodeNameKey } from '../../model/node-match.ts'
import type { Origin } from '../../model/origin.ts'
import type { Affinity, NodeRequirement, NodeTerm } from '../../model/pod.ts'
import type { Fields } from '../../values/fields.ts'
import { sharedIfAbsent } from '../shared.ts'

export const readAffinity: (affinity: Fields) => Affinity = sharedIfAbsent((affinity) => {
  const required = affinity.map('nodeAffinity').map('requiredDuringSchedulingIgnoredDuringExecution')
  const { origin } = required
  return {
    origin: affinity.origin,
    nodeTerms: origin === undefined ? undefined : readTerms(required, origin),
    hasPodAffinity: affinity.has('podAffinity'),
    hasPodAntiAffinity: affinity.has('podAntiAffinity'),
  }
})

function readTerms(required: Fields, parent: Origin): readonly NodeTerm[] {
  return required.each('nodeSelectorTerms', (term) => {
    const labels = term.each('matchExpressions', readRequirement)
    const fields = term.each('matchFields', readRequirement)
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
