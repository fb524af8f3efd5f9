import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { cluster } from '../azure-examples.ts'

export const httpApplicationRouting: Control<'managed-cluster'> = {
  id: 'BH-1116',
  name: 'http-application-routing',
  title: 'Retired add-on publishes workloads',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'insecure-networking',
  references: ['checkov:CKV_AZURE_246', 'psrule:Azure.AKS.HttpAppRouting', 'mcsb:NS-2'],
  rationale:
    'The add-on gives every ingress a public name and an address on the internet, gets no fixes any more, and a tenant may use it as well as anybody.',
  remediation:
    'Bicep and ARM: `properties.addonProfiles.httpApplicationRouting.enabled: false`; Terraform: `http_application_routing_enabled = false`.',
  applies: 'managed-cluster',
  check: (cluster) =>
    forbid(
      cluster.addons.httpApplicationRouting,
      (isOn) => isOn,
      `Cluster ${cluster.name} runs the HTTP application routing add-on.`,
    ),
  examples: {
    fail: [cluster('http_application_routing_enabled = true')],
    pass: [cluster()],
    unknown: [cluster('http_application_routing_enabled = var.unknown')],
  },
}
