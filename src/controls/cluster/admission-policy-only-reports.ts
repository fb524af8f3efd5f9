import type { AdmissionPolicy } from '../../model/admission.ts'
import type { Control } from '../control.ts'
import { anyOf, forbid, type Verdict, worst } from '../verdict.ts'
import { policyBinding, kyvernoPolicy, constraint } from './cluster-examples.ts'

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
      policyBinding('[Audit, Warn]'),
      kyvernoPolicy('validate: {}', 'validationFailureAction: Audit,'),
      kyvernoPolicy('validate: { message: no }'),
      constraint('enforcementAction: dryrun'),
    ],
    pass: [
      policyBinding('[Deny, Audit]'),
      kyvernoPolicy('validate: { failureAction: Enforce }'),
      constraint(),
    ],
    unknown: [policyBinding("['{{ .Values.action }}']")],
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
