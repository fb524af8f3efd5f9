import type { FederatedCredential, ManagedIdentity, ResourceGroup, RoleAssignment } from '../model/azure.ts'
import type { AzureMeta } from '../model/azure-meta.ts'
import { mapKnown } from '../model/known.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

export function readResourceGroup(read: ReadResource): ResourceGroup {
  return { asset: 'resource-group', ...metaOf(read, 'Microsoft.Resources/resourceGroups') }
}

export function readManagedIdentity(read: ReadResource): ManagedIdentity {
  return {
    asset: 'managed-identity',
    ...metaOf(read, 'Microsoft.ManagedIdentity/userAssignedIdentities'),
    principalId: read.properties.freeText('principalId', undefined),
  }
}

export function readFederatedCredential(read: ReadResource): FederatedCredential {
  const type = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials'
  return { ...metaOf(read, type), ...credentialIn(read.properties, read) }
}

/** What a federated credential says of itself, wherever its kind of identity keeps that. */
export function credentialIn(
  fields: ReadResource['properties'],
  { top }: ReadResource,
): Omit<FederatedCredential, keyof AzureMeta> {
  return {
    asset: 'federated-credential',
    identity: referenceIn(top, 'parent'),
    issuer: referenceIn(fields, 'issuer'),
    subject: fields.freeText('subject', undefined),
    audiences: fields.texts('audiences'),
  }
}

export function readRoleAssignment(read: ReadResource): RoleAssignment {
  const { properties, top } = read
  return {
    asset: 'role-assignment',
    ...metaOf(read, 'Microsoft.Authorization/roleAssignments'),
    principal: referenceIn(properties, 'principalId'),
    principalType: properties.freeText('principalType', undefined),
    role: properties.freeText('roleDefinitionId', undefined),
    definition: referenceIn(properties, 'roleDefinitionId'),
    scope: referenceIn(top, 'scope'),
    // An empty one is none.
    condition: mapKnown(properties.freeText('condition', undefined), (text) => text || undefined),
  }
}
