import type { ContainerSecurityContext } from '../../model/container.ts'
import type { Control } from '../control.ts'
import { demandField, isLinux } from './security-context.ts'

export const privilegeEscalationAllowed: Control<'container'> = {
  id: 'BH-0111',
  name: 'privilege-escalation-allowed',
  title: 'Nothing keeps processes from gaining privileges',
  layer: 'workload',
  severity: 'medium',
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
    'polaris:privilegeEscalationAllowed',
    'owasp-docker:OWASP-DOCKER-4',
    'kubernetes-application-security-checklist:K8S-APP-container-security-context-1',
    'cis-aks-1.7:4.2.5',
    'cis-1.12:5.2.6',
    'cis-1.11:5.2.6',
    'defender-for-containers:43dc2a2e-ce69-4d42-923e-ab7d136f2cfe',
    'azure-policy:1c6e92c9-99f0-4e55-9cf2-0c234dc48f99',
  ],
  rationale:
    'Without no_new_privs one setuid binary or one file capability in the image turns an unprivileged process into root of the container, with all capabilities that the container kept.',
  remediation: 'Set `securityContext.allowPrivilegeEscalation: false`.',
  applies: 'container',
  when: ({ pod, securityContext }) => isLinux(pod) && !statesEscalation(securityContext),
  check: (container) =>
    demandField(container.securityContext.allowPrivilegeEscalation, (allowed) => !allowed, {
      message: `Container ${container.name} allows privilege escalation.`,
      parent: container.securityContext.origin,
    }),
  fix: { safe: false, set: { 'securityContext.allowPrivilegeEscalation': false } },
  examples: {
    fail: ['{}', 'securityContext: {}'],
    pass: ['securityContext: { allowPrivilegeEscalation: false }'],
    unknown: [
      'securityContext: { allowPrivilegeEscalation: {{ .Values.escalate }} }',
      'securityContext: {{ toYaml .Values.securityContext }}',
    ],
  },
}

/** Asked for in so many words: a control of its own. */
export function statesEscalation({ allowPrivilegeEscalation: allowed }: ContainerSecurityContext): boolean {
  return allowed.state === 'stated' && allowed.value
}
