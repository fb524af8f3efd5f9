// What an identity may do because of the groups that it is in; derived by hand from who is a member of what.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { knownFacts } from '../../src/breach/known-facts.ts'
import { readPlatform } from '../../src/engine/read-platform.ts'
import { rightsOf } from '../../src/link/azure.ts'
import { onlyIdentity } from '../../src/link/principals.ts'
import type { Platform } from '../../src/model/platform.ts'

function platformOf(path: string, text: string): Platform {
  return readPlatform({ documents: [{ path, text }] }, {}).platform
}

/** The roles of the only managed identity, `?` behind those that may be its own. */
function rolesIn(platform: Platform): readonly string[] {
  const [identity] = platform.all('managed-identity')
  assert.ok(identity !== undefined)
  const { rights, perhaps } = rightsOf(onlyIdentity(identity), platform)
  const nameOf = (mark: string) => (right: (typeof rights)[number]) =>
    `${right.assignment.name.split('.').at(-1) ?? ''}${mark}`
  return [...rights.map(nameOf('')), ...perhaps.map(nameOf('?'))].sort()
}

const identity = `resource "azurerm_user_assigned_identity" "llm" {
  name = "llm"
}
`
const member = 'azurerm_user_assigned_identity.llm.principal_id'

function group(name: string, ...lines: readonly string[]): string {
  return `resource "azuread_group" "${name}" {\n  display_name = "${name}"\n${lines.join('\n')}\n}\n`
}

function joined(of: string, who: string, ...lines: readonly string[]): string {
  return `resource "azuread_group_member" "m" {\n  group_object_id = azuread_group.${of}.object_id\n  member_object_id = ${who}\n${lines.join('\n')}\n}\n`
}

function role(name: string, principal: string, ...lines: readonly string[]): string {
  return `resource "azurerm_role_assignment" "${name}" {\n  scope = "/subscriptions/0"\n  principal_id = ${principal}\n  role_definition_name = "Contributor"\n${lines.join('\n')}\n}\n`
}

const roles = (...parts: readonly string[]): readonly string[] =>
  rolesIn(platformOf('main.tf', [identity, ...parts].join('')))

describe('Terraform', () => {
  test('a group that lists an identity gives it its roles, and no other group does', () => {
    const groups = group('in', `members = [${member}]`) + group('out', 'members = ["0"]')
    const given = role('a', 'azuread_group.in.object_id') + role('b', 'azuread_group.out.object_id')
    assert.deepEqual(roles(groups, given), ['a'])
  })

  test('whoever is put into a group beside its list is in it', () => {
    assert.deepEqual(roles(group('in'), joined('in', member), role('a', 'azuread_group.in.object_id')), ['a'])
  })

  test('groups may be in groups, and in circles', () => {
    const inner = group('inner', `members = [${member}, azuread_group.outer.object_id]`)
    const outer = group('outer', 'members = [azuread_group.inner.object_id]')
    assert.deepEqual(roles(inner, outer, role('a', 'azuread_group.outer.object_id')), ['a'])
  })

  test('a member that may not be there may be the identity', () => {
    const perhaps = joined('in', member, 'count = var.n') + 'variable "n" {}\n'
    assert.deepEqual(roles(group('in'), perhaps, role('a', 'azuread_group.in.object_id')), ['a?'])
  })

  test('a role that comes by two ways counts once', () => {
    const groups = group('in', `members = [${member}]`) + group('too', `members = [${member}]`)
    const outer = group('outer', 'members = [azuread_group.in.object_id, azuread_group.too.object_id]')
    assert.deepEqual(roles(groups, outer, role('a', 'azuread_group.outer.object_id')), ['a'])
  })
})

test('Bicep lists members bare or as relationships', () => {
  const listed = (members: string): string => `extension microsoftGraphV1
resource llm 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'llm'
  location: 'westeurope'
}
resource team 'Microsoft.Graph/groups@v1.0' = {
  uniqueName: 'team'
  displayName: 'team'
  mailEnabled: false
  mailNickname: 'team'
  securityEnabled: true
  members: ${members}
}
resource right 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'right'
  properties: {
    principalId: team.id
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}
`
  for (const members of [
    '[llm.properties.principalId]',
    "{\n    relationships: [llm.properties.principalId]\n    relationshipSemantics: 'replace'\n  }",
  ])
    assert.equal(rolesIn(platformOf('main.bicep', listed(members))).length, 1, members)
  assert.deepEqual(rolesIn(platformOf('main.bicep', listed("['0']"))), [])
})

const nodes = `resource "azurerm_kubernetes_cluster" "c" {
  name = "c"
}
resource "azurerm_role_assignment" "pull" {
  scope = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/r"
  principal_id = azurerm_kubernetes_cluster.c.kubelet_identity[0].object_id
  role_definition_name = "AcrPull"
}
`
const nodeIdentity = (text: string): string | undefined =>
  knownFacts(platformOf('main.tf', nodes + text), {}).facts.nodeIdentity?.value

