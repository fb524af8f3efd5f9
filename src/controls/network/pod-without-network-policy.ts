import type { Direction } from '../../model/network.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import type { Match } from '../../model/selector.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'

export const podWithoutNetworkPolicy: Control<'pod'> = {
  id: 'BH-0401',
  name: 'pod-without-network-policy',
  title: 'No network policy isolates the pod in both directions',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in', 'N.eg'],
  vector: 'insecure-networking',
  references: ['cis-aks-1.8:4.4.2', 'checkov:CKV2_K8S_6', 'kubescape:C-0260', 'kube-linter:non-isolated-pod'],
  rationale:
    'Without a policy that selects it for ingress and for egress, code in the pod reaches every other pod, the instance metadata service, the API server and the internet.',
  remediation:
    'Add a NetworkPolicy in the pod’s own namespace that selects it, names both policy types, and allows only what the model needs.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod, platform) => {
    const missing = (['ingress', 'egress'] as const).map((direction) => ({
      direction,
      isolated: isIsolated(pod, direction, platform),
    }))
    return verdictFor(pod, missing)
  },
  examples: {
    fail: ['{}', inNamespace('other', '{ podSelector: {}, policyTypes: [Ingress, Egress] }')],
    pass: [
      inNamespace('models', '{ podSelector: {}, policyTypes: [Ingress, Egress] }'),
      inNamespace(
        'models',
        '{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] }, egress: [] }',
      ),
    ],
    unknown: [
      inNamespace('models', '{ podSelector: { matchLabels: { app: "{{ .Values.app }}" } }, egress: [] }'),
    ],
  },
}

/** A pod in the namespace `models`, and a policy in some namespace. */
function inNamespace(namespace: string, spec: string): string {
  return [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: llm, namespace: models, labels: { app: llm } }',
    'spec: { containers: [{ name: server, image: llm }] }',
    '---',
    'apiVersion: networking.k8s.io/v1',
    'kind: NetworkPolicy',
    `metadata: { name: isolate, namespace: ${namespace} }`,
    `spec: ${spec}`,
  ].join('\n')
}

function isIsolated(pod: Pod, direction: Direction, platform: Platform): Match {
  const selecting = [...platform.networkPoliciesOf(pod), ...platform.extendedNetworkPoliciesOf(pod)]
    .filter(({ policy }) => policy.isolates.includes(direction))
    .map(({ match }) => match)
  if (selecting.includes('yes')) return 'yes'
  return selecting.includes('unknown') ? 'unknown' : 'no'
}

function verdictFor(pod: Pod, directions: readonly { direction: Direction; isolated: Match }[]): Verdict {
  const open = directions.filter(({ isolated }) => isolated === 'no').map(({ direction }) => direction)
  if (open.length > 0)
    return fail(`No network policy isolates ${pod.kind} ${pod.name} for ${open.join(' and ')}.`)
  if (directions.some(({ isolated }) => isolated === 'unknown')) {
    return unknown(`Whether a network policy selects ${pod.kind} ${pod.name} cannot be told.`)
  }
  return pass()
}
