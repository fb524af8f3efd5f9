import type { Control } from '../control.ts'
import { type SensitivePort, sensitivePortOf } from '../../knowledge/sensitive-ports.ts'
import { valueOf } from '../../model/known.ts'
import type { Backend, Route } from '../../model/network.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import { fail, pass } from '../verdict.ts'
import { sensitivePortsOf } from './exposure.ts'
import { ingressText, serviceText } from './snippets.ts'

export const routeToSensitivePort: Control<'route'> = {
  id: 'BH-0436',
  name: 'route-to-sensitive-port',
  title: 'Route publishes a sensitive port',
  layer: 'network',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in', 'N.fw'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Behind the port whoever connects runs code, reads data or steers a model, mostly without saying who they are; the route shows it to everyone who reaches the gateway.',
  remediation: 'Remove the route, or put a proxy that authenticates before the port.',
  applies: 'route',
  check: (route, platform) => {
    const found = route.backends.flatMap((backend) => portsBehind(backend, route, platform))
    const [first] = found
    if (first === undefined) return pass()
    const message = `${route.kind} ${route.name} publishes ${first.entry.service} (port ${first.entry.port}).`
    return fail(message, ...found.map(({ origin }) => origin))
  },
  examples: {
    fail: [
      routeTo('{ name: llm, port: { number: 8265 } }', '{ ports: [{ port: 8265 }] }'),
      routeTo(
        '{ name: llm, port: { name: ui } }',
        '{ ports: [{ name: ui, port: 80, targetPort: 8265 }, { port: 81 }] }',
      ),
      // A service that an operator makes.
      routeTo('{ name: tuning-head-svc, port: { number: 8265 } }', '{ ports: [{ port: 80 }] }'),
    ],
    pass: [
      routeTo('{ name: llm, port: { number: 80 } }', '{ ports: [{ port: 80 }, { port: 8265 }] }'),
      routeTo('{ name: other, port: { number: 8888 } }', '{ ports: [{ port: 8265 }] }'),
    ],
    unknown: [],
  },
}

interface Found {
  readonly entry: SensitivePort
  readonly origin: Origin
}

function portsBehind(backend: Backend, route: Route, platform: Platform): readonly Found[] {
  const { service, origin } = backend
  const port = valueOf(backend.port) ?? ''
  const declared = platform
    .inNamespace('service', valueOf(backend.namespace) ?? route.namespace)
    .filter(({ name }) => name === valueOf(service))
  if (declared.length === 0) {
    const entry = sensitivePortOf(Number(port), [valueOf(service) ?? ''])
    return entry === undefined ? [] : [{ entry, origin }]
  }
  return declared
    .flatMap((each) => sensitivePortsOf(each, platform))
    .filter(({ labels }) => labels.includes(port))
    .map(({ entry }) => ({ entry, origin }))
}

function routeTo(backend: string, service: string): string {
  const rule = `{ host: a.example.org, http: { paths: [{ path: /, backend: { service: ${backend} } }] } }`
  return `${ingressText(`{ rules: [${rule}] }`)}\n---\n${serviceText(service)}`
}
