import type { Control } from '../control.ts'
import { anyOf, demand, doubtful, fail, pass, type Verdict } from '../verdict.ts'
import type { ContainerRegistry } from '../../model/azure.ts'
import type { Platform } from '../../model/platform.ts'
import { endpointsOf } from '../../link/private-link.ts'
import { armRegistry, azure, block, registry } from '../azure-examples.ts'

export const registryWithoutPrivateEndpoint: Control<'container-registry'> = {
  id: 'BH-1223',
  name: 'registry-without-private-endpoint',
  title: 'Registry has no address in the network',
  layer: 'registry',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['Z.pe'],
  vector: 'insecure-networking',
  references: [
    'azure-policy:e8eef0a8-67cf-4eb4-9386-14b0e78733d4',
    'azure-policy:d85c6833-7d33-4cf5-a915-aaa2de84405f',
    'defender-for-containers:13e7d036-6903-821c-6018-962938929bf0',
    'mcsb:NS-2',
    'aks-baseline:19',
  ],
  rationale:
    'Without an address of its own in the network nodes pull from the public one, and the firewall has to let all of them out to it.',
  remediation:
    'Add `Microsoft.Network/privateEndpoints` with the group `registry` and a zone `privatelink.azurecr.io` (Terraform: `azurerm_private_endpoint` with `subresource_names = ["registry"]`).',
  applies: 'container-registry',
  check: judge,
  examples: {
    fail: [registry()],
    pass: [
      armRegistry(
        'privateEndpointConnections = [{ properties = { privateLinkServiceConnectionState = { status = "Approved" } } }]',
      ),
      `${registry()}${endpointOf('azurerm_container_registry.models.id')}`,
    ],
    unknown: [`${registry()}${endpointOf('var.unknown')}`],
  },
}

function judge(registry: ContainerRegistry, platform: Platform): Verdict {
  const message = `Registry ${registry.name} has no private endpoint.`
  const shown = registry.privateConnections.map((status) =>
    demand(status, (word) => word.toLowerCase() === 'approved', message),
  )
  const declared = endpointsOf(registry, platform).map(({ match, asset }) =>
    match === 'yes' ? pass() : doubtful(message, 'what an endpoint is for cannot be read', asset.origin),
  )
  return anyOf([...shown, ...declared, fail(message)])
}

function endpointOf(target: string): string {
  const connection = block('private_service_connection', `private_connection_resource_id = ${target}`)
  return azure('private_endpoint', connection)
}
