import { type Field, same, text } from './field.ts'
import type { TypeTable } from './type-table.ts'

const passwordFields: readonly Field[] = [
  text('name', 'display_name'),
  same('parent', 'application_id', 'application_object_id', 'service_principal_id'),
  text('startDateTime', 'start_date'),
  text('endDateTime', 'end_date'),
  text('lasts', 'end_date_relative'),
]

const passwords: TypeTable = {
  type: 'Microsoft.Graph/applications/passwordCredentials',
  fields: passwordFields,
}

const rights: TypeTable = {
  type: 'Microsoft.Graph/roleAssignments',
  fields: [same('principalId', 'principal_object_id', 'principal_id')],
}

const credentialFields: readonly Field[] = [
  text('name', 'display_name'),
  same('parent', 'application_id', 'application_object_id'),
  same('issuer', 'issuer'),
  text('subject', 'subject'),
  same('audiences', 'audiences'),
]

const groups: TypeTable = {
  type: 'Microsoft.Graph/groups',
  fields: [text('name', 'display_name'), same('members', 'members')],
}

/** Resources of the provider azuread, versions 2 and 3, that bear on who may do what. */
export const entraTypes: Readonly<Record<string, TypeTable>> = {
  azuread_app_role_assignment: rights,
  azuread_application_federated_identity_credential: {
    type: 'Microsoft.Graph/applications/federatedIdentityCredentials',
    fields: credentialFields,
  },
  azuread_application_password: passwords,
  azuread_directory_role_assignment: rights,
  azuread_group: groups,
  azuread_group_member: {
    type: 'Microsoft.Graph/groups/members',
    fields: [same('parent', 'group_object_id'), same('memberId', 'member_object_id')],
  },
  azuread_group_without_members: groups,
  azuread_service_principal: {
    type: 'Microsoft.Graph/servicePrincipals',
    fields: [same('appId', 'client_id', 'application_id')],
  },
  azuread_service_principal_password: passwords,
}
