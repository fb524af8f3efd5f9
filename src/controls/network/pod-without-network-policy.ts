import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { podAndCiliumPolicy, podAndPolicy } from './snippets.ts'

export const podWithoutNetworkPolicy: Control<'pod'> = {
  id: 'BH-0401',
  name: 'pod-without-network-policy',
  title: 'No network policy selects the pod',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV2_K8S_6',
    'kubescape:C-0030',
    'kubescape:C-0260',
    'kube-linter:non-isolated-pod',
    'polaris:missingNetworkPolicy',
    'kubernetes-security-checklist:K8S-SEC-network-2',
    'krol3-container-security-checklist:KROL3-workloads-4',
    'owasp-kubernetes:OWASP-K8S-7.14',
    'kubernetes-application-security-checklist:K8S-APP-network-1',
  ],
  rationale:
    'Without a policy that selects it, hostile code in the pod reaches every other pod, the instance metadata service, the API server and the internet, and is reached by all of them.',
  remediation:
    'Add a NetworkPolicy in the pod’s own namespace that selects it, names both policy types, and allows only what the model needs.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod, platform) => {
    const selecting = [...platform.networkPoliciesOf(pod), ...platform.extendedNetworkPoliciesOf(pod)]
    if (selecting.some(({ match }) => match === 'yes')) return pass()
    const name = `${pod.kind} ${pod.name}`
    if (selecting.length === 0) return fail(`No network policy selects ${name}.`)
    const places = selecting.map(({ policy }) => policy.origin)
    return unknown(`Whether a network policy selects ${name} cannot be told.`, ...places)
  },
  examples: {
    fail: [
      '{}',
      podAndPolicy('{ podSelector: {}, policyTypes: [Ingress, Egress] }', 'other'),
      podAndPolicy('{ podSelector: { matchLabels: { app: other } } }'),
      podAndCiliumPolicy('{ endpointSelector: { matchLabels: { "reserved:host": "" } }, ingress: [{}] }'),
      podAndCiliumPolicy('{ nodeSelector: {}, ingress: [{}] }'),
    ],
    pass: [
      podAndPolicy('{ podSelector: {}, policyTypes: [Ingress, Egress] }'),
      podAndPolicy('{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }'),
      podAndCiliumPolicy('{ endpointSelector: { matchLabels: { "k8s:app": llm } }, ingress: [{}] }'),
    ],
    unknown: [
      podAndPolicy('{ podSelector: { matchLabels: { app: "{{ .Values.app }}" } } }'),
      [
        podAndPolicy('{ podSelector: {} }', 'other'),
        '---',
        'apiVersion: projectcalico.org/v3',
        'kind: GlobalNetworkPolicy',
        'metadata: { name: deny }',
        'spec: { selector: all(), types: [Ingress, Egress] }',
      ].join('\n'),
    ],
  },
}