describe('a group whose members nobody declares', () => {
  const ofGroup = (name: string): string =>
    role('a', '"11111111-2222-3333-4444-555555555555"', 'principal_type = "Group"').replace(
      'Contributor',
      name,
    )

  test('may hold the nodes: what they may do is not known where its role would harm', () => {
    assert.equal(nodeIdentity(ofGroup('Contributor')), undefined)
    assert.equal(nodeIdentity(group('ops') + role('a', 'azuread_group.ops.object_id')), undefined)
    assert.equal(
      nodeIdentity('data "azuread_group" "ops" {}\n' + role('a', 'data.azuread_group.ops.object_id')),
      undefined,
    )
  })

  test('takes nothing away where it may only look', () => {
    assert.equal(nodeIdentity(ofGroup('Reader')), 'scoped')
    assert.equal(nodeIdentity(''), 'scoped')
  })

  test('is closed where it lists its members', () => {
    const ops = (members: string): string =>
      group('ops', `members = ${members}`) + role('a', 'azuread_group.ops.object_id')
    const people = 'data "azuread_user" "anne" {}\n'
    assert.equal(nodeIdentity(people + ops('[data.azuread_user.anne.object_id]')), 'scoped')
    assert.equal(nodeIdentity(ops('[azurerm_kubernetes_cluster.c.kubelet_identity[0].object_id]')), 'wide')
    assert.equal(nodeIdentity('variable "members" {}\n' + ops('var.members')), undefined)
  })
})

describe('a group that others declare, or in which others are', () => {
  test('is open where a group in it is', () => {
    const member = (of: string): string => group('ops', `members = [${of}]`)
    const given = role('a', 'azuread_group.ops.object_id')
    const people = 'data "azuread_user" "anne" {}\n'
    const closed = people + group('inner', 'members = [data.azuread_user.anne.object_id]')
    const inner = 'azuread_group.inner.object_id'
    assert.equal(nodeIdentity(closed + member(inner) + given), 'scoped')
    assert.equal(nodeIdentity(group('inner') + member(inner) + given), undefined)
    const named = 'data "azuread_group" "known" {}\n'
    assert.equal(nodeIdentity(named + member('data.azuread_group.known.object_id') + given), undefined)
    const circle = group('inner', 'members = [azuread_group.ops.object_id]')
    assert.equal(nodeIdentity(circle + member(inner) + given), 'scoped')
  })

  test('may be whatever another state or another provider tells, and is none of those who are no groups', () => {
    for (const principal of [
      'data.azuread_groups.all.object_ids[0]',
      'data.terraform_remote_state.entra.outputs.ops',
      'msgraph_resource.ops.output.id',
    ])
      assert.equal(nodeIdentity(role('a', principal)), undefined, principal)
    for (const principal of ['data.azuread_user.anne.object_id', 'data.azurerm_client_config.me.object_id'])
      assert.equal(nodeIdentity(role('a', principal)), 'scoped', principal)
    const human = role('a', 'data.terraform_remote_state.entra.outputs.ops', 'principal_type = "User"')
    assert.equal(nodeIdentity(human), 'scoped')
  })

  test('is read where its members always stand beside it', () => {
    const ops = 'azuread_group_without_members.ops.object_id'
    const empty = 'resource "azuread_group_without_members" "ops" {\n  display_name = "ops"\n}\n'
    const nodesIn = `resource "azuread_group_member" "m" {
  group_object_id = ${ops}
  member_object_id = azurerm_kubernetes_cluster.c.kubelet_identity[0].object_id
}
`
    assert.equal(nodeIdentity(empty + role('a', ops)), undefined)
    assert.equal(nodeIdentity(empty + nodesIn + role('a', ops)), 'wide')
  })
})

test('a group that Bicep refers to is known by its kind', () => {
  const text = `extension microsoftGraphV1
resource ops 'Microsoft.Graph/groups@v1.0' existing = {
  uniqueName: 'ops'
}
resource c 'Microsoft.ContainerService/managedClusters@2025-10-01' = {
  name: 'c'
}
resource r 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'r'
}
resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'pull'
  scope: r
  properties: {
    principalId: c.properties.identityProfile.kubeletidentity.objectId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')
  }
}
`
  const wide = `resource wide 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'wide'
  properties: {
    principalId: ops.id
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b24988ac-6180-42a0-ab88-20f7382dd24c')
  }
}
`
  const told = (all: string): string | undefined =>
    knownFacts(platformOf('main.bicep', all), {}).facts.nodeIdentity?.value
  assert.equal(told(text), 'scoped')
  assert.equal(told(text + wide), undefined)
})
