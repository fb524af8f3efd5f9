// Files of Bicep as whole deployments: resources, children, loops, modules, values of files, and faults with their places.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { AgentPool, ContainerRegistry, RoleAssignment, Subnet } from '../../src/model/azure.ts'
import { originOf, valueOf } from '../../src/model/known.ts'
import { acr, admin, asset, assetsOf, given, names, problems, registry } from './bicep.ts'

test('a default is known where it stands, what nobody gives is hidden', () => {
  const text = `param admin bool = true\n${given}`
  const { adminUserEnabled, origin } = asset<ContainerRegistry>({ 'main.bicep': text }, 'registries/models')
  assert.equal(valueOf(adminUserEnabled), true)
  assert.equal(originOf(adminUserEnabled)?.start, text.indexOf('true'))
  assert.equal(origin.start, text.indexOf('resource'))
  assert.equal(admin({ 'main.bicep': `param admin bool\n${given}` }), '?')
  assert.equal(admin({ 'main.bicep': `param admin bool?\n${given}` }), false)
  assert.equal(admin({ 'main.bicep': `type maybe = bool?\nparam admin maybe\n${given}` }), false)
  assert.equal(admin({ 'main.bicep': `param admin maybe\n${given}type maybe = bool?\n` }), false)
})

test('conditions and loops', () => {
  assert.deepEqual(names({ 'main.bicep': registry('a', 'if (false) ') + registry('b', 'if (true) ') }), [
    'registries/b',
  ])
  assert.deepEqual(names({ 'main.bicep': `param on bool\n${registry('a', 'if (on) ')}` }), ['registries/a?'])
  const loop = (over: string, condition = ''): string =>
    `param unknown array\nresource all '${acr}' = [for (x, i) in ${over}: ${condition}{\n name: '\${x}\${i}'\n}]\n`
  assert.deepEqual(names({ 'main.bicep': loop("['a', 'b']") }), ['registries/a0', 'registries/b1'])
  assert.deepEqual(names({ 'main.bicep': loop("['a', 'b']", "if (x != 'a') ") }), ['registries/b1'])
  assert.equal(names({ 'main.bicep': loop('unknown') }).length, 1)
  assert.match(names({ 'main.bicep': loop('unknown') })[0] ?? '', /\?$/)
  assert.equal(names({ 'main.bicep': loop('range(0, 1000000000)') }).length, 1)
})

test('children stand in their parents or name them, and belong to them', () => {
  const text = `
resource net 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'net'
  resource inner 'subnets' = {
    name: 'inner'
    properties: { defaultOutboundAccess: false }
  }
}
resource named 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  parent: net
  name: 'named'
}
resource slashed 'Microsoft.Network/virtualNetworks/subnets@2025-05-01' = {
  name: '\${net.name}/slashed'
}
resource there 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {
  name: 'there'
  resource pool 'agentPools' = {
    name: 'pool'
    properties: { vnetSubnetID: net::inner.id }
  }
}
`
  const files = { 'main.bicep': text }
  assert.deepEqual(names(files), [
    'virtualNetworks/net',
    'virtualNetworks/net/subnets/inner',
    'virtualNetworks/net/subnets/named',
    'virtualNetworks/net/subnets/slashed',
    'managedClusters/there/agentPools/pool',
  ])
  const pool = asset<AgentPool>(files, 'managedClusters/there/agentPools/pool')
  assert.equal(valueOf(pool.subnet)?.to, 'virtualNetworks/net/subnets/inner')
  assert.equal(valueOf(pool.cluster)?.to, 'managedClusters/there')
  assert.equal(
    valueOf(asset<Subnet>(files, 'virtualNetworks/net/subnets/inner').defaultOutboundAccess),
    false,
  )
})

