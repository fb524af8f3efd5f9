import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { hasQuotaFor, isTenant, quotasOf } from './tenants.ts'

export const quotaWithoutEphemeralStorage: Control<'namespace'> = {
  id: 'BH-0514',
  name: 'quota-without-ephemeral-storage',
  title: 'Quota leaves ephemeral storage open',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Code that fills its writable layer and its logs fills the node’s disk, and the kubelet evicts whoever stands next to it.',
  remediation: 'Add `limits.ephemeral-storage` to the quota.',
  applies: 'namespace',
  when: (namespace, platform) => isTenant(namespace, platform) && quotasOf(namespace, platform).length > 0,
  check: (namespace, platform) =>
    hasQuotaFor(quotasOf(namespace, platform), keys)
      ? pass()
      : fail(
          `The quota of namespace ${namespace.name} leaves ephemeral storage open.`,
          ...quotasOf(namespace, platform).map(({ origin }) => origin),
        ),
  examples: {
    fail: [together(namespace(), pod(), quota('services.nodeports: 0'))],
    pass: [together(namespace(), pod(), quota('limits.ephemeral-storage: 20Gi'))],
    unknown: [],
  },
}

const keys = ['requests.ephemeral-storage', 'limits.ephemeral-storage', 'ephemeral-storage'] as const
