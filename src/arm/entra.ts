import type {
  ApplicationPassword,
  DirectoryRight,
  FederatedCredential,
  ServicePrincipal,
} from '../model/azure.ts'
import { credentialIn } from './identity.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

/** Entra is no part of ARM: its objects have the shape of Microsoft Graph 1.0, which has no `properties`. */
export function readServicePrincipal(read: ReadResource): ServicePrincipal {
  return {
    asset: 'service-principal',
    ...metaOf(read, 'Microsoft.Graph/servicePrincipals'),
    application: referenceIn(read.top, 'appId'),
  }
}

export function readApplicationPassword(read: ReadResource): ApplicationPassword {
  const { top } = read
  return {
    asset: 'application-password',
    ...metaOf(read, 'Microsoft.Graph/applications/passwordCredentials'),
    owner: referenceIn(top, 'parent'),
    starts: top.freeText('startDateTime', undefined),
    ends: top.freeText('endDateTime', undefined),
    lasts: top.freeText('lasts', undefined),
  }
}

export function readDirectoryRight(read: ReadResource): DirectoryRight {
  return {
    asset: 'directory-right',
    ...metaOf(read, 'Microsoft.Graph/roleAssignments'),
    principal: referenceIn(read.top, 'principalId'),
  }
}

/** It trusts tokens of service accounts as a managed identity does. */
export function readApplicationCredential(read: ReadResource): FederatedCredential {
  const type = 'Microsoft.Graph/applications/federatedIdentityCredentials'
  return { ...metaOf(read, type), ...credentialIn(read.top, read) }
}
