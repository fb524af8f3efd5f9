/**
 * Built-in roles of Azure that identities of nodes and workloads are given, with what each lets do: reading the descriptions
 * of things, deployments (which run with the rights of whoever starts them), alerts and support are left out, for nobody
 * leaves a cluster by them. Dated data (2026-11). Source: learn.microsoft.com/azure/role-based-access-control/built-in-roles
 * in MicrosoftDocs/azure-docs: the ids by the list of 2026-04-09; the actions by the pages of privileged and identity roles
 * (2026-07-01), of networking (2024-03-01), of containers as far as registries go (2025-06-30) and of vaults as far as Key
 * Vault Crypto Service Release User. The actions of the others stand as they were known: those of machines, storage and
 * the roles of AKS itself were not compared.
 */
export interface BuiltInRole {
  readonly id: string
  readonly actions?: readonly string[]
  readonly notActions?: readonly string[]
  readonly dataActions?: readonly string[]
}

const registry = 'Microsoft.ContainerRegistry/registries'
const cluster = 'Microsoft.ContainerService/managedClusters'
const identity = 'Microsoft.ManagedIdentity/userAssignedIdentities'
const account = 'Microsoft.Storage/storageAccounts'
const files = `${account}/fileServices/fileshares/files`
const blobs = `${account}/blobServices/containers/blobs`
const vault = 'Microsoft.KeyVault/vaults'
const machine = 'Microsoft.Compute/virtualMachines'
const network = 'Microsoft.Network'

