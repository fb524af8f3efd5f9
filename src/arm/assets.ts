import { lookup } from '../kernel/lookup.ts'
import type { AzureAsset } from '../model/azure.ts'
import type { Problem } from '../model/problem.ts'
import { readAgentPool } from './agent-pool.ts'
import { readManagedCluster } from './cluster.ts'
import {
  readClusterExtension,
  readDeploymentSafeguards,
  readMaintenanceWindow,
  readManagedNamespace,
  readTrustedAccess,
} from './cluster-children.ts'
import {
  readFederatedCredential,
  readManagedIdentity,
  readResourceGroup,
  readRoleAssignment,
} from './identity.ts'
import { readRouteTable, readSecurityGroup, readSubnet, readVirtualNetwork } from './network.ts'
import { readDiagnosticSetting } from './monitoring.ts'
import { readContainerRegistry } from './registry.ts'
import {
  readRegistryCacheRule,
  readRegistryTask,
  readRegistryToken,
  readRegistryWebhook,
} from './registry-children.ts'
import { type ArmResource, openResource, type ReadResource } from './resource.ts'

/** What each type is read as. ARM does not tell upper from lower case in types. */
const readers: Readonly<Record<string, (read: ReadResource) => AzureAsset>> = {
  'microsoft.authorization/roleassignments': readRoleAssignment,
  'microsoft.containerregistry/registries': readContainerRegistry,
  'microsoft.containerregistry/registries/cacherules': readRegistryCacheRule,
  'microsoft.containerregistry/registries/tasks': readRegistryTask,
  'microsoft.containerregistry/registries/tokens': readRegistryToken,
  'microsoft.containerregistry/registries/webhooks': readRegistryWebhook,
  'microsoft.containerservice/deploymentsafeguards': readDeploymentSafeguards,
  'microsoft.containerservice/managedclusters': readManagedCluster,
  'microsoft.containerservice/managedclusters/agentpools': readAgentPool,
  'microsoft.containerservice/managedclusters/maintenanceconfigurations': readMaintenanceWindow,
  'microsoft.containerservice/managedclusters/managednamespaces': readManagedNamespace,
  'microsoft.containerservice/managedclusters/trustedaccessrolebindings': readTrustedAccess,
  'microsoft.insights/diagnosticsettings': readDiagnosticSetting,
  'microsoft.kubernetesconfiguration/extensions': readClusterExtension,
  'microsoft.managedidentity/userassignedidentities': readManagedIdentity,
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials': readFederatedCredential,
  'microsoft.network/networksecuritygroups': readSecurityGroup,
  'microsoft.network/routetables': readRouteTable,
  'microsoft.network/virtualnetworks': readVirtualNetwork,
  'microsoft.network/virtualnetworks/subnets': readSubnet,
  'microsoft.resources/resourcegroups': readResourceGroup,
}

/** The asset that a resource is; nothing for types without one of their own. */
export function readArm(resource: ArmResource, problems: Problem[]): AzureAsset | undefined {
  const reader = lookup(readers, resource.type.toLowerCase())
  return reader?.(openResource(resource, problems))
}

/** Whether resources of a type are read. */
export function isReadArm(type: string): boolean {
  return lookup(readers, type.toLowerCase()) !== undefined
}
