import { isKnown } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { hasPolicies, isolationVerdict } from './isolation.ts'
import { podAndCiliumPolicy, podAndPolicy } from './snippets.ts'

const denyAll =
  'A policy that isolates in both directions and allows nothing is stricter than one with rules, so it passes; and two policies may share the work.'

export const podEgressOpen: Control<'pod'> = {
  id: 'BH-0403',
  name: 'pod-egress-open',
  title: 'No network policy isolates the pod for egress',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.eg'],
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
    'Hostile code in the pod connects to whatever the network reaches: other tenants, the API server, the instance metadata service, and the internet to send data to.',
  remediation:
    'Select the pod with a NetworkPolicy of its namespace that names the policy type Egress, and allow only what the model needs.',
  applies: 'pod',
  when: (pod, platform) => hasPolicies(pod, platform) && !isKnown(pod.hostNetwork, true),
  check: (pod, platform) => isolationVerdict(pod, 'egress', platform),
  examples: {
    fail: [
      podAndPolicy('{ podSelector: {}, egress: [] }'),
      podAndPolicy('{ podSelector: {}, policyTypes: [Ingress] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [{}], enableDefaultDeny: { egress: false } }'),
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [] }'),
    ],
    pass: [
      podAndPolicy('{ podSelector: {}, policyTypes: [Egress] }'),
      podAndPolicy('{ podSelector: {}, egress: [{ to: [{ podSelector: {} }] }] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [{}] }'),
    ],
    unknown: [
      podAndPolicy('{ podSelector: {}, policyTypes: ["{{ .Values.type }}"] }'),
      podAndPolicy('{ podSelector: { matchLabels: { app: "{{ .Values.app }}" } }, policyTypes: [Egress] }'),
    ],
  },
}
