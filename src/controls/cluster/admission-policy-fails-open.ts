import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const admissionPolicyFailsOpen: Control<'admission-policy'> = {
  id: 'BH-0530',
  name: 'admission-policy-fails-open',
  title: 'Admission policy lets everything in when it fails',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['kubernetes-security-checklist:K8S-SEC-admission-3'],
  rationale:
    'An object that makes the policy fail, by a field that its expression does not expect, is admitted.',
  remediation: 'Set `failurePolicy: Fail`.',
  applies: 'admission-policy',
  check: ({ kind, name, failurePolicy }) =>
    forbid(
      failurePolicy,
      (policy) => policy === 'Ignore',
      `${kind} ${name} lets everything in when it fails.`,
    ),
  examples: {
    fail: [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: gate }\nspec: { failurePolicy: Ignore }',
    ],
    pass: [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: gate }\nspec: { failurePolicy: Fail }',
    ],
    unknown: [
      "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata: { name: gate }\nspec: { failurePolicy: '{{ .Values.policy }}' }",
    ],
  },
}
