import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { hasQuotaFor, isTenant, quotasOf } from './tenants.ts'

export const quotaWithoutVolumes: Control<'namespace'> = {
  id: 'BH-0515',
  name: 'quota-without-volumes',
  title: 'Quota leaves persistent storage open',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale: 'Each claim buys a disk. Whoever creates claims spends money until somebody looks.',
  remediation: 'Add `requests.storage` and `persistentvolumeclaims` to the quota.',
  applies: 'namespace',
  when: (namespace, platform) => isTenant(namespace, platform) && quotasOf(namespace, platform).length > 0,
  check: (namespace, platform) =>
    hasQuotaFor(quotasOf(namespace, platform), keys)
      ? pass()
      : fail(
          `The quota of namespace ${namespace.name} leaves persistent storage open.`,
          ...quotasOf(namespace, platform).map(({ origin }) => origin),
        ),
  examples: {
    fail: [together(namespace(), pod(), quota('services.nodeports: 0'))],
    pass: [together(namespace(), pod(), quota('requests.storage: 100Gi'))],
    unknown: [],
  },
}

const keys = ['requests.storage', 'persistentvolumeclaims', 'count/persistentvolumeclaims'] as const
