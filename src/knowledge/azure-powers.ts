/**
 * Actions of Azure by which an identity of nodes or workloads leaves its cluster, or takes a barrier around it away. Dated
 * data (2026-11). Source: learn.microsoft.com/azure/role-based-access-control/permissions, by the names that the built-in
 * roles have for them.
 */

/** Who may do one of these gives himself every right in what it is over. */
export const givingRights: readonly string[] = [
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleDefinitions/write',
]

/** Over nodes, the cluster itself, other identities, and what is kept secret. */
export const leading: readonly string[] = [
  'Microsoft.Compute/virtualMachineScaleSets/write',
  'Microsoft.Compute/virtualMachineScaleSets/extensions/write',
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/write',
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action',
  'Microsoft.Compute/virtualMachines/write',
  'Microsoft.Compute/virtualMachines/extensions/write',
  'Microsoft.Compute/virtualMachines/runCommand/action',
  'Microsoft.Compute/disks/beginGetAccess/action',
  'Microsoft.Compute/snapshots/beginGetAccess/action',
  'Microsoft.ContainerService/managedClusters/write',
  'Microsoft.ContainerService/managedClusters/agentPools/write',
  'Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action',
  'Microsoft.ContainerService/managedClusters/runCommand/action',
  'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings/write',
  'Microsoft.KubernetesConfiguration/extensions/write',
  'Microsoft.KubernetesConfiguration/fluxConfigurations/write',
  'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
  'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write',
  'Microsoft.KeyVault/vaults/write',
  'Microsoft.KeyVault/vaults/accessPolicies/write',
  'Microsoft.Storage/storageAccounts/listKeys/action',
  'Microsoft.Storage/storageAccounts/listAccountSas/action',
]

/** The same in the data of resources. */
export const leadingInData: readonly string[] = [
  'Microsoft.Compute/disks/download/action',
  'Microsoft.Compute/snapshots/download/action',
  'Microsoft.Compute/virtualMachines/login/action',
  'Microsoft.Compute/virtualMachines/loginAsAdmin/action',
  'Microsoft.ContainerService/managedClusters/pods/write',
  'Microsoft.ContainerService/managedClusters/secrets/read',
  'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  'Microsoft.KeyVault/vaults/secrets/setSecret/action',
  'Microsoft.KeyVault/vaults/certificates/import/action',
  'Microsoft.KeyVault/vaults/keys/decrypt/action',
  'Microsoft.KeyVault/vaults/keys/release/action',
  'Microsoft.KeyVault/vaults/keys/sign/action',
  'Microsoft.KeyVault/vaults/keys/unwrap/action',
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
  'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write',
  'Microsoft.Storage/storageAccounts/fileServices/fileshares/files/read',
  'Microsoft.Storage/storageAccounts/fileServices/fileshares/files/write',
]

/** Over what holds packets and what names lead to. */
export const rulingNetworks: readonly string[] = [
  'Microsoft.Network/azureFirewalls/write',
  'Microsoft.Network/firewallPolicies/write',
  'Microsoft.Network/firewallPolicies/ruleCollectionGroups/write',
  'Microsoft.Network/networkInterfaces/write',
  'Microsoft.Network/networkSecurityGroups/write',
  'Microsoft.Network/networkSecurityGroups/securityRules/write',
  'Microsoft.Network/privateDnsZones/A/write',
  'Microsoft.Network/routeTables/write',
  'Microsoft.Network/routeTables/routes/write',
  'Microsoft.Network/virtualNetworks/write',
  'Microsoft.Network/virtualNetworks/subnets/write',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/write',
]

/** A registry with repository permissions (ABAC) takes no notice of these two. */
export const pushing: string = 'Microsoft.ContainerRegistry/registries/push/write'
export const pulling: string = 'Microsoft.ContainerRegistry/registries/pull/read'

export const pushingInData: string = 'Microsoft.ContainerRegistry/registries/repositories/content/write'
export const pullingInData: string = 'Microsoft.ContainerRegistry/registries/repositories/content/read'

/**
 * Ways around: tasks and pipelines run with the rights of the registry, an import writes what its author chose, and whoever
 * changes a registry switches its administrator on, whose password others list.
 */
export const pushingAround: readonly string[] = [
  'Microsoft.ContainerRegistry/registries/write',
  'Microsoft.ContainerRegistry/registries/generateCredentials/action',
  'Microsoft.ContainerRegistry/registries/importImage/action',
  'Microsoft.ContainerRegistry/registries/listCredentials/action',
  'Microsoft.ContainerRegistry/registries/pipelineRuns/write',
  'Microsoft.ContainerRegistry/registries/scheduleRun/action',
  'Microsoft.ContainerRegistry/registries/tasks/write',
  'Microsoft.ContainerRegistry/registries/tokens/write',
]