export const azureRoles: Readonly<Record<string, BuiltInRole>> = {
  owner: { id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', actions: ['*'] },
  contributor: {
    id: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
    actions: ['*'],
    notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write'],
  },
  reader: { id: 'acdd72a7-3385-48ef-bd42-f606fba81ae7', actions: ['*/read'] },
  'user access administrator': {
    id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    actions: ['*/read', 'Microsoft.Authorization/*'],
  },
  'role based access control administrator': {
    id: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
    actions: ['*/read', 'Microsoft.Authorization/roleAssignments/write'],
  },
  acrpull: { id: '7f951dda-4ed3-4680-a7ca-43fe172d538d', actions: [`${registry}/pull/read`] },
  acrpush: {
    id: '8311e382-0749-4cb8-b61a-304f252e45ec',
    actions: [`${registry}/pull/read`, `${registry}/push/write`],
  },
  acrdelete: { id: 'c2f4ef07-c644-48eb-af81-4b1b4947fb11', actions: [`${registry}/artifacts/delete`] },
  'container registry repository reader': {
    id: 'b93aa761-3e63-49ed-ac28-beffa264f7ac',
    dataActions: [`${registry}/repositories/content/read`],
  },
  'container registry repository writer': {
    id: '2a1e307c-b015-4ebd-883e-5b7698a07328',
    dataActions: [`${registry}/repositories/content/read`, `${registry}/repositories/content/write`],
  },
  'container registry repository contributor': {
    id: '2efddaa5-3f1f-4df3-97df-af3f13818f4c',
    dataActions: [`${registry}/repositories/content/read`, `${registry}/repositories/content/write`],
  },
  'container registry repository catalog lister': {
    id: 'bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7',
    dataActions: [`${registry}/catalog/read`],
  },
  'container registry tasks contributor': {
    id: 'fb382eab-e894-4461-af04-94435c366c3f',
    actions: [`${registry}/tasks/write`, `${registry}/scheduleRun/action`, `${registry}/taskruns/write`],
  },
  'container registry transfer pipeline contributor': {
    id: 'bf94e731-3a51-4a7c-8c54-a1ab9971dfc1',
    actions: [`${registry}/importPipelines/write`, `${registry}/pipelineRuns/write`],
  },
  'container registry data importer and data reader': {
    id: '577a9874-89fd-4f24-9dbd-b5034d0ad23a',
    actions: [`${registry}/importImage/action`, `${registry}/pull/read`],
    dataActions: [`${registry}/repositories/content/read`],
  },
  'container registry contributor and data access configuration administrator': {
    id: '3bc748fc-213d-45c1-8d91-9da5725539b9',
    actions: [`${registry}/write`, `${registry}/listCredentials/action`, `${registry}/tokens/write`],
  },
  'container registry configuration reader and data access configuration reader': {
    id: '69b07be0-09bf-439a-b9a6-e73de851bd59',
    actions: [`${registry}/listCredentials/action`],
  },
  'virtual machine contributor': {
    id: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    actions: [
      `${machine}/*`,
      'Microsoft.Compute/virtualMachineScaleSets/*',
      `${network}/networkInterfaces/*`,
      `${account}/listKeys/action`,
    ],
  },
  'virtual machine administrator login': {
    id: '1c0163c0-47e6-4577-8991-ea5c82e286e4',
    dataActions: [`${machine}/login/action`, `${machine}/loginAsAdmin/action`],
  },
  'virtual machine user login': {
    id: 'fb879df8-f326-4884-b1cf-06f3ad86be52',
    dataActions: [`${machine}/login/action`],
  },
  // It may give these two roles alone, by a condition that it has in it.
  'virtual machine data access administrator (preview)': {
    id: '66f75aeb-eabe-4b70-9f1e-c350c4c9ad04',
    dataActions: [`${machine}/loginAsAdmin/action`],
  },
  'desktop virtualization virtual machine contributor': {
    id: 'a959dbd1-f747-45e3-8ba6-dd80f235f97c',
    actions: [`${machine}/write`, `${machine}/runCommand/action`, `${network}/networkInterfaces/write`],
  },
  'data operator for managed disks': {
    id: '959f8984-c045-4866-89c7-12bf9737be2e',
    dataActions: ['Microsoft.Compute/disks/download/action', 'Microsoft.Compute/snapshots/download/action'],
  },
  'disk snapshot contributor': {
    id: '7efff54f-a5b4-42b5-a1c5-5411624893ce',
    actions: ['Microsoft.Compute/snapshots/write', 'Microsoft.Compute/snapshots/beginGetAccess/action'],
  },
  'managed identity operator': {
    id: 'f1a07417-d97a-45cb-824c-7a7467783830',
    actions: [`${identity}/*/assign/action`],
  },
  'managed identity contributor': {
    id: 'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
    actions: [`${identity}/write`, `${identity}/federatedIdentityCredentials/write`],
  },
  'azure red hat openshift federated credential': {
    id: 'ef318e2a-8334-4a05-9e4a-295a196c6a6e',
    actions: [`${identity}/federatedIdentityCredentials/write`],
  },
  'monitoring metrics publisher': {
    id: '3913510d-42f4-4e42-8a64-420c390055eb',
    dataActions: ['Microsoft.Insights/Metrics/Write'],
  },
  'log analytics contributor': {
    id: '92aaf0da-9dab-42b6-94a3-d43ce8d16293',
    actions: ['*/read', `${machine}/extensions/*`, `${account}/listKeys/action`],
  },
  'network contributor': { id: '4d97b98b-1d4f-4787-a291-c67834d212e7', actions: [`${network}/*`] },
  'private dns zone contributor': {
    id: 'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
    actions: [`${network}/privateDnsZones/*`, `${network}/virtualNetworks/join/action`],
  },
  'dns zone contributor': {
    id: 'befefa01-2a29-4197-83a8-272ff33ce314',
    actions: [`${network}/dnsZones/*`],
  },
  'traffic manager contributor': {
    id: 'a4b10055-b0c7-44c2-b00f-c7b5b3550cf7',
    actions: [`${network}/trafficManagerProfiles/*`],
  },
  'domain services contributor': {
    id: 'eeaeda52-9324-47f6-8069-5d5bade478b2',
    actions: [
      'virtualNetworks/write',
      'virtualNetworks/subnets/write',
      'virtualNetworks/virtualNetworkPeerings/write',
      'networkInterfaces/write',
      'networkSecurityGroups/write',
      'networkSecurityGroups/securityRules/write',
      'routeTables/write',
      'routeTables/routes/write',
    ].map((action) => `${network}/${action}`),
  },
  'sql managed instance contributor': {
    id: '4939a1f6-9ae0-4e48-a1e0-f2cbe897382d',
    actions: ['networkSecurityGroups', 'routeTables', 'virtualNetworks'].map(
      (type) => `${network}/${type}/*`,
    ),
  },
  'key vault administrator': { id: '00482a5a-887f-4fb3-b363-3b7fe8e74483', dataActions: [`${vault}/*`] },
  // It may give the roles of a vault’s data alone, by a condition that it has in it.
  'key vault data access administrator': {
    id: '8b54135c-b56d-4d72-a534-26097cfdc8d8',
    dataActions: [`${vault}/*`],
  },
  'key vault contributor': { id: 'f25e0fa2-a7c8-4377-a976-54943a77a395', actions: ['Microsoft.KeyVault/*'] },
  'key vault secrets officer': {
    id: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
    dataActions: [`${vault}/secrets/*`],
  },
  'key vault secrets user': {
    id: '4633458b-17de-408a-b874-0445c86b69e6',
    dataActions: [`${vault}/secrets/getSecret/action`],
  },
  'key vault certificate user': {
    id: 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba',
    dataActions: [`${vault}/secrets/getSecret/action`],
  },
  'key vault certificates officer': {
    id: 'a4417e6f-fecd-4de8-b567-7b0420556985',
    dataActions: [`${vault}/certificates/*`, `${vault}/certificatecas/*`],
  },
  'key vault crypto officer': {
    id: '14b46e9e-c2b7-41b4-b07b-48a6ebf60603',
    dataActions: [`${vault}/keys/*`],
  },
  'key vault crypto user': {
    id: '12338af0-0e69-4776-bea7-57ae8d297424',
    dataActions: [`${vault}/keys/decrypt/action`, `${vault}/keys/unwrap/action`, `${vault}/keys/sign/action`],
  },
  'key vault crypto service encryption user': {
    id: 'e147488a-f6f5-4113-8e2d-b22465e65bf6',
    dataActions: [`${vault}/keys/wrap/action`, `${vault}/keys/unwrap/action`],
  },
  'key vault crypto service release user': {
    id: '08bbd89e-9f13-488c-ac41-acfcb10c90ab',
    dataActions: [`${vault}/keys/release/action`],
  },
  // Of what a vault holds it reads the descriptions alone.
  'key vault reader': {
    id: '21090545-7ca7-4776-b22c-e363652d74d2',
    dataActions: [`${vault}/*/read`, `${vault}/secrets/readMetadata/action`],
  },
  'reader and data access': {
    id: 'c12c1c16-33a1-487b-954d-41c89c60f349',
    actions: [`${account}/listKeys/action`, `${account}/ListAccountSas/action`],
  },
  'storage account key operator service role': {
    id: '81a9662b-bebf-436f-a333-f67b29880f12',
    actions: [`${account}/listkeys/action`],
  },
  'storage account contributor': {
    id: '17d1049b-9a84-46fb-8f53-869881c3d3ab',
    actions: [`${account}/*`],
  },
  'storage blob data owner': {
    id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    dataActions: [`${blobs}/*`],
  },
  'storage blob data contributor': {
    id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    dataActions: [`${blobs}/read`, `${blobs}/write`],
  },
  'storage blob data reader': { id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', dataActions: [`${blobs}/read`] },
  'storage file data privileged contributor': {
    id: '69566ab7-960f-475b-8e7c-b3118f30c6bd',
    dataActions: [`${files}/read`, `${files}/write`],
  },
  'storage file data privileged reader': {
    id: 'b8eda974-7b85-4f76-af95-65846b26df6d',
    dataActions: [`${files}/read`],
  },
  'azure kubernetes service cluster admin role': {
    id: '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
    actions: [`${cluster}/listClusterAdminCredential/action`, `${cluster}/runcommand/action`],
  },
  'azure kubernetes service cluster user role': {
    id: '4abbcc35-e782-43d8-92c5-2d3f1bd2253f',
    actions: [`${cluster}/listClusterUserCredential/action`],
  },
  'azure kubernetes service contributor role': {
    id: 'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8',
    actions: [`${cluster}/write`],
  },
  'azure kubernetes service rbac admin': {
    id: '3498e952-d568-435e-9b2c-8d77e338d7f7',
    dataActions: [`${cluster}/*`],
  },
  'azure kubernetes service rbac writer': {
    id: 'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb',
    dataActions: [`${cluster}/pods/*`, `${cluster}/secrets/*`],
  },
  'azure kubernetes service rbac cluster admin': {
    id: 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b',
    dataActions: [`${cluster}/*`],
  },
  'kubernetes agentless operator': {
    id: 'd5a2ae44-610b-4500-93be-660a0c5f5ca6',
    actions: [`${cluster}/trustedAccessRoleBindings/write`],
  },
}

const byId = new Map(Object.values(azureRoles).map((role) => [role.id, role] as const))

/** A built-in role by its name or by the id that it ends with. */
export function builtInRole(role: string): BuiltInRole | undefined {
  const name = role.toLowerCase()
  return Object.hasOwn(azureRoles, name) ? azureRoles[name] : byId.get(name.slice(name.lastIndexOf('/') + 1))
}
