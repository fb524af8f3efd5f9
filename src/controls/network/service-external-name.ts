import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { serviceText } from './snippets.ts'

export const serviceExternalName: Control<'service'> = {
  id: 'BH-0434',
  name: 'service-external-name',
  title: 'Service is an alias of an outside name',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.eg'],
  vector: 'insecure-networking',
  references: ['trivy:KSV-0108'],
  rationale:
    'An alias sends pods that trust a name of the cluster to a host outside it, or through a gateway to `localhost` and other tenants’ services: whoever may change the service chooses where.',
  remediation: 'Use the outside name itself where it is needed, and allow it at the egress gateway.',
  applies: 'service',
  check: (service) =>
    forbid(
      service.externalName,
      (name) => name !== undefined,
      `Service ${service.name} is an alias of an outside name.`,
    ),
  examples: {
    fail: [serviceText('{ type: ExternalName, externalName: db.example.org }')],
    pass: [serviceText('{ ports: [{ port: 80 }] }')],
    unknown: [serviceText('{ type: ExternalName, externalName: "{{ .Values.host }}" }')],
  },
}
