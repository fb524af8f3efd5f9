import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { hasQuotaFor, isTenant, quotasOf } from './tenants.ts'

export const quotaWithoutMemory: Control<'namespace'> = {
  id: 'BH-0512',
  name: 'quota-without-memory',
  title: 'Quota leaves memory open',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale: 'Memory is not shared but taken: what one namespace requests, no other gets.',
  remediation: 'Add `requests.memory` and `limits.memory` to the quota.',
  applies: 'namespace',
  when: (namespace, platform) => isTenant(namespace, platform) && quotasOf(namespace, platform).length > 0,
  check: (namespace, platform) =>
    hasQuotaFor(quotasOf(namespace, platform), keys)
      ? pass()
      : fail(
          `The quota of namespace ${namespace.name} leaves memory open.`,
          ...quotasOf(namespace, platform).map(({ origin }) => origin),
        ),
  examples: {
    fail: [together(namespace(), pod(), quota('services.nodeports: 0'))],
    pass: [together(namespace(), pod(), quota('limits.memory: 8Gi'))],
    unknown: [],
  },
}

const keys = ['limits.memory', 'requests.memory', 'memory'] as const
