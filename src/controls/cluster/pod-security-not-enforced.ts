import type { Namespace } from '../../model/cluster.ts'
import type { Control } from '../control.ts'
import { forbid, type Verdict } from '../verdict.ts'
import { namespace, pod } from './cluster-examples.ts'
import { isTenantSpace, lacking } from './tenants.ts'

export const podSecurityNotEnforced: Control<'namespace'> = {
  id: 'BH-0501',
  name: 'pod-security-not-enforced',
  title: 'Namespace enforces no Pod Security level',
  layer: 'cluster',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['A.psa'],
  vector: 'misconfigured-container',
  references: [
    'kubescape:C-0193',
    'kubescape:C-0194',
    'kubescape:C-0195',
    'kubescape:C-0196',
    'kubescape:C-0199',
    'kubescape:C-0202',
    'kubescape:C-0203',
    'kubescape:C-0204',
    'kubescape:C-0197',
    'kubescape:C-0198',
    'kubescape:C-0200',
    'kubescape:C-0201',
    'kubernetes-security-checklist:K8S-SEC-pod-security-2',
    'owasp-kubernetes:OWASP-K8S-7.9',
    'owasp-kubernetes:OWASP-K8S-8.1',
    'cis-1.12:5.2.1',
    'cis-1.11:5.2.1',
    'kubernetes-application-security-checklist:K8S-APP-pod-security-context-4',
    'mcsb:PV-2',
    'aks-baseline:18',
  ],
  rationale:
    'Whoever may create a pod here, hostile code with a token among them, may create a privileged one and is on the node. Warnings and audit entries stop nothing.',
  remediation:
    'Label the namespace `pod-security.kubernetes.io/enforce: restricted`, or `baseline` until its pods comply.',
  applies: 'namespace',
  when: isTenantSpace,
  check: judge,
  examples: {
    fail: [
      namespace(),
      namespace('pod-security.kubernetes.io/enforce: privileged'),
      namespace('pod-security.kubernetes.io/warn: restricted, pod-security.kubernetes.io/audit: restricted'),
      namespace('pod-security.kubernetes.io/enforce: strict'),
    ],
    pass: [
      namespace('pod-security.kubernetes.io/enforce: baseline'),
      namespace('pod-security.kubernetes.io/enforce: restricted'),
    ],
    unknown: [namespace("pod-security.kubernetes.io/enforce: '{{ .Values.level }}'"), pod()],
  },
}

const enforcing = new Set(['baseline', 'restricted'])

/** The API server rejects a namespace with any other level, so that its labels never take effect. */
function judge(namespace: Namespace): Verdict {
  const level = namespace.labels.get('pod-security.kubernetes.io/enforce')
  if (level === undefined) return lacking(namespace, 'enforces no Pod Security level')
  return forbid(
    level,
    (text) => !enforcing.has(text),
    `Namespace ${namespace.name} enforces no Pod Security level.`,
  )
}
