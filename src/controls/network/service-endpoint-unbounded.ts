import type { Control } from '../control.ts'
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
    'A service endpoint leads past route and firewall to every account of the service, a stranger’s as well. A policy holds it to one’s own.',
  remediation: 'Reach the service by a private endpoint, or add `service_endpoint_policy_ids`.',
  applies: 'subnet',
  check: ({ serviceEndpoints, endpointPolicies, name }) => {
    const message = `Subnet ${name} reaches accounts of everybody past the firewall.`
    return every(serviceEndpoints, (endpoint) =>
      forbid(
        endpoint,
        (service) => service.toLowerCase() === 'microsoft.storage' && endpointPolicies.length === 0,
        message,
      ),
    )
  },
  examples: {
    fail: [subnet('service_endpoints = ["Microsoft.Storage"]')],
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
