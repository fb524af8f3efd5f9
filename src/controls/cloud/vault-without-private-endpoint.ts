import type { Control } from '../control.ts'
import { anyOf, demand, doubtful, fail, pass } from '../verdict.ts'
import { endpointsOf } from '../../link/private-link.ts'
import { azure, block } from '../azure-examples.ts'

export const vaultWithoutPrivateEndpoint: Control<'key-vault'> = {
  id: 'BH-1232',
  name: 'vault-without-private-endpoint',
  title: 'Vault has no address in the network',
  layer: 'cloud',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'exposed-secrets',
  references: ['checkov:CKV2_AZURE_32', 'mcsb:NS-2', 'azure-policy:a6abeaec-4d90-4a02-805f-6b26c4d3fbe9'],
  rationale:
    'Without an address of its own in the network the vault is reached by the public one, and the firewall has to let every pod out to it.',
  remediation:
    'Add `Microsoft.Network/privateEndpoints` with the group `vault` and a zone `privatelink.vaultcore.azure.net` (Terraform: `azurerm_private_endpoint` with `subresource_names = ["vault"]`).',
  applies: 'key-vault',
  check: (vault, platform) => {
    const message = `Vault ${vault.name} has no private endpoint.`
    const shown = vault.privateConnections.map((status) =>
      demand(status, (word) => word.toLowerCase() === 'approved', message),
    )
    const [first] = endpointsOf(vault, platform)
    if (first === undefined) return anyOf([...shown, fail(message)])
    return first.match === 'yes'
      ? pass()
      : doubtful(message, 'what an endpoint is for cannot be read', first.asset.origin)
  },
  examples: {
    fail: [azure('key_vault', 'name = "models"')],
    pass: [
      `${azure('key_vault')}${azure('private_endpoint', block('private_service_connection', 'private_connection_resource_id = azurerm_key_vault.models.id'))}`,
    ],
    unknown: [
      `${azure('key_vault')}${azure('private_endpoint', block('private_service_connection', 'private_connection_resource_id = var.unknown'))}`,
    ],
  },
}
