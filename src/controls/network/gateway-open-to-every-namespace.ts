import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const gatewayOpenToEveryNamespace: Control<'gateway'> = {
  id: 'BH-0451',
  name: 'gateway-open-to-every-namespace',
  title: 'Gateway takes routes from every namespace',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['A.policy'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Any tenant may attach a route to the listener and take over host names and paths of another, with the tokens that clients send there.',
  remediation:
    'Set `allowedRoutes.namespaces.from: Selector` with the label of the namespaces that may, and bind each listener to its host name.',
  applies: 'gateway',
  check: ({ name, listeners }) =>
    every(listeners, ({ allowedNamespaces }) =>
      forbid(
        allowedNamespaces,
        (from) => from === 'All',
        `Gateway ${name} takes routes from every namespace.`,
      ),
    ),
  examples: {
    fail: [
      gatewayText('{ name: a, protocol: HTTPS, port: 443, allowedRoutes: { namespaces: { from: All } } }'),
    ],
    pass: [
      gatewayText('{ name: a, protocol: HTTPS, port: 443, allowedRoutes: { namespaces: { from: Same } } }'),
      gatewayText('{ name: a, protocol: HTTPS, port: 443 }'),
    ],
    unknown: [
      gatewayText(
        '{ name: a, protocol: HTTPS, port: 443, allowedRoutes: { namespaces: { from: "{{ .Values.from }}" } } }',
      ),
    ],
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
