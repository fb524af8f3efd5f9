import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { ingressText } from './snippets.ts'

export const ingressWithoutTls: Control<'route'> = {
  id: 'BH-0440',
  name: 'ingress-without-tls',
  title: 'Ingress has no TLS',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.mtls'],
  vector: 'insecure-networking',
  references: [
    'polaris:tlsSettingsMissing',
    'kubescape:C-0263',
    'defender-for-containers:c6d87087-9ebe-b31f-b452-0bf3bbbaccd2',
    'azure-policy:1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d',
    'cis-aks-1.8:5.4.5',
    'cis-aks-1.7:5.4.5',
    'mcsb:DP-3',
  ],
  differs: {
    'polaris:tlsSettingsMissing': 'An empty list is no TLS.',
    'kubescape:C-0263': 'An empty list is no TLS.',
  },
  rationale:
    'Prompts, answers and tokens travel in clear text: code that listens anywhere on the way reads and changes them.',
  remediation: 'Add `spec.tls` with the hosts and the secret of their certificate.',
  applies: 'route',
  when: (route) => route.kind === 'Ingress',
  check: (ingress) => demand(ingress.hasTls, (has) => has, `Ingress ${ingress.name} has no TLS.`),
  examples: {
    fail: [ingressText('{ rules: [{ host: a.example.org }] }'), ingressText('{ tls: [], rules: [] }')],
    pass: [
      ingressText(
        '{ tls: [{ hosts: [a.example.org], secretName: cert }], rules: [{ host: a.example.org }] }',
      ),
    ],
    unknown: [ingressText('{ tls: "{{ .Values.tls }}", rules: [] }')],
  },
}
