import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'

export const privilegedContainer: Control<'container'> = {
  id: 'BH-0101',
  name: 'privileged-container',
  title: 'Container runs privileged',
  layer: 'workload',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.seccomp', 'K.lsm', 'K.caps'],
  vector: 'misconfigured-container',
  references: [
    'pod-security-standards:privileged',
    'cis-aks-1.8:4.2.1',
    'cis-docker-1.6-docker-bench:5.5',
    'checkov:CKV_K8S_16',
    'trivy:KSV-0017',
    'kubescape:C-0057',
    'kube-linter:privileged-container',
    'polaris:runAsPrivileged',
    'krol3-container-security-checklist:KROL3-image-hardening-4',
    'krol3-container-security-checklist:KROL3-workloads-1',
    'kubernetes-application-security-checklist:K8S-APP-container-security-context-3',
    'cis-aks-1.7:4.2.1',
    'cis-1.12:5.2.2',
    'cis-1.11:5.2.2',
    'defender-for-containers:5d90913f-a1c5-4429-ad54-2c6c17fb3c73',
    'docker-security:capabilities-2',
    'azure-policy:95edb821-ddaf-4404-9732-666045e056b4',
  ],
  rationale:
    'A privileged container holds every capability and every device of its node, without seccomp or AppArmor: code in it leaves it by mounting the node’s disk, no exploit needed.',
  remediation: 'Remove `privileged: true` and grant the single capability or device that the workload needs.',
  applies: 'container',
  check: (container) =>
    forbid(container.securityContext.privileged, (on) => on, `Container ${container.name} runs privileged.`),
  fix: { safe: false, set: { 'securityContext.privileged': false } },
  examples: {
    fail: ['securityContext: { privileged: true }', 'securityContext: { privileged: yes }'],
    pass: [
      'securityContext: {}',
      'securityContext: { privileged: false }',
      'securityContext: { privileged: no }',
    ],
    unknown: [
      'securityContext: { privileged: {{ .Values.debug }} }',
      'securityContext: { privileged: "${DEBUG}" }',
    ],
  },
}
