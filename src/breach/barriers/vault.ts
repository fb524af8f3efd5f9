import { networksOfNodes } from '../../link/node-subnets.ts'
import { endpointsOf } from '../../link/private-link.ts'
import { referred } from '../../link/references.ts'
import type { KeyVault, PrivateEndpoint } from '../../model/azure.ts'
import { originOf, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import type { Terrain } from '../terrain.ts'
import { barrierAt } from '../make-barrier.ts'

/**
 * What keeps tokens for a vault from being used where they are stolen: no vault that is declared has a way in from the networks
 * of the nodes. It stands only where the declarations show all of it; a vault that nobody declares may be open.
 */
export function vaultBarriers({ platform }: Terrain): readonly StandingBarrier[] {
  const vaults = platform.all('key-vault')
  const evidence = vaults.map((vault) => closedBy(vault, platform))
  const isClosed = evidence.every((origin) => origin !== undefined)
  if (vaults.length === 0 || !isClosed || networksOfNodes(platform).size === 0) return []
  const label = 'no vault has a way in from the networks of the nodes'
  return [barrierAt('Z.pe', { at: 'vaults', label, evidence: evidence.flatMap((origin) => origin ?? []) })]
}

/** Where it is said that a vault lets nobody in from the nodes; nothing where it does, or where that is not known. */
function closedBy(vault: KeyVault, platform: Platform): Origin | undefined {
  const { publicNetworkAccess, privateConnections, confidence, origin } = vault
  if (confidence !== 'confirmed' || valueOf(publicNetworkAccess)?.toLowerCase() !== 'disabled')
    return undefined
  const endpoints = endpointsOf(vault, platform)
  // Of endpoints that it has and nobody shows nobody knows where they are.
  if (privateConnections.length > endpoints.length) return undefined
  const isApart = endpoints.every(({ asset }) => isFarFromNodes(asset, platform))
  return isApart ? (originOf(publicNetworkAccess) ?? origin) : undefined
}

/** In a network of its own. Peerings may join networks, whoever declares them: then nothing is claimed. */
function isFarFromNodes(endpoint: PrivateEndpoint, platform: Platform): boolean {
  if (platform.all('network-peering').length > 0) return false
  const networks = referred(platform, 'subnet', [endpoint, endpoint.subnet]).flatMap((subnet) =>
    referred(platform, 'virtual-network', [subnet, subnet.network]),
  )
  return networks.length > 0 && networks.every((network) => !networksOfNodes(platform).has(network))
}
