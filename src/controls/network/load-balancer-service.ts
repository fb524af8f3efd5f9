import type { Control } from '../control.ts'
import { isKnown, originOf } from '../../model/known.ts'
import { fail, pass } from '../verdict.ts'
import { isPublicLoadBalancer } from './exposure.ts'
import { serviceText } from './snippets.ts'

export const loadBalancerService: Control<'service'> = {
  id: 'BH-0432',
  name: 'load-balancer-service',
  title: 'Service has a load balancer of its own',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: ['kube-linter:exposed-services'],
  differs: {
    'kube-linter:exposed-services':
      'The platform’s own services may have load balancers: its gateway is behind one.',
  },
  rationale:
    'A load balancer, an internal or a restricted one too, carries connections from outside the cluster to the pods without a gateway that authenticates and limits them; it opens a node port besides.',
  remediation:
    'Publish the service through the platform’s gateway; keep load balancers of their own for the gateway.',
  applies: 'service',
  when: (service, platform) =>
    isKnown(service.type, 'LoadBalancer') && platform.trustOf(service) === 'untrusted',
  check: (service) =>
    isPublicLoadBalancer(service) === 'no'
      ? fail(`Service ${service.name} has a load balancer of its own.`, originOf(service.type))
      : pass(),
  examples: {
    fail: [
      serviceText(
        '{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }',
        '{ service.beta.kubernetes.io/azure-load-balancer-internal: "true" }',
      ),
      serviceText(
        '{ type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], ports: [{ port: 80 }] }',
      ),
    ],
    pass: [serviceText('{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }')],
    unknown: [],
  },
}
