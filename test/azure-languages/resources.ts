// A small platform as resources in the shape of ARM: what Bicep, templates and Azure itself print alike.
import { ownRole, roles, type SmallPlatform, type SmallPool, type SmallRight } from './small-platform.ts'

/** What another resource has once it is deployed. */
export interface Ref {
  readonly ref: string
  readonly of: 'address' | 'id' | 'kubelet' | 'principal'
}

export type Value =
  | Ref
  | boolean
  | number
  | string
  | undefined
  | readonly Value[]
  /** A key behind `@` stands for the id of a resource. */
  | { readonly [key: string]: Value }

export interface Resource {
  readonly symbol: string
  readonly type: string
  readonly name: string
  readonly parent?: string
  readonly scope?: string
  /** Another group of resources than that of the cluster. */
  readonly group?: string
  readonly isPerhaps?: boolean
  readonly body: Readonly<Record<string, Value>>
}

export function isRef(value: Value): value is Ref {
  return typeof value === 'object' && 'ref' in value
}

function id(ref: string): Ref {
  return { ref, of: 'id' }
}

const network = 'Microsoft.Network'
const identities = 'Microsoft.ManagedIdentity/userAssignedIdentities'

export function resourcesOf(small: SmallPlatform): readonly Resource[] {
  return [
    clusterOf(small),
    ...small.pools.map(poolOf),
    ...networkOf(small),
    ...firewallOf(small),
    ...identitiesOf(small),
    ...storesOf(small),
    roleIn(small),
    ...small.rights.map((right, index) => rightOf(right, index, small)),
  ]
}

function clusterOf(small: SmallPlatform): Resource {
  const { outbound, networkPolicy, isPrivate, ranges, hasLocalAccounts, isOwnKubelet } = small
  const system = { name: 'system', mode: 'System', vnetSubnetID: id('nodes') }
  const properties = {
    networkProfile: { networkPolicy, outboundType: outbound },
    apiServerAccessProfile: { enablePrivateCluster: isPrivate, authorizedIPRanges: ranges },
    disableLocalAccounts: !hasLocalAccounts,
    identityProfile: isOwnKubelet ? { kubeletidentity: { resourceId: id('kubelet') } } : undefined,
    agentPoolProfiles: [system],
  }
  const identity = { type: 'UserAssigned', userAssignedIdentities: { '@control': {} } }
  return resource('aks', 'Microsoft.ContainerService/managedClusters', { identity, properties })
}

function poolOf(pool: SmallPool): Resource {
  const { name, isTainted, hasAddress, isInSubnet, podMaxPids, isPerhaps } = pool
  const properties = {
    mode: 'User',
    nodeTaints: isTainted ? ['sku=gpu:NoSchedule'] : undefined,
    enableNodePublicIP: hasAddress,
    vnetSubnetID: isInSubnet ? id('nodes') : undefined,
    kubeletConfig: podMaxPids === undefined ? undefined : { podMaxPids },
  }
  const type = 'Microsoft.ContainerService/managedClusters/agentPools'
  return { ...resource(name, type, { properties }), parent: 'aks', isPerhaps }
}

function networkOf({ rules, route }: SmallPlatform): readonly Resource[] {
  const subnet = {
    addressPrefix: '10.1.0.0/24',
    networkSecurityGroup: rules === undefined ? undefined : { id: id('nsg') },
    routeTable: route === undefined ? undefined : { id: id('rt') },
  }
  const hop = route === 'VirtualAppliance' ? { ref: 'fw', of: 'address' as const } : undefined
  const led = { addressPrefix: '0.0.0.0/0', nextHopType: route, nextHopIpAddress: hop }
  return [
    resource('vnet', `${network}/virtualNetworks`, {
      properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] } },
    }),
    { ...resource('nodes', `${network}/virtualNetworks/subnets`, { properties: subnet }), parent: 'vnet' },
    ...(rules === undefined
      ? []
      : [
          resource('nsg', `${network}/networkSecurityGroups`, {
            properties: { securityRules: rules.map(ruleOf) },
          }),
        ]),
    ...(route === undefined
      ? []
      : [
          resource('rt', `${network}/routeTables`, {
            properties: { routes: [{ name: 'all', properties: led }] },
          }),
        ]),
  ]
}

