import type { Control } from '../control.ts'
import { every, fail, forbid } from '../verdict.ts'
import { ingressText } from './snippets.ts'

export const ingressAnyHost: Control<'route'> = {
  id: 'BH-0445',
  name: 'ingress-any-host',
  title: 'Ingress answers for any host name',
  layer: 'network',
  severity: 'low',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'An Ingress without host, or with a wildcard, catches requests that are meant for other tenants of the same gateway, their tokens among them.',
  remediation: 'State the full host name in every rule.',
  applies: 'route',
  when: (route) => route.kind === 'Ingress',
  check: (ingress) => {
    const message = `Ingress ${ingress.name} answers for any host name.`
    if (ingress.hosts.length === 0) return fail(message)
    return every(ingress.hosts, (host) => forbid(host, (name) => name.startsWith('*'), message))
  },
  examples: {
    fail: [
      ingressText('{ rules: [{ http: { paths: [] } }] }'),
      ingressText('{ rules: [{ host: "*.example.org" }] }'),
      ingressText('{ defaultBackend: { service: { name: llm, port: { number: 80 } } } }'),
    ],
    pass: [ingressText('{ rules: [{ host: a.example.org }] }')],
    unknown: [ingressText('{ rules: [{ host: "{{ .Values.host }}" }] }')],
  },
}
