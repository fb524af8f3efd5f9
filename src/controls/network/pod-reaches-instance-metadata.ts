import type { Control } from '../control.ts'
import { blocksMetadata, clusterOf } from '../../link/azure.ts'
import { isKnown } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { armCluster } from '../azure-examples.ts'
import { pass } from '../verdict.ts'
import { egressVerdict } from './egress.ts'
import { podAndCiliumPolicy, podAndPolicy } from './snippets.ts'

const target = { address: '169.254.169.254', ports: [80] }

export const podReachesInstanceMetadata: Control<'pod'> = {
  id: 'BH-0406',
  name: 'pod-reaches-instance-metadata',
  title: 'Untrusted pod reaches the instance metadata service',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['N.imds', 'N.eg'],
  vector: 'insecure-networking',
  references: ['kubernetes-security-checklist:K8S-SEC-network-6'],
  rationale:
    'The instance metadata service at 169.254.169.254 hands out tokens of the node’s managed identities to whoever asks from the node. AKS lets every pod ask, so hostile code acts in Azure with the rights of the node.',
  remediation:
    'Let AKS block it (`networkProfile.podLinkLocalAccess: None`, a preview), or isolate the pod for egress and leave 169.254.169.254/32 out of every allowed block with `except`, or deny it for all pods with a CiliumClusterwideNetworkPolicy.',
  applies: 'pod',
  when: (pod, platform) => pod.orchestrator === 'kubernetes' && platform.trustOf(pod) === 'untrusted',
  check: (pod, platform) =>
    isBlockedByAks(pod, platform)
      ? pass()
      : egressVerdict(pod, target, { platform, what: 'the instance metadata service' }),
  examples: {
    fail: [
      '{}',
      'hostNetwork: true',
      besideCluster('hostNetwork: true', 'None'),
      besideCluster('{}', 'IMDS'),
      podAndPolicy('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }'),
      podAndPolicy('{ podSelector: {}, egress: [null] }'),
      podAndPolicy('{ podSelector: {}, egress: [{ ports: [{ port: 1, endPort: 443 }] }] }'),
      podAndCiliumPolicy('{ endpointSelector: {}, egress: [{ toEntities: [world] }] }'),
    ],
    pass: [
      besideCluster('{}', 'None'),
      podAndPolicy('{ podSelector: {}, policyTypes: [Egress] }'),
      podAndPolicy('{ podSelector: {}, egress: [{ to: [{ podSelector: {} }] }] }'),
      podAndPolicy('{ podSelector: {}, egress: [{ ports: [{ port: 443 }] }] }'),
      podAndPolicy(
        '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16] } }] }] }',
      ),
      podAndCiliumPolicy(
        '{ endpointSelector: {}, egress: [{ toEntities: [world] }], egressDeny: [{ toCIDR: [169.254.169.254/32] }] }',
      ),
    ],
    unknown: [
      podAndPolicy('{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: "{{ .Values.cidr }}" } }] }] }'),
      podAndPolicy('{ podSelector: {}, policyTypes: [Egress], egress: "{{ .Values.egress }}" }'),
    ],
  },
}

/** The restriction of AKS stands before pods, not before what is in the network of the node. */
function isBlockedByAks(pod: Pod, platform: Platform): boolean {
  const cluster = clusterOf(platform)
  return cluster !== undefined && isKnown(pod.hostNetwork, false) && isKnown(blocksMetadata(cluster), true)
}

function besideCluster(pod: string, access: string): string {
  return `${pod}\n# beside: main.tf\n${armCluster(`networkProfile = { podLinkLocalAccess = "${access}" }`)}`
}