function ruleOf(rule: { access: string; priority: number; to: string; port: string }): Value {
  const { access, priority, to, port } = rule
  const properties = {
    direction: 'Outbound',
    access,
    priority,
    protocol: '*',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: to,
    destinationPortRange: port,
  }
  return { name: `rule${priority}`, properties }
}

function firewallOf({ opens: { source, address }, isHubElsewhere }: SmallPlatform): readonly Resource[] {
  const rule = {
    ruleType: 'NetworkRule',
    name: 'some',
    ipProtocols: ['TCP'],
    sourceAddresses: [source],
    destinationAddresses: [address],
    destinationPorts: ['443'],
  }
  const properties = {
    priority: 200,
    ruleCollections: [{ name: 'some', priority: 100, action: { type: 'Allow' }, rules: [rule] }],
  }
  const groups = `${network}/firewallPolicies/ruleCollectionGroups`
  const hub = isHubElsewhere ? { group: 'hub' } : {}
  const all: readonly Resource[] = [
    resource('fw', `${network}/azureFirewalls`, { properties: { firewallPolicy: { id: id('policy') } } }),
    resource('policy', `${network}/firewallPolicies`, { properties: {} }),
    { ...resource('passing', groups, { properties }), parent: 'policy' },
    ...(isHubElsewhere ? [decoy] : []),
  ]
  return all.map((each) => ({ ...each, ...hub }))
}

/** It drops everything, and holds nothing. */
const decoy: Resource = {
  symbol: 'decoy',
  type: `${network}/networkSecurityGroups`,
  name: 'nsg',
  body: {
    properties: { securityRules: [ruleOf({ access: 'Deny', priority: 100, to: '*', port: '*' })] },
  },
}

function identitiesOf({ account }: SmallPlatform): readonly Resource[] {
  const properties = {
    issuer: 'https://westeurope.oic.prod-aks.azure.com/0/1/',
    subject: `system:serviceaccount:models:${account}`,
    audiences: ['api://AzureADTokenExchange'],
  }
  return [
    resource('control', identities, {}),
    resource('kubelet', identities, {}),
    resource('workload', identities, {}),
    {
      ...resource('trusting', `${identities}/federatedIdentityCredentials`, { properties }),
      parent: 'workload',
    },
  ]
}

function storesOf(small: SmallPlatform): readonly Resource[] {
  const { isAbac, isAnonymous, isVaultOfRoles, reader } = small
  const properties = {
    anonymousPullEnabled: isAnonymous,
    roleAssignmentMode: isAbac ? 'AbacRepositoryPermissions' : undefined,
  }
  return [
    resource('acr', 'Microsoft.ContainerRegistry/registries', { sku: { name: 'Premium' }, properties }),
    resource('kv', 'Microsoft.KeyVault/vaults', {
      properties: {
        enableRbacAuthorization: isVaultOfRoles,
        accessPolicies: reader === undefined ? undefined : [policyFor(reader, small)],
      },
    }),
  ]
}

function policyFor(who: SmallRight['who'], small: SmallPlatform): Value {
  return { objectId: principalOf(who, small), permissions: { secrets: ['Get'] } }
}

/** The nodes have the identity that AKS makes where they have none of one’s own. */
function principalOf(who: SmallRight['who'], { isOwnKubelet }: SmallPlatform): Ref {
  return who === 'kubelet' && !isOwnKubelet ? { ref: 'aks', of: 'kubelet' } : { ref: who, of: 'principal' }
}

function rightOf({ who, role, over }: SmallRight, index: number, small: SmallPlatform): Resource {
  const id = `/providers/Microsoft.Authorization/roleDefinitions/${roles[role] ?? ''}`
  const properties = {
    principalId: principalOf(who, small),
    roleDefinitionId: role === ownRole ? { ref: 'role', of: 'id' as const } : id,
  }
  const name = `00000000-0000-0000-0000-00000000000${index}`
  return {
    ...resource(`right${index}`, 'Microsoft.Authorization/roleAssignments', { properties }),
    name,
    scope: over,
  }
}

function roleIn({ actions, notActions }: SmallPlatform): Resource {
  const properties = { roleName: ownRole, permissions: [{ actions, notActions }] }
  return {
    ...resource('role', 'Microsoft.Authorization/roleDefinitions', { properties }),
    name: '00000000-0000-0000-0000-0000000000ff',
  }
}

function resource(symbol: string, type: string, body: Resource['body']): Resource {
  return { symbol, type, name: symbol, body }
}
