import type { Known } from '../../model/known.ts'
import { parseQuantity } from '../../model/quantity.ts'
import type { Control } from '../control.ts'
import { doubtful, fail, pass } from '../verdict.ts'

export const memoryLimitAboveRequest: Control<'container'> = {
  id: 'BH-0266',
  name: 'memory-limit-above-request',
  title: 'Container may use memory that it did not reserve',
  layer: 'workload',
  severity: 'low',
  guarantees: ['isolation', 'fair-share'],
  barriers: ['Q.mem'],
  vector: 'misconfigured-container',
  references: [
    'kubernetes-application-security-checklist:K8S-APP-design-3',
    'kubernetes-security-checklist:K8S-SEC-pod-security-3',
  ],
  rationale:
    'Memory between request and limit is promised to several pods at once. Hostile code uses its share at the worst moment, and the kernel kills whom it finds.',
  remediation: 'Set the memory request equal to the limit.',
  applies: 'container',
  when: (container) => container.limits.has('memory') && container.requests.has('memory'),
  check: (container) => {
    const limit = bytesOf(container.limits.get('memory'))
    const request = bytesOf(container.requests.get('memory'))
    const message = `Container ${container.name} may use more memory than it reserves.`
    if (limit === undefined || request === undefined) return doubtful(message, 'an amount cannot be read')
    const stated = container.limits.get('memory')
    return limit > request ? fail(message, stated?.state === 'stated' ? stated.origin : undefined) : pass()
  },
  examples: {
    fail: ['resources: { requests: { memory: 1Gi }, limits: { memory: 2Gi } }'],
    pass: ['resources: { requests: { memory: 1Gi }, limits: { memory: 1024Mi } }'],
    unknown: ['resources: { requests: { memory: 1Gi }, limits: { memory: "{{ .Values.memory }}" } }'],
  },
}

function bytesOf(known: Known<string> | undefined): number | undefined {
  return known === undefined || known.state === 'hidden' ? undefined : parseQuantity(known.value)
}
