import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { namespace, pod, together, podSecurity } from './cluster-examples.ts'

export const podSecurityExemptsTenants: Control<'pod-security-settings'> = {
  id: 'BH-0539',
  name: 'pod-security-exempts-tenants',
  title: 'Pod Security does not see untrusted pods',
  layer: 'cluster',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [],
  rationale:
    'In an exempt namespace whoever creates a pod may create a privileged one, whatever label the namespace carries.',
  remediation: 'Remove the namespace from `exemptions.namespaces`.',
  applies: 'pod-security-settings',
  check: (settings, platform) =>
    every(settings.exemptNamespaces, (exempt) =>
      forbid(
        exempt,
        (name) => platform.inNamespace('pod', name).some((pod) => platform.trustOf(pod) === 'untrusted'),
        'Pod Security does not see a namespace with untrusted pods.',
      ),
    ),
  examples: {
    fail: [together(namespace(), pod(), podSecurity('exemptions: { namespaces: [kube-system, models] }'))],
    pass: [together(namespace(), pod(), podSecurity('exemptions: { namespaces: [kube-system] }'))],
    unknown: [
      together(namespace(), pod(), podSecurity("exemptions: { namespaces: ['{{ .Values.namespace }}'] }")),
    ],
  },
}
