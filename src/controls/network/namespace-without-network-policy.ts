import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
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
    return own.length > 0 ? pass() : fail(`Namespace ${namespace.name} has no network policy.`)
  },
  examples: {
    fail: [declared('a')],
    pass: [`${declared('models')}\n---\n${policyText('{ podSelector: {} }')}`],
    unknown: [],
  },
}

function declared(name: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`
}
