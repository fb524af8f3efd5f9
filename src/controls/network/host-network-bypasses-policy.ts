import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { hasPolicies } from './isolation.ts'
import { policyText } from './snippets.ts'

export const hostNetworkBypassesPolicy: Control<'pod'> = {
  id: 'BH-0423',
  name: 'host-network-bypasses-policy',
  title: 'Network policy selects a pod that it cannot hold',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Network policies do not hold for pods in their node’s network: this one looks covered, while its code talks with the node’s address to everything that the node reaches.',
  remediation: 'Remove `hostNetwork: true`, or hold the node itself with a host policy of the CNI.',
  applies: 'pod',
  when: (pod, platform) => hasPolicies(pod, platform),
  check: (pod) =>
    forbid(
      pod.hostNetwork,
      (on) => on,
      `${pod.kind} ${pod.name} is in its node’s network, where the policies that select it do not hold.`,
    ),
  examples: {
    fail: [selectedPod('true')],
    pass: [selectedPod('false')],
    unknown: [selectedPod('"{{ .Values.hostNetwork }}"')],
  },
}

function selectedPod(hostNetwork: string): string {
  const spec = `{ hostNetwork: ${hostNetwork}, containers: [{ name: server, image: llm }] }`
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: ${spec}`
  return `${pod}\n---\n${policyText('{ podSelector: {}, policyTypes: [Ingress, Egress] }')}`
}
