import { containerRegistry } from './container-registry.ts'
import { azureFirewall, firewallPolicy } from './firewall.ts'
import { keyVault } from './key-vault.ts'
import { logWorkspace } from './log-workspace.ts'
import { managedClusterBefore012 } from './managed-cluster-before-0-12.ts'
import { managedCluster } from './managed-cluster.ts'
import { natGateway } from './nat-gateway.ts'
import { networkSecurityGroup } from './network-security-group.ts'
import { privateDnsZone } from './private-dns-zone.ts'
import { privateEndpoint } from './private-endpoint.ts'
import { publicAddress } from './public-address.ts'
import { resourceGroup } from './resource-group.ts'
import {
  roleAssignmentInGroup,
  roleAssignmentInSubscription,
  roleAssignmentOnResource,
} from './role-assignment.ts'
import { routeTable } from './route-table.ts'
import type { Surface } from './surface.ts'
import { userAssignedIdentity } from './user-assigned-identity.ts'
import { networkPeering, virtualNetwork } from './virtual-network.ts'

/** A module that has changed has one for each range of its versions, the newest last. */
export const surfaces: readonly Surface[] = [
  azureFirewall,
  containerRegistry,
  firewallPolicy,
  keyVault,
  logWorkspace,
  managedClusterBefore012,
  managedCluster,
  natGateway,
  networkPeering,
  networkSecurityGroup,
  privateDnsZone,
  privateEndpoint,
  publicAddress,
  resourceGroup,
  roleAssignmentInGroup,
  roleAssignmentInSubscription,
  roleAssignmentOnResource,
  routeTable,
  userAssignedIdentity,
  virtualNetwork,
]
