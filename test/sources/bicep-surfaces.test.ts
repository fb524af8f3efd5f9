// Modules of the public registry: judged by what they are given and what is known of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import type { ManagedCluster, ManagedIdentity, RoleAssignment, SecurityGroup } from '../../src/model/azure.ts'
import { valueOf } from '../../src/model/known.ts'
import { parseAll } from '../../src/sources/bicep/parse-file.ts'
import { Reader } from '../../src/sources/bicep/reader.ts'
import { surfaces } from '../../src/sources/bicep/surface/surfaces.ts'
import { asset, assetsOf, type Files, names, problems } from './bicep.ts'

const groups = 'br/public:avm/res/network/network-security-group'

function group(version: string, parameters = '', from = groups): Files {
  const params = `    name: 'models'\n${parameters}`
  return { 'main.bicep': `module nsg '${from}:${version}' = {\n  params: {\n${params}\n  }\n}\n` }
}

const openSsh = `    securityRules: [
      {
        name: 'ssh'
        properties: {
          access: 'Allow'
          direction: 'Inbound'
          priority: 100
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '22'
        }
      }
    ]`

const groupName = 'networkSecurityGroups/models'

for (const { path, bicep } of surfaces)
  test(`the surface of ${path} is Bicep`, () => {
    const { faults, declared } = parseAll(new Reader({ path, text: bicep }))
    assert.deepEqual(faults, [])
    for (const output of ['name', 'resourceId']) assert.ok(declared.parts.outputs.has(output))
  })

test('a module of the public registry declares what it is given', () => {
  const files = group('0.5.0', openSsh)
  const { rules, origin } = asset<SecurityGroup>(files, groupName)
  assert.deepEqual(
    rules.map(({ access, destinationPorts }) => [valueOf(access), destinationPorts.map(valueOf)]),
    [['Allow', ['22']]],
  )
  assert.deepEqual([origin.document.path, origin.start], ['main.bicep', 0])
  assert.deepEqual(problems(files), [])
})

test('the registry goes by its name, too, and others are not known', () => {
  assert.deepEqual(
    names(group('0.5.0', '', 'br:mcr.microsoft.com/bicep/avm/res/network/network-security-group')),
    [groupName],
  )
  const own = group('0.5.0', '', 'br:models.azurecr.io/bicep/avm/res/network/network-security-group')
  assert.deepEqual([names(own), problems(own)], [[], ['missing-module main.bicep:1']])
})

test('of a version that nobody has looked at only what is given counts', () => {
  assert.deepEqual(asset<SecurityGroup>(group('0.5.0'), groupName).rules, [])
  for (const version of ['0.1.0', '7.0.0']) {
    const files = group(version)
    const [rule, ...others] = asset<SecurityGroup>(files, groupName).rules
    assert.deepEqual([rule?.access.state, others.length], ['hidden', 0])
    assert.deepEqual(problems(files), ['partly-known-module main.bicep:1'])
    const stated = asset<SecurityGroup>(group(version, openSsh), groupName).rules
    assert.deepEqual(
      stated.map(({ access }) => valueOf(access)),
      ['Allow'],
    )
  }
})

test('what a later version may repeat is not guessed: what is given is all there is', () => {
  const main = `module network 'br/public:avm/res/network/virtual-network:0.8.0' = {
  params: {
    name: 'models'
    addressPrefixes: { by: 'addressPrefixes', addressPrefixes: ['10.0.0.0/16'] }
    subnets: [{ name: 'nodes', addressSpace: { by: 'addressPrefix', addressPrefix: '10.0.0.0/24' } }]
  }
}
`
  const files = { 'main.bicep': main }
  assert.deepEqual(names(files), ['virtualNetworks/models', 'virtualNetworks/models/subnets/nodes'])
  assert.deepEqual(problems(files), ['partly-known-module main.bicep:1'])
})

test('a parameter that nobody knows may set whatever is not stated', () => {
  const files = group('0.5.0', "    rulesFromSomewhere: 'all'")
  assert.equal(asset<SecurityGroup>(files, groupName).rules[0]?.access.state, 'hidden')
  assert.deepEqual(problems(files), ['partly-known-module main.bicep:1'])
})

