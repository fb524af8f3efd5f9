import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const routeToOtherNamespace: Control<'route'> = {
  id: 'BH-0452',
  name: 'route-to-other-namespace',
  title: 'Route leads into another namespace',
  layer: 'network',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'The route carries requests past the wall between two namespaces: with a ReferenceGrant there, the tenant who owns the route decides who reaches the other’s service.',
  remediation:
    'Keep routes beside the services that they publish, and remove ReferenceGrants that nobody needs.',
  applies: 'route',
  when: (route) => route.kind !== 'Ingress',
  check: (route) =>
    every(route.backends, ({ namespace }) =>
      forbid(
        namespace,
        (name) => name !== undefined && name !== route.namespace,
        `${route.kind} ${route.name} leads into another namespace.`,
      ),
    ),
  examples: {
    fail: [routeText('{ name: llm, port: 80, namespace: other }')],
    pass: [routeText('{ name: llm, port: 80 }'), routeText('{ name: llm, port: 80, namespace: models }')],
    unknown: [routeText('{ name: llm, port: 80, namespace: "{{ .Values.ns }}" }')],
  },
}

function routeText(backend: string): string {
  return [
    'apiVersion: gateway.networking.k8s.io/v1',
    'kind: HTTPRoute',
    'metadata: { name: llm, namespace: models }',
    `spec: { rules: [{ backendRefs: [${backend}] }] }`,
  ].join('\n')
}
