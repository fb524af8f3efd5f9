import type {
  ApplicationPassword,
  DirectoryRight,
  EntraGroup,
  FederatedCredential,
  GroupMember,
  ServicePrincipal,
} from '../model/azure.ts'
import { isKnown } from '../model/known.ts'
import { credentialIn } from './identity.ts'
import { metaOf, type ReadResource, referenceIn, referencesIn } from './resource.ts'

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

/** Bicep lists members, or says first how the list is meant: `relationshipSemantics` is `append` or `replace`. */
export function readEntraGroup(read: ReadResource): EntraGroup {
  const { top } = read
  const isBare = top.child('members')?.kind === 'list'
  const members = isBare ? referencesIn(top, 'members') : referencesIn(top.map('members'), 'relationships')
  const isAppended =
    !isBare && !isKnown(top.map('members').text('relationshipSemantics', 'append'), 'replace')
  return {
    asset: 'entra-group',
    ...metaOf(read, 'Microsoft.Graph/groups'),
    members,
    isWhole: members.length > 0 && !isAppended && members.every(({ state }) => state !== 'hidden'),
  }
}

export function readGroupMember(read: ReadResource): GroupMember {
  return {
    asset: 'group-member',
    ...metaOf(read, 'Microsoft.Graph/groups/members'),
    group: referenceIn(read.top, 'parent'),
    member: referenceIn(read.top, 'memberId'),
  }
}

/** It trusts tokens of service accounts as a managed identity does. */
export function readApplicationCredential(read: ReadResource): FederatedCredential {
  const type = 'Microsoft.Graph/applications/federatedIdentityCredentials'
  return { ...metaOf(read, type), ...credentialIn(read.top, read) }
}