test('a role assignment and an output lead to the identity that a module declares', () => {
  const main = `module id 'br/public:avm/res/managed-identity/user-assigned-identity:0.4.1' = {
  params: {
    name: 'models'
    roleAssignments: [
      { principalId: '11111111-1111-1111-1111-111111111111', roleDefinitionIdOrName: 'Contributor' }
    ]
  }
}
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'pull'
  properties: { principalId: id.outputs.principalId, roleDefinitionId: 'AcrPull' }
}
`
  const assets = assetsOf({ 'main.bicep': main })
  const name = 'userAssignedIdentities/models'
  assert.equal(valueOf((assets.get(name) as ManagedIdentity).resourceName), 'models')
  assert.equal(valueOf((assets.get('roleAssignments/pull') as RoleAssignment).principal)?.to, name)
  const given = [...assets.values()].find((each) =>
    each.name.startsWith('roleAssignments/['),
  ) as RoleAssignment
  assert.equal(valueOf(given.scope)?.to, name)
  assert.match(valueOf(given.role) ?? '', /\/b24988ac-6180-42a0-ab88-20f7382dd24c$/)
})

test('a lock of which nobody says whether it is there keeps nothing from being deleted for sure', () => {
  const vault = (lock: string): string =>
    `module vault 'br/public:avm/res/key-vault/vault:0.13.0' = {\n  params: { name: 'models', lock: ${lock} }\n}\n`
  const verdict = (lock: string): string | undefined =>
    scan({ documents: [{ path: 'main.bicep', text: vault(lock) }] }).findings.find(
      ({ name }) => name === 'vault-deletable',
    )?.verdict
  assert.deepEqual(["{ kind: 'CanNotDelete' }", "{ kind: 'None' }", '{ kind: whatever }'].map(verdict), [
    undefined,
    'fail',
    'unknown',
  ])
})

test('until 0.12.0 parts of a cluster were parameters of their own', () => {
  const cluster = (version: string, parameters: string): ManagedCluster => {
    const params = `{ name: 'models', primaryAgentPoolProfiles: [], ${parameters} }`
    const main = `module aks 'br/public:avm/res/container-service/managed-cluster:${version}' = {\n  params: ${params}\n}\n`
    return asset({ 'main.bicep': main }, 'managedClusters/models')
  }
  const told = ({ apiServer, enableAzureRBAC, disableLocalAccounts }: ManagedCluster): readonly unknown[] => [
    valueOf(apiServer.enablePrivateCluster),
    valueOf(apiServer.disableRunCommand),
    valueOf(enableAzureRBAC),
    valueOf(disableLocalAccounts),
  ]
  const parts = 'enablePrivateCluster: true, aadProfile: { aadProfileEnableAzureRBAC: true }'
  assert.deepEqual(told(cluster('0.11.1', parts)), [true, false, true, true])
  const whole =
    'apiServerAccessProfile: { enablePrivateCluster: true, disableRunCommand: true }, aadProfile: { enableAzureRBAC: true }'
  assert.deepEqual(told(cluster('0.12.0', whole)), [true, true, true, true])
  assert.deepEqual(told(cluster('0.12.0', parts)), [undefined, undefined, undefined, undefined])
})

test('a group is declared with its lock and its roles, and a zone with its links', () => {
  const main = `targetScope = 'subscription'
module group 'br/public:avm/res/resources/resource-group:0.4.1' = {
  params: {
    name: 'models'
    lock: { kind: 'CanNotDelete' }
    roleAssignments: [{ principalId: 'somebody', roleDefinitionIdOrName: 'Owner' }]
  }
}
module zone 'br/public:avm/res/network/private-dns-zone:0.7.1' = {
  scope: resourceGroup('models')
  params: { name: 'privatelink.azurecr.io', virtualNetworkLinks: [{ virtualNetworkResourceId: network }] }
}
var network = '/subscriptions/1/resourceGroups/2/providers/Microsoft.Network/virtualNetworks/3'
`
  const assets = [...assetsOf({ 'main.bicep': main }).values()]
  const [lock] = assets.filter((each) => each.asset === 'resource-lock')
  const [role] = assets.filter((each) => each.asset === 'role-assignment')
  const [link] = assets.filter((each) => each.asset === 'dns-link')
  assert.ok(lock !== undefined && role !== undefined && link !== undefined)
  assert.equal(valueOf(lock.scope)?.to, 'resourceGroups/models')
  assert.equal(valueOf(role.scope)?.to, 'resourceGroups/models')
  assert.match(valueOf(link.network)?.to ?? '', /virtualNetworks\/3$/)
})
