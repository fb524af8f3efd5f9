import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { originOf } from '../../model/known.ts'
import { serviceText } from './snippets.ts'

export const serviceExternalIps: Control<'service'> = {
  id: 'BH-0433',
  name: 'service-external-ips',
  title: 'Service claims external IP addresses',
  layer: 'network',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: [
    'trivy:KSV-0108',
    'kubernetes-security-checklist:K8S-SEC-network-7',
    'azure-policy:d46c275d-1680-448d-b2ec-e495a3b6cc89',
  ],
  rationale:
    'Nodes send packets for an address in `externalIPs` to the service, whoever the address belongs to: a tenant who may write services takes over others’ connections (CVE-2020-8554).',
  remediation:
    'Remove `externalIPs`, and refuse the field at admission (DenyServiceExternalIPs or a policy).',
  applies: 'service',
  check: (service) =>
    service.externalIPs.length === 0
      ? pass()
      : fail(`Service ${service.name} claims external IP addresses.`, ...service.externalIPs.map(originOf)),
  examples: {
    fail: [
      serviceText('{ externalIPs: [198.51.100.7], ports: [{ port: 443 }] }'),
      serviceText('{ externalIPs: ["{{ .Values.ip }}"] }'),
    ],
    pass: [serviceText('{ externalIPs: [] }'), serviceText('{ ports: [{ port: 80 }] }')],
    unknown: [],
  },
}
