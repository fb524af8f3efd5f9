import type { Control } from '../control.ts'
import { sensitivePortOf, servesAnybody } from '../../knowledge/sensitive-ports.ts'
import { valueOf } from '../../model/known.ts'
import type { Container, Pod } from '../../model/pod.ts'
import type { Origin } from '../../model/origin.ts'
import { allMatch, type Match } from '../../model/selector.ts'
import type { Platform } from '../../model/platform.ts'
import { fail, pass, unknown, type Verdict } from '../verdict.ts'
import { namesOf } from './exposure.ts'
import { isOpenToAll } from './open-ports.ts'
import { startOf } from './start-words.ts'
import { policyText } from './snippets.ts'

export const unauthenticatedPortOpen: Control<'pod'> = {
  id: 'BH-0437',
  name: 'unauthenticated-port-open',
  title: 'Port without authentication is open to every pod',
  layer: 'network',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['isolation', 'containment'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'The software behind the port serves whoever connects, by design: hostile code in any other pod runs code here, reads data or swaps the model.',
  remediation:
    'Isolate the pod for ingress and allow the port from its own clients only; add authentication where the software has it.',
  applies: 'pod',
  when: (pod) => pod.orchestrator === 'kubernetes',
  check: (pod, platform) => verdictOf(pod, platform),
  examples: {
    fail: [
      rayHead(),
      `containers: [{ name: jupyter, image: jupyter/base, args: ["--ServerApp.token=''"], ports: [{ containerPort: 8888 }] }]`,
      rayHead('{ podSelector: {}, ingress: [{}] }'),
      rayHead(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: dashboard }] }] }',
      ),
    ],
    pass: [
      'containers: [{ name: jupyter, image: jupyter/base, ports: [{ containerPort: 8888 }] }]',
      'containers: [{ name: redis, image: redis, args: [--requirepass, $(PASSWORD)], ports: [{ containerPort: 6379 }] }]',
      'containers: [{ name: web, image: nginx, ports: [{ containerPort: 8000 }] }]',
      rayHead('{ podSelector: {} }'),
      rayHead('{ podSelector: {}, ingress: [{ ports: [{ port: 443 }] }] }'),
      rayHead('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }'),
    ],
    unknown: [
      rayHead('{ podSelector: {}, ingress: "{{ .Values.rules }}" }'),
      'containers: [{ name: redis, image: redis, args: ["{{ .Values.args }}"], ports: [{ containerPort: 6379 }] }]',
    ],
  },
}

interface OpenPort {
  readonly match: Match
  readonly origin: Origin
  readonly what: string
}

function verdictOf(pod: Pod, platform: Platform): Verdict {
  const ports = pod.containers.flatMap((container) => unauthenticatedPorts(container, platform))
  const open = ports.filter(({ match }) => match === 'yes')
  const found = open.length > 0 ? open : ports.filter(({ match }) => match === 'unknown')
  if (found.length === 0) return pass()
  const names = [...new Set(found.map(({ what }) => what))].join(', ')
  const places = found.map(({ origin }) => origin)
  const name = `${pod.kind} ${pod.name}`
  if (open.length > 0)
    return fail(`${name} offers every pod of the cluster, without authentication: ${names}.`, ...places)
  return unknown(`Whether ${name} offers every pod of the cluster ${names} cannot be told.`, ...places)
}

function unauthenticatedPorts(container: Container, platform: Platform): OpenPort[] {
  const names = namesOf(container.pod)
  return container.ports.flatMap((port) => {
    const entry = sensitivePortOf(valueOf(port.containerPort) ?? 0, [valueOf(port.name) ?? '', ...names])
    const serves = entry === undefined ? 'no' : servesAnybody(entry, startOf(container))
    if (entry === undefined || serves === 'no') return []
    const match = allMatch([serves, isOpenToAll(container.pod, port, platform)])
    return [{ match, origin: port.origin, what: `${entry.service} (port ${entry.port})` }]
  })
}

function rayHead(policy?: string): string {
  const port = '{ name: dashboard, containerPort: 8265 }'
  const pod = [
    'apiVersion: v1',
    'kind: Pod',
    'metadata: { name: head, namespace: models }',
    `spec: { containers: [{ name: ray, image: rayproject/ray, ports: [${port}] }] }`,
  ].join('\n')
  return policy === undefined ? pod : `${pod}\n---\n${policyText(policy)}`
}
