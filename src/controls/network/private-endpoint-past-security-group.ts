import type { Control } from '../control.ts'
import { doubtful, fail, pass, type Verdict } from '../verdict.ts'
import { azure } from '../azure-examples.ts'
import { originOf } from '../../model/known.ts'
import type { PrivateEndpoint } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { referred } from '../../link/references.ts'

export const privateEndpointPastSecurityGroup: Control<'private-endpoint'> = {
  id: 'BH-1249',
  name: 'private-endpoint-past-security-group',
  title: 'Security group does not count for private endpoints',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-1'],
  rationale:
    'By default rules and routes of a subnet are about machines alone: whoever is in the network reaches the endpoint’s port, whatever the group says.',
  remediation:
    'Bicep and ARM: `properties.privateEndpointNetworkPolicies: Enabled` of the subnet; Terraform: `private_endpoint_network_policies = "Enabled"`.',
  applies: 'private-endpoint',
  check: judge,
  examples: {
    fail: [
      inSubnet(''),
      inSubnet('private_endpoint_network_policies = "Disabled"'),
      inSubnet('enforce_private_link_endpoint_network_policies = true'),
    ],
    pass: [inSubnet('private_endpoint_network_policies = "Enabled"')],
    unknown: [inSubnet('private_endpoint_network_policies = var.unknown')],
  },
}

function judge(endpoint: PrivateEndpoint, platform: Platform): Verdict {
  const [subnet] = referred(platform, 'subnet', [endpoint, endpoint.subnet])
  if (subnet === undefined) return pass()
  const message = `Rules of subnet ${subnet.name} do not count for private endpoint ${endpoint.name}.`
  const { privateEndpointPolicies: policies } = subnet
  if (policies.state === 'hidden') return doubtful(message, policies.reason, policies.origin)
  if (policies.value.toLowerCase() !== 'disabled') return pass()
  return fail(message, originOf(policies) ?? originOf(endpoint.subnet))
}

function inSubnet(line: string): string {
  return `${azure('private_endpoint', 'subnet_id = azurerm_subnet.models.id')}${azure('subnet', 'name = "endpoints"', line)}`
}
