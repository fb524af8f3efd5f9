import type { KeyVault, VaultAccess, VaultKey, VaultNetwork, VaultSecret } from '../model/azure.ts'
import { mapKnown } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Fields } from '../values/fields.ts'
import { connectionStates } from './private-link.ts'
import { metaOf, type ReadResource, referenceIn } from './resource.ts'

/** Microsoft.KeyVault 2024-11-01, with its defaults. */
export function readKeyVault(read: ReadResource): KeyVault {
  const { properties, resource, top } = read
  const added = top.list('addedPolicies').map((each) => each.map('properties'))
  return {
    asset: 'key-vault',
    ...metaOf(read, 'Microsoft.KeyVault/vaults'),
    enableRbacAuthorization: properties.boolean('enableRbacAuthorization', false),
    publicNetworkAccess: properties.text('publicNetworkAccess', 'Enabled'),
    networkAcls: readNetwork(properties.map('networkAcls')),
    enablePurgeProtection: properties.boolean('enablePurgeProtection', false),
    enableSoftDelete: properties.boolean('enableSoftDelete', true),
    // Where only added ones are shown, these are all that can be told.
    accessPolicies: (properties.isHidden && added.length > 0 ? added : [properties, ...added])
      .flatMap((fields) => fields.list('accessPolicies'))
      .map((access) => readAccess(access, resource.origin)),
    privateConnections: connectionStates(properties),
  }
}

/** Days are numbers of seconds in ARM, and texts with the provider of Terraform. */
export function readVaultKey(read: ReadResource): VaultKey {
  const { properties } = read
  const policy = properties.map('rotationPolicy').map('attributes')
  return {
    asset: 'vault-key',
    ...metaOf(read, 'Microsoft.KeyVault/vaults/keys'),
    expires: properties.map('attributes').numberOrText('exp', undefined),
    expiresByPolicy: policy.freeText('expiryTime', undefined),
  }
}

export function readVaultSecret(read: ReadResource): VaultSecret {
  return {
    asset: 'vault-secret',
    ...metaOf(read, 'Microsoft.KeyVault/vaults/secrets'),
    expires: read.properties.map('attributes').numberOrText('exp', undefined),
  }
}

function readNetwork(acls: Fields): VaultNetwork {
  return {
    defaultAction: acls.text('defaultAction', 'Allow'),
    allowed: [
      ...acls.list('ipRules').map((rule) => rule.freeText('value', '')),
      ...acls.list('virtualNetworkRules').map((rule) => rule.freeText('id', '')),
    ],
  }
}

function readAccess(access: Fields, parent: Origin): VaultAccess {
  const permissions = access.map('permissions')
  return {
    origin: access.originOr(parent),
    principal: referenceIn(access, 'objectId'),
    permissions: ['keys', 'secrets', 'certificates', 'storage'].flatMap((kind) =>
      permissions.texts(kind).map((known) => mapKnown(known, (verb) => `${kind}/${verb.toLowerCase()}`)),
    ),
  }
}
