/**
 * Built-in roles of Azure, as far as the identities of nodes and workloads have them. Dated data (2026-11). Source:
 * learn.microsoft.com/azure/role-based-access-control/built-in-roles (2026-09-10, and earlier), by which each id was
 * checked, and /azure/container-registry for what a registry lets each of them do.
 */
export interface AzureRole {
  readonly id: string
  /** What it lets do at a registry. */
  readonly registry?: 'pull' | 'push'
  /** A registry with repository permissions (ABAC) takes no notice of it. */
  readonly isIgnoredByAbac?: boolean
  /** It reaches over nodes, storage, keys, other identities or the cluster itself. */
  readonly isWide?: boolean
  /** It rules what it is over of networks: rules, routes, addresses. */
  readonly isOfNetworks?: boolean
}

export const azureRoles: Readonly<Record<string, AzureRole>> = {
  acrpull: {
    id: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
    registry: 'pull',
    isIgnoredByAbac: true,
  },
  acrpush: {
    id: '8311e382-0749-4cb8-b61a-304f252e45ec',
    registry: 'push',
    isIgnoredByAbac: true,
  },
  'container registry repository reader': {
    id: 'b93aa761-3e63-49ed-ac28-beffa264f7ac',
    registry: 'pull',
  },
  'container registry repository writer': {
    id: '2a1e307c-b015-4ebd-883e-5b7698a07328',
    registry: 'push',
  },
  'container registry repository contributor': {
    id: '2efddaa5-3f1f-4df3-97df-af3f13818f4c',
    registry: 'push',
  },
  // Tasks run with the rights of the registry, and an import writes what its author chose.
  'container registry tasks contributor': {
    id: 'fb382eab-e894-4461-af04-94435c366c3f',
    registry: 'push',
  },
  'container registry data importer and data reader': {
    id: '577a9874-89fd-4f24-9dbd-b5034d0ad23a',
    registry: 'push',
  },
  // It makes tokens and switches the admin user on.
  'container registry contributor and data access configuration administrator': {
    id: '3bc748fc-213d-45c1-8d91-9da5725539b9',
    registry: 'push',
  },
  contributor: { id: 'b24988ac-6180-42a0-ab88-20f7382dd24c', registry: 'push', isWide: true },
  owner: { id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', registry: 'push', isWide: true },
  'user access administrator': { id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', isWide: true },
  'role based access control administrator': { id: 'f58310d9-a9f6-439a-9e8d-f62e7b41a168', isWide: true },
  'virtual machine contributor': { id: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c', isWide: true },
  'managed identity operator': { id: 'f1a07417-d97a-45cb-824c-7a7467783830', isWide: true },
  'managed identity contributor': { id: 'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59', isWide: true },
  // Agents of monitoring write metrics with it, and nothing else.
  'monitoring metrics publisher': { id: '3913510d-42f4-4e42-8a64-420c390055eb' },
  'network contributor': { id: '4d97b98b-1d4f-4787-a291-c67834d212e7', isOfNetworks: true },
  'key vault administrator': { id: '00482a5a-887f-4fb3-b363-3b7fe8e74483', isWide: true },
  'key vault secrets officer': { id: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', isWide: true },
  'key vault secrets user': { id: '4633458b-17de-408a-b874-0445c86b69e6', isWide: true },
  'key vault contributor': { id: 'f25e0fa2-a7c8-4377-a976-54943a77a395', isWide: true },
  'reader and data access': { id: 'c12c1c16-33a1-487b-954d-41c89c60f349', isWide: true },
  'data operator for managed disks': { id: '959f8984-c045-4866-89c7-12bf9737be2e', isWide: true },
  'storage account key operator service role': {
    id: '81a9662b-bebf-436f-a333-f67b29880f12',
    isWide: true,
  },
  'storage account contributor': { id: '17d1049b-9a84-46fb-8f53-869881c3d3ab', isWide: true },
  'storage blob data owner': { id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', isWide: true },
  'storage blob data contributor': { id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', isWide: true },
  'storage blob data reader': { id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', isWide: true },
  'azure kubernetes service cluster admin role': { id: '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8', isWide: true },
  'azure kubernetes service contributor role': { id: 'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8', isWide: true },
  'azure kubernetes service rbac admin': { id: '3498e952-d568-435e-9b2c-8d77e338d7f7', isWide: true },
  'azure kubernetes service rbac writer': { id: 'a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb', isWide: true },
  'azure kubernetes service rbac cluster admin': { id: 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b', isWide: true },
}

const byId = new Map(Object.values(azureRoles).map((role) => [role.id, role] as const))

/** A role by its name or by the id that it ends with. */
export function azureRoleOf(role: string): AzureRole | undefined {
  const name = role.toLowerCase()
  return Object.hasOwn(azureRoles, name) ? azureRoles[name] : byId.get(name.slice(name.lastIndexOf('/') + 1))
}
