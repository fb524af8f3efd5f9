import type { Control } from '../control.ts'
import { contextVerdict, isOnKubernetes } from './security-context.ts'

export const containerSecurityContextMissing: Control<'container'> = {
  id: 'BH-0153',
  name: 'container-security-context-missing',
  title: 'Container has no security context',
  layer: 'workload',
  // What it leaves open is each a finding of its own.
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['K.caps', 'K.nnp', 'K.rofs'],
  vector: 'misconfigured-container',
  references: [
    'cis-aks-1.8:4.6.2',
    'checkov:CKV_K8S_30',
    'owasp-kubernetes:OWASP-K8S-7.6',
    'cis-aks-1.7:4.6.2',
    'cis-1.12:5.6.3',
    'cis-1.11:5.6.3',
  ],
  differs: {
    'checkov:CKV_K8S_30':
      'Checkov fails a pod whose spec is no map. Here that is a problem of the file and the verdict is unknown.',
  },
  rationale:
    'Capabilities, privilege escalation and the root file system can be narrowed on the container alone. Without its own security context it has the defaults, which are made for trusted code.',
  remediation:
    'Add a `securityContext` with `allowPrivilegeEscalation: false`, `readOnlyRootFilesystem: true` and `capabilities.drop: [ALL]`.',
  applies: 'container',
  when: ({ pod }) => isOnKubernetes(pod),
  check: ({ name, securityContext }) => contextVerdict(securityContext, `Container ${name}`),
  fix: {
    safe: false,
    set: {
      'securityContext.allowPrivilegeEscalation': false,
      'securityContext.readOnlyRootFilesystem': true,
      'securityContext.capabilities.drop': ['ALL'],
    },
  },
  examples: {
    fail: ['{}', 'securityContext: {}'],
    pass: ['securityContext: { runAsUser: 1000 }'],
    unknown: ['securityContext: {{ toYaml .Values.securityContext }}'],
  },
}
