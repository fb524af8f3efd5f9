import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { hasQuotaFor, isTenant, quotasOf } from './tenants.ts'

export const quotaWithoutCpu: Control<'namespace'> = {
  id: 'BH-0511',
  name: 'quota-without-cpu',
  title: 'Quota leaves CPU open',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Code that starts more workers, or that is scaled by its own load, takes the CPU of every node the scheduler finds.',
  remediation: 'Add `requests.cpu` and `limits.cpu` to the quota.',
  applies: 'namespace',
  when: (namespace, platform) => isTenant(namespace, platform) && quotasOf(namespace, platform).length > 0,
  check: (namespace, platform) =>
    hasQuotaFor(quotasOf(namespace, platform), keys)
      ? pass()
      : fail(
          `The quota of namespace ${namespace.name} leaves CPU open.`,
          ...quotasOf(namespace, platform).map(({ origin }) => origin),
        ),
  examples: {
    fail: [together(namespace(), pod(), quota('services.nodeports: 0'))],
    pass: [together(namespace(), pod(), quota('requests.cpu: 4'))],
    unknown: [],
  },
}

const keys = ['limits.cpu', 'requests.cpu', 'cpu'] as const
