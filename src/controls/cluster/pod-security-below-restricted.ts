import { byDefault } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { namespace } from './cluster-examples.ts'
import { isTenantSpace } from './tenants.ts'

export const podSecurityBelowRestricted: Control<'namespace'> = {
  id: 'BH-0502',
  name: 'pod-security-below-restricted',
  title: 'Namespace enforces baseline, not restricted',
  layer: 'cluster',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0197', 'kubescape:C-0198', 'kubescape:C-0200', 'kubescape:C-0201'],
  rationale:
    'Baseline keeps pods off the node’s namespaces and devices; it lets them run as root, with the default capabilities and with privilege escalation: everything that kernel exploits start from.',
  remediation: 'Label the namespace `pod-security.kubernetes.io/enforce: restricted`.',
  applies: 'namespace',
  when: (namespace, platform) => isTenantSpace(namespace, platform) && namespace.labels.has(label),
  check: (namespace) =>
    forbid(
      namespace.labels.get(label) ?? byDefault(''),
      (level) => level === 'baseline',
      `Namespace ${namespace.name} enforces baseline, not restricted.`,
    ),
  examples: {
    fail: [namespace('pod-security.kubernetes.io/enforce: baseline')],
    pass: [namespace('pod-security.kubernetes.io/enforce: restricted')],
    unknown: [namespace("pod-security.kubernetes.io/enforce: '{{ .Values.level }}'")],
  },
}

const label = 'pod-security.kubernetes.io/enforce'
