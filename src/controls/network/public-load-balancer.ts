import type { Control } from '../control.ts'
import { isKnown, originOf } from '../../model/known.ts'
import { fail, pass, unknown } from '../verdict.ts'
import { isPublicLoadBalancer } from './exposure.ts'
import { serviceText } from './snippets.ts'

export const publicLoadBalancer: Control<'service'> = {
  id: 'BH-0430',
  name: 'public-load-balancer',
  title: 'Service is open to the whole internet',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'fair-share'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: [
    'kube-linter:exposed-services',
    'kubernetes-security-checklist:K8S-SEC-network-7',
    'azure-policy:3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e',
  ],
  rationale:
    'Anybody on the internet sends requests straight to the pods, past gateway, authentication and rate limits: flaws of the model server become remote ones, and somebody else’s requests eat the tenant’s share.',
  remediation:
    'Set the annotation `service.beta.kubernetes.io/azure-load-balancer-internal: "true"` and publish through a gateway, or state `loadBalancerSourceRanges`.',
  applies: 'service',
  when: (service) => isKnown(service.type, 'LoadBalancer'),
  check: (service) => {
    const open = isPublicLoadBalancer(service)
    if (open === 'no') return pass()
    const place = originOf(service.type)
    if (open === 'yes') return fail(`Service ${service.name} is open to the whole internet.`, place)
    return unknown(`Whether service ${service.name} is open to the internet cannot be told.`, place)
  },
  examples: {
    fail: [
      serviceText('{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }'),
      serviceText(
        '{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }',
        '{ service.beta.kubernetes.io/azure-load-balancer-internal: "false" }',
      ),
      serviceText('{ type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/0], ports: [{ port: 80 }] }'),
      serviceText(
        '{ type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/1, 128.0.0.0/1], ports: [{ port: 80 }] }',
      ),
    ],
    pass: [
      serviceText(
        '{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }',
        '{ service.beta.kubernetes.io/azure-load-balancer-internal: "true" }',
      ),
      serviceText(
        '{ type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], ports: [{ port: 80 }] }',
      ),
      serviceText(
        '{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }',
        '{ service.beta.kubernetes.io/azure-allowed-ip-ranges: "198.51.100.0/24,203.0.113.7/32" }',
      ),
    ],
    unknown: [
      serviceText(
        '{ type: LoadBalancer, selector: { app: llm }, ports: [{ port: 80 }] }',
        '{ service.beta.kubernetes.io/azure-load-balancer-internal: "{{ .Values.internal }}" }',
      ),
    ],
  },
}
