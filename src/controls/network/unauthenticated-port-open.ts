import type { Control } from '../control.ts'
import { sensitivePortOf } from '../../knowledge/sensitive-ports.ts'
import { valueOf } from '../../model/known.ts'
import type { Platform } from '../../model/platform.ts'
import type { Pod } from '../../model/pod.ts'
import { every, fail, pass, unknown, type Verdict } from '../verdict.ts'
import { namesOf } from './exposure.ts'
import { isOpenToAll } from './open-ports.ts'
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
      rayHead('{ podSelector: {}, ingress: [{}] }'),
      rayHead(
        '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: dashboard }] }] }',
      ),
    ],
    pass: [
      'containers: [{ name: web, image: nginx, ports: [{ containerPort: 8000 }] }]',
      rayHead('{ podSelector: {} }'),
      rayHead('{ podSelector: {}, ingress: [{ ports: [{ port: 443 }] }] }'),
      rayHead('{ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] }'),
    ],
    unknown: [rayHead('{ podSelector: {}, ingress: "{{ .Values.rules }}" }')],
  },
}

function verdictOf(pod: Pod, platform: Platform): Verdict {
  const ports = pod.containers.flatMap((container) => container.ports)
  return every(ports, (port) => {
    const entry = sensitivePortOf(valueOf(port.containerPort) ?? 0, [
      valueOf(port.name) ?? '',
      ...namesOf(pod),
    ])
    if (entry?.isOpenByDesign !== true) return pass()
    const message = `${pod.kind} ${pod.name} offers ${entry.service} (port ${entry.port}) to every pod.`
    const open = isOpenToAll(pod, port, platform)
    if (open === 'no') return pass()
    return open === 'yes'
      ? fail(message, port.origin)
      : unknown(`${message} This cannot be told.`, port.origin)
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
