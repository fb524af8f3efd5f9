import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { policyText } from './snippets.ts'

export const namespaceWithoutNetworkPolicy: Control<'namespace'> = {
  id: 'BH-0404',
  name: 'namespace-without-network-policy',
  title: 'Namespace has no network policy',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: [
    'cis-aks-1.8:4.4.2',
    'cis-1.12:5.3.2',
    'kubescape:C-0206',
    'kubescape:C-0054',
    'kubescape:C-0049',
    'cis-aks-1.7:4.4.2',
    'cis-1.11:5.3.2',
  ],
  rationale:
    'Pods of a namespace without any policy take part in a flat network: hostile code in one reaches every other pod of the cluster.',
  remediation:
    'Add a NetworkPolicy that selects every pod of the namespace and denies both directions, then allow what is needed.',
  applies: 'namespace',
  when: (namespace) => namespace.isDeclared,
  check: (namespace, platform) => {
    const own = [
      ...platform.inNamespace('network-policy', namespace.name),
      ...platform.inNamespace('extended-network-policy', namespace.name),
    ]
    const clusterWide = platform.clusterPoliciesOf(namespace)
    if (own.length > 0 || clusterWide.some(({ match }) => match === 'yes')) return pass()
    const message = `Namespace ${namespace.name} has no network policy.`
    if (clusterWide.length === 0) return fail(message)
    const places = clusterWide.map(({ policy }) => policy.origin)
    return unknown(`${message} Whether one for the whole cluster is about it cannot be told.`, ...places)
  },
  examples: {
    fail: [
      declared('a'),
      `${declared('models')}\n---\n${clusterWide('{ matchLabels: { app: web } }')}`,
      `${declared('models')}\n---\n${clusterWide('{ matchLabels: { io.kubernetes.pod.namespace: a } }')}`,
    ],
    pass: [
      `${declared('models')}\n---\n${policyText('{ podSelector: {} }')}`,
      `${declared('models')}\n---\n${clusterWide('{}')}`,
      `${declared('models')}\n---\n${clusterWide('{ matchLabels: { io.kubernetes.pod.namespace: models } }')}`,
    ],
    unknown: [`${declared('models')}\n---\n${clusterWide('{ matchLabels: { x: "{{ .Values.x }}" } }')}`],
  },
}

function declared(name: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`
}

function clusterWide(selector: string): string {
  return [
    'apiVersion: cilium.io/v2',
    'kind: CiliumClusterwideNetworkPolicy',
    'metadata: { name: deny }',
    `spec: { endpointSelector: ${selector}, ingress: [{}] }`,
  ].join('\n')
}
