import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { hasQuotaFor, isTenant, quotasOf } from './tenants.ts'

export const quotaWithoutPodCount: Control<'namespace'> = {
  id: 'BH-0513',
  name: 'quota-without-pod-count',
  title: 'Quota leaves the number of pods open',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale: 'Each pod costs addresses, process ids, kubelet time and entries in etcd, whatever it requests.',
  remediation: 'Add `pods` to the quota.',
  applies: 'namespace',
  when: (namespace, platform) => isTenant(namespace, platform) && quotasOf(namespace, platform).length > 0,
  check: (namespace, platform) =>
    hasQuotaFor(quotasOf(namespace, platform), keys)
      ? pass()
      : fail(
          `The quota of namespace ${namespace.name} leaves the number of pods open.`,
          ...quotasOf(namespace, platform).map(({ origin }) => origin),
        ),
  examples: {
    fail: [together(namespace(), pod(), quota('services.nodeports: 0'))],
    pass: [together(namespace(), pod(), quota('pods: 10'))],
    unknown: [],
  },
}

const keys = ['pods', 'count/pods'] as const
