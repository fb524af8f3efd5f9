import type { Control } from '../control.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { valueOf } from '../../model/known.ts'

const tlsProtocols = ['HTTPS', 'TLS']

export const gatewayWithoutTls: Control<'gateway'> = {
  id: 'BH-0450',
  name: 'gateway-without-tls',
  title: 'Gateway takes connections without TLS only',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.mtls'],
  vector: 'insecure-networking',
  references: ['cis-aks-1.8:5.4.5', 'cis-aks-1.7:5.4.5', 'mcsb:DP-3'],
  rationale:
    'Prompts, answers and tokens travel in clear text: code that listens anywhere on the way reads and changes them.',
  remediation:
    'Add a listener of protocol HTTPS with a certificate, and let the HTTP listener only redirect.',
  applies: 'gateway',
  check: ({ name, listeners }) => {
    const isTls = listeners.some(
      ({ hasTls, protocol }) => hasTls || tlsProtocols.includes(valueOf(protocol) ?? ''),
    )
    if (isTls || listeners.length === 0) return pass()
    const hidden = listeners.filter(({ protocol }) => protocol.state === 'hidden')
    const places = (hidden.length > 0 ? hidden : listeners).map(({ origin }) => origin)
    return hidden.length > 0
      ? unknown(`Whether gateway ${name} takes connections with TLS cannot be told.`, ...places)
      : fail(`Gateway ${name} takes connections without TLS only.`, ...places)
  },
  examples: {
    fail: [gatewayText('{ name: http, protocol: HTTP, port: 80 }')],
    pass: [
      gatewayText(
        '{ name: https, protocol: HTTPS, port: 443, tls: { certificateRefs: [{ name: cert }] } }, { name: http, protocol: HTTP, port: 80 }',
      ),
    ],
    unknown: [gatewayText('{ name: http, protocol: "{{ .Values.protocol }}", port: 80 }')],
  },
}

function gatewayText(listeners: string): string {
  return [
    'apiVersion: gateway.networking.k8s.io/v1',
    'kind: Gateway',
    'metadata: { name: edge, namespace: models }',
    `spec: { gatewayClassName: agc, listeners: [${listeners}] }`,
  ].join('\n')
}
