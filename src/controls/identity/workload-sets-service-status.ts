import type { Control } from '../control.ts'
import { setServiceStatus } from './abilities.ts'
import { bindsWorkload, judgeBinding } from './grants.ts'
import { granted, rule } from './rbac-examples.ts'

export const workloadSetsServiceStatus: Control<'role-binding'> = {
  id: 'BH-0344',
  name: 'workload-sets-service-status',
  title: 'Service account may set addresses of services',
  layer: 'identity',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'misconfigured-container',
  references: ['checkov:CKV2_K8S_4'],
  differs: {
    'checkov:CKV2_K8S_4':
      'Checkov leaves the API group of a rule aside; here verb, group and resource have to match in one rule, as in the authorizer.',
  },
  rationale:
    'Whoever sets `status.loadBalancer.ingress.ip` draws the traffic of every node to that address to a pod of its choice (CVE-2020-8554, not fixable).',
  remediation: 'Leave `services/status` to the cloud controller.',
  applies: 'role-binding',
  when: (binding) => bindsWorkload(binding),
  check: (binding, platform) => judgeBinding(binding, setServiceStatus, platform),
  examples: {
    fail: [granted(rule('patch', 'services/status'))],
    pass: [granted(rule('get', 'services/status'))],
    unknown: [],
  },
}
