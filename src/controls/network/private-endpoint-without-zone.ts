import type { Control } from '../control.ts'
import { demand, every, fail } from '../verdict.ts'
import { azure, block } from '../azure-examples.ts'

export const privateEndpointWithoutZone: Control<'private-endpoint'> = {
  id: 'BH-1255',
  name: 'private-endpoint-without-zone',
  title: 'Private endpoint has no name',
  layer: 'network',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'insecure-networking',
  references: ['mcsb:NS-2'],
  rationale:
    'Without a zone of DNS the name of the service still means its public address: packets leave the network, or the firewall is opened for them.',
  remediation:
    'Add the zone of the service (`privatelink.vaultcore.azure.net`, `privatelink.azurecr.io`). Bicep and ARM: `Microsoft.Network/privateEndpoints/privateDnsZoneGroups`; Terraform: `private_dns_zone_group { private_dns_zone_ids }`.',
  applies: 'private-endpoint',
  check: ({ zones, name }) => {
    const message = `Private endpoint ${name} stands in no zone of DNS.`
    return zones.length === 0
      ? fail(message)
      : every(zones, (zone) => demand(zone, (each) => each !== undefined, message))
  },
  examples: {
    fail: [azure('private_endpoint', 'name = "models"')],
    pass: [
      azure(
        'private_endpoint',
        block('private_dns_zone_group', 'private_dns_zone_ids = [azurerm_private_dns_zone.models.id]'),
      ),
    ],
    unknown: [
      azure('private_endpoint', block('private_dns_zone_group', 'private_dns_zone_ids = var.unknown')),
    ],
  },
}
