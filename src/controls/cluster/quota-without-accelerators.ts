import type { Namespace } from '../../model/cluster.ts'
import type { Platform } from '../../model/platform.ts'
import type { Control } from '../control.ts'
import { fail, pass, type Verdict } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { hasQuotaFor, quotasOf, tenantPods } from './tenants.ts'

export const quotaWithoutAccelerators: Control<'namespace'> = {
  id: 'BH-0517',
  name: 'quota-without-accelerators',
  title: 'Quota leaves GPUs open',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'GPUs are the scarcest and dearest thing of the platform. One namespace takes all that the autoscaler will buy.',
  remediation: 'Add the quota key of the GPU, such as `requests.nvidia.com/gpu`.',
  applies: 'namespace',
  when: (namespace, platform) =>
    quotasOf(namespace, platform).length > 0 && acceleratorsOf(namespace, platform).length > 0,
  check: judge,
  examples: {
    fail: [together(namespace(), pod('nvidia.com/gpu: 1'), quota('pods: 10'))],
    pass: [together(namespace(), pod('nvidia.com/gpu: 1'), quota('requests.nvidia.com/gpu: 2'))],
    unknown: [],
  },
}

/** Extended resources of the namespace's pods: names with a domain, which are devices. */
function acceleratorsOf(namespace: Namespace, platform: Platform): readonly string[] {
  const names = tenantPods(namespace, platform)
    .flatMap(({ containers }) => containers)
    .flatMap(({ limits, requests }) => [...limits.keys(), ...requests.keys()])
    .filter((name) => /^[a-z0-9.-]+\/.+/.test(name) && !name.startsWith('hugepages-'))
  return [...new Set(names)].sort()
}

function judge(namespace: Namespace, platform: Platform): Verdict {
  const quotas = quotasOf(namespace, platform)
  const open = acceleratorsOf(namespace, platform).filter(
    (name) => !hasQuotaFor(quotas, [`requests.${name}`]),
  )
  if (open.length === 0) return pass()
  return fail(
    `The quota of namespace ${namespace.name} leaves ${open.join(', ')} open.`,
    ...quotas.map(({ origin }) => origin),
  )
}
