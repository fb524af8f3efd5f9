import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

const plain = ['PERMISSIVE', 'DISABLE']

export const meshAllowsPlaintext: Control<'mesh-policy'> = {
  id: 'BH-0460',
  name: 'mesh-allows-plaintext',
  title: 'Service mesh takes connections without TLS',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.mtls'],
  vector: 'insecure-networking',
  references: ['kubernetes-security-checklist:K8S-SEC-network-4'],
  rationale:
    'Whoever sends clear text is taken as he comes, with no identity to judge: hostile code needs no certificate to call the service, and reads what passes by.',
  remediation: 'Set `mtls.mode: STRICT`, and take exceptions for single ports away.',
  applies: 'mesh-policy',
  when: ({ kind }) => kind === 'PeerAuthentication',
  check: ({ kind, name, modes }) =>
    every(modes, (mode) =>
      forbid(mode, (value) => plain.includes(value), `${kind} ${name} takes connections without TLS.`),
    ),
  examples: {
    fail: [
      peers('{ mtls: { mode: PERMISSIVE } }'),
      peers('{ mtls: { mode: STRICT }, portLevelMtls: { 8080: { mode: DISABLE } } }'),
    ],
    pass: [peers('{ mtls: { mode: STRICT } }'), peers('{ mtls: { mode: UNSET } }')],
    unknown: [peers('{ mtls: { mode: "{{ .Values.mode }}" } }')],
  },
}

function peers(spec: string): string {
  return [
    'apiVersion: security.istio.io/v1',
    'kind: PeerAuthentication',
    'metadata: { name: default, namespace: models }',
    `spec: ${spec}`,
  ].join('\n')
}
