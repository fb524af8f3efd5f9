import type { Control } from '../control.ts'
import { forbid } from '../verdict.ts'
import { subnet } from '../azure-examples.ts'

export const subnetWithDefaultOutbound: Control<'subnet'> = {
  id: 'BH-1155',
  name: 'subnet-with-default-outbound',
  title: 'Subnet reaches the internet by default',
  layer: 'network',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['N.fw'],
  vector: 'insecure-networking',
  references: [
    'mcsb:NS-2',
    'psrule:Azure.VNET.PrivateSubnet',
    'azure-policy:7bca8353-aa3b-429b-904a-9229c4385837',
  ],
  rationale:
    'Where nobody set up a way out Azure has one of its own, from addresses that change and past every firewall.',
  remediation:
    'Bicep and ARM: `properties.defaultOutboundAccess: false` of the subnet; Terraform: `default_outbound_access_enabled = false`.',
  applies: 'subnet',
  check: (subnet) =>
    forbid(
      subnet.defaultOutboundAccess,
      (isOn) => isOn,
      `Subnet ${subnet.name} has Azure’s implicit way to the internet.`,
    ),
  examples: {
    fail: [subnet(), subnet('default_outbound_access_enabled = true')],
    pass: [subnet('default_outbound_access_enabled = false')],
    unknown: [subnet('default_outbound_access_enabled = var.unknown')],
  },
}
