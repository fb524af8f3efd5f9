import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { leavesCluster, sensitivePortsOf } from './exposure.ts'
import { serviceText } from './snippets.ts'

export const sensitivePortExposed: Control<'service'> = {
  id: 'BH-0435',
  name: 'sensitive-port-exposed',
  title: 'Service takes a sensitive port out of the cluster',
  layer: 'network',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.in', 'N.fw'],
  vector: 'insecure-networking',
  references: [],
  rationale:
    'Behind the port whoever connects runs code, reads data or steers a model, mostly without saying who they are: the way in and the foothold are one.',
  remediation:
    'Make the service a ClusterIP, and reach the port through `kubectl port-forward` or a gateway that authenticates.',
  applies: 'service',
  when: (service) => leavesCluster(service),
  check: (service, platform) => {
    const [first, ...others] = sensitivePortsOf(service, platform)
    if (first === undefined) return pass()
    const places = [first, ...others].map(({ origin }) => origin)
    return fail(
      `Service ${service.name} takes ${first.entry.service} (port ${first.entry.port}) out of the cluster.`,
      ...places,
    )
  },
  examples: {
    fail: [
      serviceText('{ type: LoadBalancer, ports: [{ port: 8265 }] }'),
      serviceText('{ type: NodePort, ports: [{ port: 80, targetPort: 6379 }] }'),
      serviceText('{ type: NodePort, ports: [{ name: jupyter, port: 8888 }] }'),
    ],
    pass: [
      serviceText('{ type: NodePort, ports: [{ port: 8888 }] }'),
      serviceText('{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }'),
    ],
    unknown: [],
  },
}
