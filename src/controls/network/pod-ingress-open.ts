import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { hasPolicies, isolationVerdict } from './isolation.ts'
import { podAndCiliumPolicy, podAndPolicy } from './snippets.ts'

const denyAll =
  'A policy that isolates in both directions and allows nothing is stricter than one with rules, so it passes; and two policies may share the work.'

export const podIngressOpen: Control<'pod'> = {
  id: 'BH-0402',
  name: 'pod-ingress-open',
  title: 'No network policy isolates the pod for ingress',
  layer: 'network',
  severity: 'high',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: [
    'kubescape:C-0030',
    'polaris:missingNetworkPolicy',
    'kubernetes-security-checklist:K8S-SEC-network-2',
    'krol3-container-security-checklist:KROL3-workloads-4',
    'owasp-kubernetes:OWASP-K8S-7.14',
    'kubernetes-application-security-checklist:K8S-APP-network-1',
  ],
  differs: {
    'polaris:missingNetworkPolicy': denyAll,
    'kubescape:C-0030':
      'The defaults of `policyTypes` count as the API server applies them, and two policies may share the work.',
  },
  rationale:
    'Every pod of the cluster, and so hostile code in any of them, may connect to every port that this pod opens.',
  remediation:
    'Select the pod with a NetworkPolicy of its namespace that names the policy type Ingress, and allow only the callers of the model.',
  applies: 'pod',
  when: (pod, platform) => hasPolicies(pod, platform) && !isKnown(pod.hostNetwork, true),
  check: (pod, platform) => isolationVerdict(pod, 'ingress', platform),
  examples: {
    fail: [
      podAndPolicy('{ podSelector: {}, policyTypes: [Egress] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, ingress: [{}], enableDefaultDeny: { ingress: false } }'),
      podAndCiliumPolicy('{ endpointSelector: {}, ingress: [] }'),
    ],
    pass: [
      podAndPolicy('{ podSelector: {}, policyTypes: [Ingress] }'),
      podAndPolicy('{ podSelector: {} }'),
      podAndCiliumPolicy('{ endpointSelector: {}, ingress: [{}] }'),
    ],
    unknown: [
      podAndPolicy('{ podSelector: {}, policyTypes: ["{{ .Values.type }}"] }'),
      podAndPolicy('{ podSelector: { matchLabels: { app: "{{ .Values.app }}" } }, policyTypes: [Ingress] }'),
    ],
  },
}
