import type { Control } from '../control.ts'
import { demand } from '../verdict.ts'
import { valueOf } from '../../model/known.ts'
import { subnet } from '../azure-examples.ts'

export const subnetWithoutSecurityGroup: Control<'subnet'> = {
  id: 'BH-1154',
  name: 'subnet-without-security-group',
  title: 'Subnet has no security group',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.nsg'],
  vector: 'insecure-networking',
  references: [
    'checkov:CKV2_AZURE_31',
    'mcsb:NS-1',
    'psrule:Azure.VNET.UseNSGs',
    'azure-policy:e71308d3-144b-4262-b144-efdc3cc90517',
  ],
  rationale:
    'The subnet is what Azure can separate. Without a group, code that has left its pod reaches everything that the network reaches.',
  remediation:
    'Associate a security group. Bicep and ARM: `properties.networkSecurityGroup.id` of the subnet; Terraform: `azurerm_subnet_network_security_group_association`.',
  applies: 'subnet',
  when: ({ resourceName }) => !special.has((valueOf(resourceName) ?? '').toLowerCase()),
  check: (subnet) =>
    demand(
      subnet.securityGroup,
      (group) => group !== undefined,
      `Subnet ${subnet.name} has no security group.`,
    ),
  examples: {
    fail: [subnet('name = "models"')],
    pass: [subnet('network_security_group_id = azurerm_network_security_group.models.id')],
    unknown: [subnet('network_security_group_id = var.unknown')],
  },
}

/** Azure refuses a security group on these, or says not to. */
const special = new Set([
  'azurefirewallsubnet',
  'azurefirewallmanagementsubnet',
  'gatewaysubnet',
  'routeserversubnet',
])
