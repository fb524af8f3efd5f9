import type { Control } from '../control.ts'
import { pass } from '../verdict.ts'
import { namespace, quota, pod, together } from './cluster-examples.ts'
import { isTenant, lacking, quotasOf } from './tenants.ts'

export const namespaceWithoutQuota: Control<'namespace'> = {
  id: 'BH-0510',
  name: 'namespace-without-quota',
  title: 'Namespace has no quota for its untrusted pods',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['fair-share', 'isolation'],
  barriers: ['A.quota'],
  vector: 'misconfigured-container',
  references: [
    'kubernetes-security-checklist:K8S-SEC-admission-plugins-7',
    'owasp-kubernetes:OWASP-K8S-7.13',
  ],
  rationale:
    'Nothing bounds what the pods of the namespace take together. Code that scales itself, or a workload that somebody scales for it, takes what all others share.',
  remediation:
    'Add a ResourceQuota with `requests.cpu`, `requests.memory`, `limits.cpu`, `limits.memory`, `requests.ephemeral-storage` and `pods`.',
  applies: 'namespace',
  when: isTenant,
  check: (namespace, platform) =>
    quotasOf(namespace, platform).length > 0
      ? pass()
      : lacking(namespace, 'has no quota for its untrusted pods'),
  examples: {
    fail: [together(namespace(), pod())],
    pass: [together(namespace(), pod(), quota('pods: 10'))],
    unknown: [pod()],
  },
}
