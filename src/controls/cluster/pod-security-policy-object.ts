import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'

export const podSecurityPolicyObject: Control<'other'> = {
  id: 'BH-0534',
  name: 'pod-security-policy-object',
  title: 'PodSecurityPolicy enforces nothing',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [],
  rationale: 'Kubernetes 1.25 removed the API. Who relies on the object has no gate.',
  remediation: 'Label the namespaces for Pod Security admission, and delete the object.',
  applies: 'other',
  check: ({ kind, name, origin }) =>
    kind === 'PodSecurityPolicy'
      ? fail(`PodSecurityPolicy ${name} enforces nothing: Kubernetes 1.25 removed it.`, origin)
      : pass(),
  examples: {
    fail: [
      'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: { name: restricted }\nspec: { privileged: false }',
    ],
    pass: ['apiVersion: scheduling.k8s.io/v1beta1\nkind: PodGroup\nmetadata: { name: x, namespace: models }'],
    unknown: [],
  },
}
