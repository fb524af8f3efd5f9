import { valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { pass } from '../verdict.ts'
import { namespace, limits, pod, together } from './cluster-examples.ts'
import { isTenant, lacking } from './tenants.ts'

export const namespaceWithoutLimitRange: Control<'namespace'> = {
  id: 'BH-0520',
  name: 'namespace-without-limit-range',
  title: 'Namespace gives containers no default limits',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: ['kubernetes-security-checklist:K8S-SEC-admission-plugins-4'],
  rationale: 'A container that states no limit has none: the next workload that forgets it takes the node.',
  remediation:
    'Add a LimitRange of type Container with `default` and `max` for CPU, memory and ephemeral storage.',
  applies: 'namespace',
  when: isTenant,
  check: (namespace, platform) =>
    platform
      .inNamespace('limit-range', namespace.name)
      .flatMap(({ limits }) => limits)
      .some((item) => valueOf(item.type) === 'Container' && item.default.size > 0)
      ? pass()
      : lacking(namespace, 'gives containers no default limits'),
  examples: {
    fail: [together(namespace(), pod()), together(namespace(), pod(), limits('type: Pod, max: { cpu: 4 }'))],
    pass: [together(namespace(), pod(), limits('type: Container, default: { cpu: 1, memory: 1Gi }'))],
    unknown: [pod()],
  },
}
