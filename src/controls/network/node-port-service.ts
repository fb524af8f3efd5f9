import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { serviceText } from './snippets.ts'

export const nodePortService: Control<'service'> = {
  id: 'BH-0431',
  name: 'node-port-service',
  title: 'Service opens a port on every node',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.fw', 'N.in'],
  vector: 'insecure-networking',
  references: ['kube-linter:exposed-services'],
  rationale:
    'The port answers on every node, so that whoever reaches any node reaches the pods; what arrives there often carries the node’s own address, which network policies cannot tell apart.',
  remediation: 'Use a service of type ClusterIP behind an ingress or a gateway.',
  applies: 'service',
  check: (service) =>
    forbid(
      service.type,
      (type) => type === 'NodePort',
      `Service ${service.name} opens a port on every node.`,
    ),
  examples: {
    fail: [serviceText('{ type: NodePort, ports: [{ port: 80 }] }')],
    pass: [
      serviceText('{ ports: [{ port: 80 }] }'),
      serviceText('{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }'),
    ],
    unknown: [serviceText('{ type: "{{ .Values.type }}", ports: [{ port: 80 }] }')],
  },
}