test('a reference names the resource, whatever of it is asked for', () => {
  const pool = (subnet: string): string => `
param suffix string
resource nets 'Microsoft.Network/virtualNetworks@2025-05-01' = [for x in ['a', 'b']: {
  name: 'net-\${x}'
  properties: { subnets: [{ name: 'nodes' }, { name: 'pods' }] }
}]
resource open 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'open-\${suffix}'
  properties: { subnets: [{ name: 'nodes' }] }
}
resource pool 'Microsoft.ContainerService/managedClusters/agentPools@2026-05-01' = {
  name: 'c/p'
  properties: { vnetSubnetID: ${subnet} }
}
`
  const to = (subnet: string): string | undefined =>
    valueOf(asset<AgentPool>({ 'main.bicep': pool(subnet) }, 'managedClusters/c/agentPools/p').subnet)?.to
  assert.equal(to('nets[1].properties.subnets[1].id'), 'virtualNetworks/net-b/subnets/pods')
  assert.equal(to("'${nets[0].id}/subnets/pods'"), 'virtualNetworks/net-a/subnets/pods')
  assert.equal(
    to("resourceId('Microsoft.Network/virtualNetworks/subnets', nets[0].name, 'pods')"),
    'virtualNetworks/net-a/subnets/pods',
  )
  assert.equal(to('open.properties.subnets[0].id'), 'virtualNetworks/open-[parameters(suffix)]/subnets/nodes')
})

test('what a resource is given is known to others, what Azure makes of it is not', () => {
  const text = `
resource one '${acr}' = {
  name: 'one'
  properties: { adminUserEnabled: true }
}
resource models '${acr}' = {
  name: 'models'
  properties: { adminUserEnabled: one.properties.ASKED }
}
`
  assert.equal(admin({ 'main.bicep': text.replace('ASKED', 'adminUserEnabled') }), true)
  assert.equal(admin({ 'main.bicep': text.replace('ASKED', 'loginServer') }), '?')
})

test('the scope of an extension, by its resource or by what is around all', () => {
  const assignment = (scope: string): string => `
resource models '${acr}' = {
  name: 'models'
}
resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id'
}
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(models.id, id.id)
  ${scope}
  properties: {
    principalId: id.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  }
}
`
  const found = (scope: string): RoleAssignment => {
    const all = [...assetsOf({ 'main.bicep': assignment(scope) }).values()]
    const [one] = all.filter((each) => each.asset === 'role-assignment')
    assert.ok(one !== undefined)
    return one
  }
  const own = found('scope: models')
  assert.equal(valueOf(own.scope)?.to, 'registries/models')
  assert.equal(valueOf(own.principal)?.to, 'userAssignedIdentities/id')
  assert.match(valueOf(own.role) ?? '', /7f951dda/)
  assert.equal(valueOf(found('').scope)?.type, 'Microsoft.Resources/resourceGroups')
  assert.match(valueOf(found("scope: resourceGroup('other')").scope)?.to ?? '', /\/resourceGroups\/other$/)
})

test('files of parameters give values; where several differ, nobody knows', () => {
  const main = { 'infra/main.bicep': `param admin bool = true\n${given}` }
  const values = (admin: string, using = './main.bicep'): string =>
    `using '${using}'\nparam admin = ${admin}\n`
  assert.equal(admin({ ...main, 'infra/main.bicepparam': values('false') }), false)
  assert.equal(
    admin({ ...main, 'env/dev.bicepparam': values('!on', '../infra/main.bicep') + 'var on = true\n' }),
    false,
  )
  assert.equal(
    admin({ ...main, 'infra/a.bicepparam': values('false'), 'infra/b.bicepparam': values('true') }),
    '?',
  )
  const base = { 'infra/base.bicepparam': 'using none\nparam admin = false\n' }
  const extending = "using './main.bicep'\nextends './base.bicepparam'\n"
  assert.equal(admin({ ...main, ...base, 'infra/main.bicepparam': extending }), false)
  assert.equal(
    admin({ ...main, 'infra/main.bicepparam': values("readEnvironmentVariable('X') == 'a'") }),
    '?',
  )
  const json = JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    parameters: { admin: { value: false } },
  })
  assert.equal(admin({ ...main, 'infra/main.parameters.json': json }), false)
  assert.deepEqual(problems({ 'x.bicepparam': values('1', 'br/public:x:1') }), [
    'missing-module x.bicepparam:1',
  ])
})
