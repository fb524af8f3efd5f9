import type { Node } from '../../../kernel/tree.ts'
import { asText, scalarAt } from '../../../values/value.ts'
import { type Field, same, text } from './field.ts'

export const groupFields: readonly Field[] = [text('name', 'name')]

export const identityFields: readonly Field[] = [
  text('name', 'name'),
  text('resourceGroup', 'resource_group_name'),
  text('properties.principalId', 'principal_id'),
]

export const federatedFields: readonly Field[] = [
  text('name', 'name'),
  same('parent', 'user_assigned_identity_id', 'parent_id'),
  same('properties.issuer', 'issuer'),
  text('properties.subject', 'subject'),
  same('properties.audiences', 'audience'),
]

export const roleAssignmentFields: readonly Field[] = [
  same('scope', 'scope'),
  {
    to: 'properties.roleDefinitionId',
    from: ['role_definition_name', 'role_definition_id'],
    convert: roleIn,
  },
  same('properties.principalId', 'principal_id'),
  text('properties.principalType', 'principal_type'),
  text('properties.condition', 'condition'),
]

/** A role that is asked for by its name is that one. */
function roleIn(value: Node): Node {
  const called = value.kind === 'hidden' ? value.refersTo?.called : asText(value)
  return called === undefined ? value : scalarAt(called, value)
}
