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
  readApplicationCredential,
  readApplicationPassword,
  readDirectoryRight,
  readEntraGroup,
  readGroupMember,
  readServicePrincipal,
} from './entra.ts'
import { readFirewall, readFirewallPolicy, readFirewallRuleGroup } from './firewall.ts'
import {
  readBackupVault,
  readBudget,
  readPolicyAssignment,
  readPolicyExemption,
  readResourceLock,
  readRoleDefinition,
} from './governance.ts'
import {
  readFederatedCredential,
  readManagedIdentity,
  readResourceGroup,
  readRoleAssignment,
} from './identity.ts'
import {
  readActivityAlert,
  readDefenderPlan,
  readDiagnosticSetting,
  readLogAlert,
  readLogWorkspace,
  readSecurityContact,
  readSentinelOnboarding,
  readSentinelRule,
} from './monitoring.ts'
import { readFlowLog, readWebFirewallPolicy } from './network-watch.ts'
import {
  readPeering,
  readPublicAddress,
  readRouteTable,
  readSecurityGroup,
  readSubnet,
  readVirtualNetwork,
} from './network.ts'
import { readDnsLink, readDnsZone, readPrivateEndpoint } from './private-link.ts'
import { readContainerRegistry } from './registry.ts'
import {
  readRegistryCacheRule,
  readRegistryTask,
  readRegistryToken,
  readRegistryWebhook,
} from './registry-children.ts'
import { type ArmResource, openResource, type ReadResource } from './resource.ts'
import { readKeyVault, readVaultKey, readVaultSecret } from './vault.ts'
import { readUnreadModule } from './unread-module.ts'

/** What each type is read as. ARM does not tell upper from lower case in types. */
const readers: Readonly<Record<string, (read: ReadResource) => AzureAsset | undefined>> = {
  'microsoft.authorization/locks': readResourceLock,
  'microsoft.authorization/policyassignments': readPolicyAssignment,
  'microsoft.authorization/policyexemptions': readPolicyExemption,
  'microsoft.authorization/roleassignments': readRoleAssignment,
  'microsoft.authorization/roleassignmentschedulerequests': readRoleAssignment,
  'microsoft.authorization/roledefinitions': readRoleDefinition,
  'microsoft.consumption/budgets': readBudget,
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
  'microsoft.dataprotection/backupvaults': readBackupVault,
  'microsoft.graph/applications/federatedidentitycredentials': readApplicationCredential,
  'microsoft.graph/applications/passwordcredentials': readApplicationPassword,
  'microsoft.graph/approleassignedto': readDirectoryRight,
  'microsoft.graph/groups': readEntraGroup,
  'microsoft.graph/groups/members': readGroupMember,
  'microsoft.graph/roleassignments': readDirectoryRight,
  'microsoft.graph/serviceprincipals': readServicePrincipal,
  'microsoft.insights/activitylogalerts': readActivityAlert,
  'microsoft.insights/diagnosticsettings': readDiagnosticSetting,
  'microsoft.insights/scheduledqueryrules': readLogAlert,
  'microsoft.keyvault/vaults': readKeyVault,
  'microsoft.keyvault/vaults/keys': readVaultKey,
  'microsoft.keyvault/vaults/secrets': readVaultSecret,
  'microsoft.kubernetesconfiguration/extensions': readClusterExtension,
  'microsoft.managedidentity/userassignedidentities': readManagedIdentity,
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials': readFederatedCredential,
  'microsoft.network/applicationgatewaywebapplicationfirewallpolicies': readWebFirewallPolicy,
  'microsoft.network/azurefirewalls': readFirewall,
  'microsoft.network/firewallpolicies': readFirewallPolicy,
  'microsoft.network/firewallpolicies/rulecollectiongroups': readFirewallRuleGroup,
  'microsoft.network/networksecuritygroups': readSecurityGroup,
  'microsoft.network/networkwatchers/flowlogs': readFlowLog,
  'microsoft.network/privatednszones': readDnsZone,
  'microsoft.network/privatednszones/virtualnetworklinks': readDnsLink,
  'microsoft.network/privateendpoints': readPrivateEndpoint,
  'microsoft.network/publicipaddresses': readPublicAddress,
  'microsoft.network/routetables': readRouteTable,
  'microsoft.network/virtualnetworks': readVirtualNetwork,
  'microsoft.network/virtualnetworks/subnets': readSubnet,
  'microsoft.network/virtualnetworks/virtualnetworkpeerings': readPeering,
  'microsoft.operationalinsights/workspaces': readLogWorkspace,
  'microsoft.resources/deployments/unread': readUnreadModule,
  'microsoft.resources/resourcegroups': readResourceGroup,
  'microsoft.security/pricings': readDefenderPlan,
  'microsoft.security/securitycontacts': readSecurityContact,
  'microsoft.securityinsights/alertrules': readSentinelRule,
  'microsoft.securityinsights/onboardingstates': readSentinelOnboarding,
}

/** The asset that a resource is; nothing for types without one of their own. */
export function readArm(resource: ArmResource, problems: Problem[]): AzureAsset | undefined {
  const reader = lookup(readers, plainType(resource.type))
  return reader?.(openResource(resource, problems))
}

/** Whether resources of a type are read. */
export function isReadArm(type: string): boolean {
  return lookup(readers, plainType(type)) !== undefined
}

/** Some templates end types with a slash. */
function plainType(type: string): string {
  return type.toLowerCase().replace(/\/$/, '')
}
