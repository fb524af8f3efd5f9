import type { LimitRangeItem } from '../../model/cluster.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { limits } from './cluster-examples.ts'

export const limitRangeIncomplete: Control<'limit-range'> = {
  id: 'BH-0519',
  name: 'limit-range-incomplete',
  title: 'Limit range has no entry with all bounds',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: ['trivy:KSV-0039'],
  rationale:
    'Without a default a container that states no limit has none; without a maximum it may state any.',
  remediation: 'Give one entry a `type`, `min`, `max`, `default` and `defaultRequest`.',
  applies: 'limit-range',
  check: (range) =>
    range.limits.some(isComplete)
      ? pass()
      : fail(
          `LimitRange ${range.name} has no entry with minimum, maximum, default and default request.`,
          range.origin,
        ),
  examples: {
    fail: [limits('type: Container, max: { cpu: 4 }'), limits('type: Pod, max: { cpu: 4 }')],
    pass: [
      limits(
        'type: Container, min: { cpu: 1m }, max: { cpu: 4 }, default: { cpu: 1 }, defaultRequest: { cpu: 1 }',
      ),
    ],
    unknown: [],
  },
}

function isComplete(item: LimitRangeItem): boolean {
  const { type, min, max, default: limit, defaultRequest } = item
  return type.state !== 'default' && [min, max, limit, defaultRequest].every(({ size }) => size > 0)
}
