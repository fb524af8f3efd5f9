import type { ApplicationPassword, DirectoryRight, ServicePrincipal } from '../model/azure.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

/** Entra is no part of ARM: its objects are told in the shape of Microsoft Graph. */
export function readServicePrincipal(read: ReadResource): ServicePrincipal {
  return {
    asset: 'service-principal',
    ...metaOf(read, 'Microsoft.Graph/servicePrincipals'),
    application: referenceIn(read.properties, 'appId'),
  }
}

export function readApplicationPassword(read: ReadResource): ApplicationPassword {
  const { properties } = read
  return {
    asset: 'application-password',
    ...metaOf(read, 'Microsoft.Graph/applications/passwordCredentials'),
    owner: referenceIn(read.top, 'parent'),
    starts: properties.freeText('startDateTime', undefined),
    ends: properties.freeText('endDateTime', undefined),
    lasts: properties.freeText('lasts', undefined),
  }
}

export function readDirectoryRight(read: ReadResource): DirectoryRight {
  return {
    asset: 'directory-right',
    ...metaOf(read, 'Microsoft.Graph/roleAssignments'),
    principal: referenceIn(read.properties, 'principalId'),
  }
}
