import { chosenRole } from './interfaces.ts'
import type { Surface } from './surface.ts'

const parameters = `
param principalId string
param principalType string?
param condition string?
param conditionVersion string = '2.0'
param delegatedManagedIdentityResourceId string?
param description string?
param enableTelemetry bool = true
param location string = 'global'
`

function assignment(name: string, scope = ''): string {
  return `
resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: ${name}
  properties: {
    roleDefinitionId: role
    principalId: principalId
    principalType: empty(principalType) ? null : principalType
    condition: condition
  }
  ${scope}
}
output name string = assignment.name
output resourceId string = assignment.id
output resourceGroupName string = resourceGroup().name
`
}

/** On whatever it is deployed into: a resource group, or a whole subscription. */
function assignmentInto(into: string): Surface {
  return {
    path: `avm/res/authorization/role-assignment/${into}`,
    from: '0.1.0',
    before: '0.2.0',
    bicep: `
targetScope = '${into === 'sub-scope' ? 'subscription' : 'resourceGroup'}'
${parameters}
param name string?
param roleDefinitionIdOrName string
${chosenRole('roleDefinitionIdOrName')}
${assignment(`name ?? guid(${into === 'sub-scope' ? 'subscription().id' : 'resourceGroup().id'}, role, principalId)`)}
`,
  }
}

export const roleAssignmentInGroup: Surface = assignmentInto('rg-scope')
export const roleAssignmentInSubscription: Surface = assignmentInto('sub-scope')

export const roleAssignmentOnResource: Surface = {
  path: 'avm/ptn/authorization/resource-role-assignment',
  from: '0.1.0',
  before: '0.2.0',
  bicep: `
${parameters}
param resourceId string
param roleDefinitionId string
param roleName string?
param name string = guid(resourceId, principalId, roleDefinitionId)
${chosenRole('roleDefinitionId')}
${assignment('name', 'scope: resourceId')}
`,
}
