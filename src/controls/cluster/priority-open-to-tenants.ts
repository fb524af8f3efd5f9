import type { Control } from '../control.ts'
import { pass } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { isTenant, lacking } from './tenants.ts'

export const priorityOpenToTenants: Control<'namespace'> = {
  id: 'BH-0523',
  name: 'priority-open-to-tenants',
  title: 'Namespace may use every priority class',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['fair-share'],
  barriers: ['Q.prio', 'A.quota'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'Pods of the namespace may name any class, the system’s own included, and evict other tenants’ pods.',
  remediation:
    'Add a ResourceQuota with `pods: "0"` and a `scopeSelector` with `scopeName: PriorityClass`, `operator: In` and the classes that the namespace must not use, the system’s own among them.',
  applies: 'namespace',
  when: isTenant,
  check: (namespace, platform) =>
    platform.inNamespace('resource-quota', namespace.name).some(({ isPriorityScoped }) => isPriorityScoped)
      ? pass()
      : lacking(namespace, 'may use every priority class'),
  examples: {
    fail: [together(namespace(), pod())],
    pass: [
      together(
        namespace(),
        pod(),
        quota(
          'pods: 0',
          'scopeSelector: { matchExpressions: [{ scopeName: PriorityClass, operator: In, values: [system-node-critical, system-cluster-critical] }] }',
        ),
      ),
    ],
    unknown: [pod()],
  },
}
