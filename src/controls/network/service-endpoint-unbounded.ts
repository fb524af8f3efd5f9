import type { Control } from '../control.ts'
import { isOfAnybody } from '../../link/subnet-egress.ts'
import { every, forbid } from '../verdict.ts'
import { subnet } from '../azure-examples.ts'

export const serviceEndpointUnbounded: Control<'subnet'> = {
  id: 'BH-1248',
  name: 'service-endpoint-unbounded',
  title: 'Subnet reaches everybody’s accounts of a service',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-2'],
  rationale:
    'A service endpoint leads past route and firewall to every account of the service, a stranger’s as well. For storage alone a policy holds it to one’s own.',
  remediation:
    'Reach the service by a private endpoint; for storage, a policy holds it to one’s own too. Bicep and ARM: `properties.serviceEndpointPolicies` of the subnet; Terraform: `service_endpoint_policy_ids`.',
  applies: 'subnet',
  check: (subnet) => {
    const message = `Subnet ${subnet.name} reaches accounts of everybody past the firewall.`
    return every(subnet.serviceEndpoints, (endpoint) =>
      forbid(endpoint, (service) => isOfAnybody(service, subnet), message),
    )
  },
  examples: {
    fail: [
      subnet('service_endpoints = ["Microsoft.Storage"]'),
      subnet('service_endpoints = ["Microsoft.Storage.Global"]'),
      subnet('service_endpoints = ["Microsoft.Sql"]'),
    ],
    pass: [
      subnet(
        'service_endpoints = ["Microsoft.Storage"]',
        'service_endpoint_policy_ids = [azurerm_subnet_service_endpoint_storage_policy.models.id]',
      ),
      subnet(),
    ],
    unknown: [subnet('service_endpoints = var.unknown')],
  },
}
