import { withLock, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

export const resourceGroup: Surface = {
  path: 'avm/res/resources/resource-group',
  from: '0.3.0',
  before: '0.5.0',
  bicep: `
targetScope = 'subscription'
param name string
param location string = deployment().location
param managedBy string?
param tags object?
param enableTelemetry bool = true

resource group 'Microsoft.Resources/resourceGroups@2021-04-01' = {
  name: name
  location: location
  tags: tags
}
${withLock('group')}
${withRoles('group')}
output name string = group.name
output resourceId string = group.id
output location string = group.location
`,
}
