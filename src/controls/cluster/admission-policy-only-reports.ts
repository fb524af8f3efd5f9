import type { AdmissionPolicy } from '../../model/cluster.ts'
import type { Control } from '../control.ts'
import { anyOf, forbid, type Verdict, worst } from '../verdict.ts'

export const admissionPolicyOnlyReports: Control<'admission-policy'> = {
  id: 'BH-0529',
  name: 'admission-policy-only-reports',
  title: 'Admission policy reports and does not deny',
  layer: 'cluster',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.policy'],
  vector: 'misconfigured-container',
  references: ['kubernetes-security-checklist:K8S-SEC-admission-2'],
  rationale: 'A policy that audits or warns tells afterwards that the pod was bad. The pod runs.',
  remediation: 'Deny: `validationActions: [Deny]`, `failureAction: Enforce`, `enforcementAction: deny`.',
  applies: 'admission-policy',
  when: ({ kind, actions }) => kind !== 'ValidatingAdmissionPolicy' && actions.length > 0,
  check: judge,
  examples: {
    fail: [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: gate }\nspec: { policyName: gate, validationActions: [Audit, Warn] }',
      'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: gate }\nspec: { validationFailureAction: Audit, rules: [{ name: a, validate: {} }] }',
      'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: gate }\nspec: { rules: [{ name: a, validate: { message: no } }] }',
      'apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sPSPPrivilegedContainer\nmetadata: { name: gate }\nspec: { enforcementAction: dryrun }',
    ],
    pass: [
      'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: gate }\nspec: { policyName: gate, validationActions: [Deny, Audit] }',
      'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: gate }\nspec: { rules: [{ name: a, validate: { failureAction: Enforce } }] }',
      'apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sPSPPrivilegedContainer\nmetadata: { name: gate }\nspec: {}',
    ],
    unknown: [
      "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicyBinding\nmetadata: { name: gate }\nspec: { policyName: gate, validationActions: ['{{ .Values.action }}'] }",
    ],
  },
}

const denies = new Set(['deny', 'enforce', 'scoped'])

/** The actions of a binding add up; those of Kyverno's rules stand each for itself. */
function judge({ kind, name, engine, apiVersion, actions }: AdmissionPolicy): Verdict {
  const verdicts = actions.map((action) =>
    forbid(action, (text) => !denies.has(text.toLowerCase()), `${kind} ${name} reports and does not deny.`),
  )
  return engine === 'kyverno' && apiVersion.startsWith('kyverno.io/') ? worst(verdicts) : anyOf(verdicts)
}
