import { valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Requirement, Selector } from '../../model/selector.ts'
import type { Fields } from '../../values/fields.ts'

const operators: readonly Requirement['operator'][] = ['In', 'NotIn', 'Exists', 'DoesNotExist']

/** Reads a LabelSelector; nothing where the field is absent. `{}` is a selector that selects everything. */
export function readSelector(fields: Fields): Selector | undefined {
  return fields.origin === undefined ? undefined : readPresentSelector(fields, fields.origin)
}

function readPresentSelector(fields: Fields, origin: Origin): Selector {
  const expressions = fields.each('matchExpressions', readExpression)
  const labels = readLabels(fields.dictionary('matchLabels'))
  const isUnread = fields.node?.kind !== 'map'
  return {
    origin,
    requirements: [...labels.requirements, ...expressions.filter((each) => each !== undefined)],
    isHidden: isUnread || labels.isHidden || expressions.includes(undefined),
  }
}

/** Reads a plain map of labels, as services select with. */
export function readLabelMap(parent: Fields, key: string): Selector | undefined {
  const origin = parent.map(key).origin
  return origin === undefined ? undefined : { origin, ...readLabels(parent.dictionary(key)) }
}

function readLabels(labels: ReturnType<Fields['dictionary']>): Pick<Selector, 'requirements' | 'isHidden'> {
  const requirements: Requirement[] = []
  // A map that cannot be read, or not in full, answers to every key: it is no empty one, which selects everything.
  let isHidden = labels.has('a key that nobody states')
  for (const [key, label] of labels) {
    const value = valueOf(label)
    if (value === undefined || key.includes('{{')) isHidden = true
    else requirements.push({ key, operator: 'In', values: [value] })
  }
  return { requirements, isHidden }
}

function readExpression(fields: Fields): Requirement | undefined {
  const key = valueOf(fields.optionalText('key'))
  const operator = operators.find((known) => known === valueOf(fields.optionalText('operator')))
  const values = fields.texts('values').map(valueOf)
  if (key === undefined || operator === undefined || values.includes(undefined)) return undefined
  return { key, operator, values: values.filter((value) => value !== undefined) }
}
