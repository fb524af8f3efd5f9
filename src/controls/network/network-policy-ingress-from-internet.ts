import type { Control } from '../control.ts'
import { isInternet } from './addresses.ts'
import { forbidAddresses, rulesOf } from './rules.ts'
import { policyText } from './snippets.ts'

export const networkPolicyIngressFromInternet: Control<'network-policy'> = {
  id: 'BH-0413',
  name: 'network-policy-ingress-from-internet',
  title: 'Network policy allows the internet as source',
  layer: 'network',
  severity: 'medium',
  guarantees: ['isolation'],
  barriers: ['N.in'],
  vector: 'insecure-networking',
  references: ['trivy:KUBE-0001', 'kubernetes-application-security-checklist:K8S-APP-network-1'],
  differs: {
    'trivy:KUBE-0001':
      'Address ranges are added up, exceptions taken off: two halves are the internet too, and a block whose exceptions leave less than half of it is not.',
  },
  rationale:
    'Whoever is on the internet may connect as soon as a service, a node port or a routable pod address leads here.',
  remediation:
    'Name the address ranges of the callers, or a namespace and pods such as those of the ingress controller.',
  applies: 'network-policy',
  check: (policy) =>
    forbidAddresses(
      rulesOf(policy, 'ingress'),
      isInternet,
      `NetworkPolicy ${policy.name} allows ingress from most of the internet.`,
    ),
  examples: {
    fail: [
      policyText('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }'),
      policyText('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "::/0" } }] }] }'),
      policyText(
        '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }] }] }',
      ),
      policyText(
        '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/1 } }] }, { from: [{ ipBlock: { cidr: 128.0.0.0/1 } }] }] }',
      ),
    ],
    pass: [
      policyText('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }'),
      policyText(
        '{ podSelector: {}, policyTypes: [Egress], ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }',
      ),
      policyText(
        '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0, except: [0.0.0.0/1, 128.0.0.0/2] } }] }] }',
      ),
    ],
    unknown: [
      policyText('{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "{{ .Values.cidr }}" } }] }] }'),
    ],
  },
}
