import { everyModule, withLock, withOutputs, withRoles } from './interfaces.ts'
import type { Surface } from './surface.ts'

export const userAssignedIdentity: Surface = {
  path: 'avm/res/managed-identity/user-assigned-identity',
  from: '0.2.0',
  before: '0.6.0',
  bicep: `
${everyModule}
param federatedIdentityCredentials array?
param isolationScope string?

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
  properties: isolationScope == null ? {} : { isolationScope: isolationScope }
}

resource credentials 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2024-11-30' = [
  for each in (federatedIdentityCredentials ?? []): {
    name: each.name
    parent: identity
    properties: {
      audiences: each.audiences
      issuer: each.issuer
      subject: each.subject
    }
  }
]
${withLock('identity')}
${withRoles('identity')}
${withOutputs('identity')}
output principalId string = identity.properties.principalId
output clientId string = identity.properties.clientId
`,
}
