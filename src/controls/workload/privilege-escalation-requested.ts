import type { Control } from '../control.ts'
import { originOf } from '../../model/known.ts'
import { fail, pass } from '../verdict.ts'
import { statesEscalation } from './privilege-escalation-allowed.ts'
import { isLinux } from './security-context.ts'

export const privilegeEscalationRequested: Control<'container'> = {
  id: 'BH-0139',
  name: 'privilege-escalation-requested',
  title: 'Container asks that processes may gain privileges',
  layer: 'workload',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['K.nnp'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:allowPrivilegeEscalation',
    'cis-aks-1.8:4.2.5',
    'cis-docker-1.6-docker-bench:5.26',
    'checkov:CKV_K8S_20',
    'trivy:KSV-0001',
    'kubescape:C-0016',
    'kube-linter:privilege-escalation-container',
    'polaris:privilegeEscalationAllowed',
    'owasp-docker:OWASP-DOCKER-4',
    'cis-aks-1.7:4.2.5',
    'cis-1.12:5.2.6',
    'cis-1.11:5.2.6',
    'defender-for-containers:43dc2a2e-ce69-4d42-923e-ab7d136f2cfe',
    'azure-policy:1c6e92c9-99f0-4e55-9cf2-0c234dc48f99',
  ],
  rationale:
    'The container turns no_new_privs off on purpose, which points at a setuid program that it relies on. Hostile code uses the same program to become root of the container.',
  remediation:
    'Set `securityContext.allowPrivilegeEscalation: false`, and build the image so that it needs no setuid program.',
  applies: 'container',
  when: ({ pod, securityContext }) =>
    isLinux(pod) && securityContext.allowPrivilegeEscalation.state !== 'hidden',
  check: ({ name, securityContext }) =>
    statesEscalation(securityContext)
      ? fail(
          `Container ${name} asks for privilege escalation.`,
          originOf(securityContext.allowPrivilegeEscalation),
        )
      : pass(),
  fix: { safe: false, set: { 'securityContext.allowPrivilegeEscalation': false } },
  examples: {
    fail: ['securityContext: { allowPrivilegeEscalation: true }'],
    pass: ['{}', 'securityContext: { allowPrivilegeEscalation: false }'],
    unknown: [],
  },
}
