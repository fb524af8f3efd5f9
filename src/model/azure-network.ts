import type { Reference } from '../kernel/tree.ts'
import type { AzureMeta } from './azure-meta.ts'
import type { Known } from './known.ts'
import type { Origin } from './origin.ts'

/** `Microsoft.Network/virtualNetworks`. */
export interface VirtualNetwork extends AzureMeta {
  readonly asset: 'virtual-network'
  readonly addressPrefixes: readonly Known<string>[]
  /** A plan protects the public addresses in it from floods. */
  readonly hasDdosPlan: Known<boolean>
}

/** `Microsoft.Network/publicIPAddresses`. */
export interface PublicAddress extends AzureMeta {
  readonly asset: 'public-address'
  /** `Enabled`, `Disabled`, or `VirtualNetworkInherited` for what its network has. */
  readonly ddosProtection: Known<string>
}

/** `Microsoft.Network/virtualNetworks/subnets`. */
export interface Subnet extends AzureMeta {
  readonly asset: 'subnet'
  readonly network: Known<Reference | undefined>
  readonly addressPrefixes: readonly Known<string>[]
  readonly securityGroup: Known<Reference | undefined>
  readonly routeTable: Known<Reference | undefined>
  readonly natGateway: Known<Reference | undefined>
  readonly defaultOutboundAccess: Known<boolean>
  /** Services of Azure that are reached past every route: `Microsoft.Storage`. */
  readonly serviceEndpoints: readonly Known<string>[]
  /** What bounds the service endpoints to resources of one’s own. */
  readonly endpointPolicies: readonly Known<string>[]
  /** Whether security groups and routes count for private endpoints in it. */
  readonly privateEndpointPolicies: Known<string>
}

/** `Microsoft.Network/virtualNetworks/virtualNetworkPeerings`. */
export interface NetworkPeering extends AzureMeta {
  readonly asset: 'network-peering'
  readonly network: Known<Reference | undefined>
  readonly remoteNetwork: Known<Reference | undefined>
  readonly allowForwardedTraffic: Known<boolean>
  readonly allowGatewayTransit: Known<boolean>
}

/** `Microsoft.Network/networkSecurityGroups`. */
export interface SecurityGroup extends AzureMeta {
  readonly asset: 'security-group'
  readonly rules: readonly SecurityRule[]
}

export interface SecurityRule {
  readonly origin: Origin
  readonly access: Known<string>
  readonly direction: Known<string>
  readonly protocol: Known<string>
  readonly priority: Known<number | undefined>
  readonly sources: readonly Known<string>[]
  readonly destinations: readonly Known<string>[]
  /** Where packets come from; none stands for all. */
  readonly sourcePorts: readonly Known<string>[]
  readonly destinationPorts: readonly Known<string>[]
}

/** `Microsoft.Network/routeTables`. */
export interface RouteTable extends AzureMeta {
  readonly asset: 'route-table'
  readonly routes: readonly NetworkRoute[]
  /** False where routes that gateways learn take part: one of them may lead past the firewall. */
  readonly disableBgpPropagation: Known<boolean>
}

export interface NetworkRoute {
  readonly origin: Origin
  readonly addressPrefix: Known<string>
  readonly nextHopType: Known<string>
  readonly nextHopAddress: Known<Reference | undefined>
}

/** `Microsoft.Network/privateEndpoints`, with the groups of zones that name it. */
export interface PrivateEndpoint extends AzureMeta {
  readonly asset: 'private-endpoint'
  readonly subnet: Known<Reference | undefined>
  readonly connections: readonly PrivateConnection[]
  /** Zones of DNS in which it has its names. */
  readonly zones: readonly Known<Reference | undefined>[]
}

export interface PrivateConnection {
  readonly target: Known<Reference | undefined>
  /** Which part of the target: `registry`, `vault`. */
  readonly groups: readonly Known<string>[]
}

/** `Microsoft.Network/privateDnsZones`. */
export interface DnsZone extends AzureMeta {
  readonly asset: 'dns-zone'
}

/** `Microsoft.Network/privateDnsZones/virtualNetworkLinks`: which network asks a zone. */
export interface DnsLink extends AzureMeta {
  readonly asset: 'dns-link'
  readonly zone: Known<Reference | undefined>
  readonly network: Known<Reference | undefined>
}

/** `Microsoft.Network/networkWatchers/flowLogs`. */
export interface FlowLog extends AzureMeta {
  readonly asset: 'flow-log'
  readonly target: Known<Reference | undefined>
  readonly enabled: Known<boolean>
  readonly retentionEnabled: Known<boolean>
  /** Zero keeps them for ever. */
  readonly retentionDays: Known<number>
  readonly analytics: Known<boolean>
}

/** `Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies`. */
export interface WebFirewallPolicy extends AzureMeta {
  readonly asset: 'web-firewall-policy'
  readonly state: Known<string>
  readonly mode: Known<string>
}

export type NetworkAsset =
  | DnsLink
  | DnsZone
  | FlowLog
  | NetworkPeering
  | PrivateEndpoint
  | PublicAddress
  | RouteTable
  | SecurityGroup
  | Subnet
  | VirtualNetwork
  | WebFirewallPolicy
