import type { Control } from '../control.ts'
import { egressVerdict } from './egress.ts'
import { podAndPolicy } from './snippets.ts'

const target = { address: '168.63.129.16', ports: [80, 32_526] }

export const podReachesWireserver: Control<'pod'> = {
  id: 'BH-0407',
  name: 'pod-reaches-wireserver',
  title: 'No network policy keeps the pod from the wireserver',
  layer: 'network',
  severity: 'low',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: ['N.eg'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'The wireserver at 168.63.129.16 gives out a node’s provisioning data, in which the credentials of the kubelet’s first start stood. AKS drops forwarded packets to its TCP ports 80 and 32526; without a network policy that filter of the node is all that stands between hostile code and it, and pods in the node’s network pass it.',
  remediation:
    'Isolate the pod for egress and leave 168.63.129.16/32 out of every allowed block with `except`; allow DNS through kube-dns only.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod, platform) => egressVerdict(pod, target, { platform, what: 'the wireserver' }),
  examples: {
    fail: [
      '{}',
      'hostNetwork: true',
      podAndPolicy('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 168.0.0.0/8 } }] }] }'),
    ],
    pass: [
      podAndPolicy('{ podSelector: {}, policyTypes: [Egress] }'),
      podAndPolicy('{ podSelector: {}, egress: [{ ports: [{ port: 53, protocol: UDP }, { port: 53 }] }] }'),
    ],
    unknown: [podAndPolicy('{ podSelector: {}, policyTypes: [Egress], egress: "{{ .Values.egress }}" }')],
  },
}
