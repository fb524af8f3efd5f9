import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { hasQuotaFor, isTenant, quotasOf } from './tenants.ts'

export const quotaWithoutLoadBalancers: Control<'namespace'> = {
  id: 'BH-0516',
  name: 'quota-without-load-balancers',
  title: 'Quota leaves load balancers open',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Each service of type LoadBalancer takes a public address, and opens the namespace to the internet.',
  remediation: 'Add `services.loadbalancers: 0` to the quota, and `services.nodeports: 0`.',
  applies: 'namespace',
  when: (namespace, platform) => isTenant(namespace, platform) && quotasOf(namespace, platform).length > 0,
  check: (namespace, platform) =>
    hasQuotaFor(quotasOf(namespace, platform), keys)
      ? pass()
      : fail(
          `The quota of namespace ${namespace.name} leaves load balancers open.`,
          ...quotasOf(namespace, platform).map(({ origin }) => origin),
        ),
  examples: {
    fail: [together(namespace(), pod(), quota('pods: 10'))],
    pass: [together(namespace(), pod(), quota('services.loadbalancers: 0'))],
    unknown: [],
  },
}

const keys = ['services.loadbalancers', 'services', 'count/services'] as const
