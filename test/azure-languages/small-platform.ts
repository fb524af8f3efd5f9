// Small platforms of Azure, each of which is written in every language that Azure is declared in.
import * as fc from 'fast-check'

export interface SmallRule {
  readonly access: 'Allow' | 'Deny'
  readonly priority: number
  readonly to: string
  readonly port: string
}

export interface SmallRight {
  readonly who: 'control' | 'kubelet' | 'workload'
  readonly role: string
  readonly over: 'acr' | 'group' | 'kv' | 'nodes'
}

export interface SmallPool {
  readonly name: string
  readonly isTainted: boolean
  readonly hasAddress: boolean
  readonly isInSubnet: boolean
  readonly podMaxPids?: number | undefined
  /** Whether it will be there hangs on a parameter that nobody gives. */
  readonly isPerhaps: boolean
}

export interface SmallPlatform {
  readonly outbound: 'loadBalancer' | 'none' | 'userDefinedRouting'
  readonly networkPolicy: 'calico' | 'cilium' | undefined
  readonly isPrivate: boolean
  readonly ranges: readonly string[]
  readonly hasLocalAccounts: boolean
  /** The nodes have an identity of one's own. */
  readonly isOwnKubelet: boolean
  readonly pools: readonly SmallPool[]
  /** Of the group of the nodes' subnet; none where it has none. */
  readonly rules: readonly SmallRule[] | undefined
  readonly route: 'Internet' | 'None' | 'VirtualAppliance' | undefined
  /** The firewall, its policy and a group of the same name as the nodes’ stand in a group of resources of their own. */
  readonly isHubElsewhere: boolean
  /** What the firewall lets the networks of a source reach. */
  readonly opens: { readonly source: string; readonly address: string }
  readonly rights: readonly SmallRight[]
  /** Of a role of one’s own. */
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  /** Whom a policy of the vault lets read its secrets. */
  readonly reader: SmallRight['who'] | undefined
  readonly isAbac: boolean
  readonly isAnonymous: boolean
  readonly isVaultOfRoles: boolean
  /** The service account that the workload's identity trusts. */
  readonly account: string
}

const rules: fc.Arbitrary<SmallRule> = fc.record({
  access: fc.constantFrom('Allow', 'Deny'),
  priority: fc.integer({ min: 100, max: 110 }),
  to: fc.constantFrom('*', 'Internet', 'VirtualNetwork', '10.1.0.0/16', 'AzureCloud', '20.0.0.0/8'),
  port: fc.constantFrom('*', '22', '443', '20-4000'),
})

/** Names that people give built-in roles, with their ids. */
export const roles: Readonly<Record<string, string>> = {
  AcrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  AcrPush: '8311e382-0749-4cb8-b61a-304f252e45ec',
  'Container Registry Repository Reader': 'b93aa761-3e63-49ed-ac28-beffa264f7ac',
  'Container Registry Tasks Contributor': 'fb382eab-e894-4461-af04-94435c366c3f',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6',
  'Network Contributor': '4d97b98b-1d4f-4787-a291-c67834d212e7',
  'Private DNS Zone Contributor': 'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'User Access Administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
}

export const ownRole = 'Of one’s own'

const patterns = [
  '*/read',
  'Microsoft.Authorization/roleAssignments/*',
  'Microsoft.Compute/*',
  'Microsoft.ContainerRegistry/registries/*/write',
  'Microsoft.Network/*/write',
]

const rights: fc.Arbitrary<SmallRight> = fc.record({
  who: fc.constantFrom('control', 'kubelet', 'workload'),
  role: fc.constantFrom(...Object.keys(roles), ownRole),
  over: fc.constantFrom('acr', 'group', 'kv', 'nodes'),
})

const pools: fc.Arbitrary<SmallPool> = fc.record({
  name: fc.constantFrom('models', 'gpu', 'batch'),
  isTainted: fc.boolean(),
  hasAddress: fc.boolean(),
  isInSubnet: fc.boolean(),
  podMaxPids: fc.constantFrom(undefined, 100),
  isPerhaps: fc.boolean(),
})

function byPriority(each: SmallRule): number {
  return each.priority
}

export const smallPlatforms: fc.Arbitrary<SmallPlatform> = fc.record({
  outbound: fc.constantFrom('loadBalancer', 'none', 'userDefinedRouting'),
  networkPolicy: fc.constantFrom('calico', 'cilium', undefined),
  isPrivate: fc.boolean(),
  ranges: fc.subarray(['203.0.113.7/32', '0.0.0.0/0']),
  hasLocalAccounts: fc.boolean(),
  isOwnKubelet: fc.boolean(),
  pools: fc.uniqueArray(pools, { maxLength: 2, selector: ({ name }) => name }),
  rules: fc.option(fc.uniqueArray(rules, { maxLength: 3, selector: byPriority }), { nil: undefined }),
  route: fc.constantFrom('Internet', 'None', 'VirtualAppliance', undefined),
  isHubElsewhere: fc.boolean(),
  opens: fc.record({
    source: fc.constantFrom('*', '10.1.0.0/24', '10.2.0.0/16'),
    address: fc.constantFrom('*', '10.0.0.0/8', '203.0.113.7'),
  }),
  rights: fc.array(rights, { maxLength: 3 }),
  actions: fc.subarray(patterns),
  notActions: fc.subarray(patterns),
  reader: fc.constantFrom('kubelet', 'workload', undefined),
  isAbac: fc.boolean(),
  isAnonymous: fc.boolean(),
  isVaultOfRoles: fc.boolean(),
  account: fc.constantFrom('llm', 'fetcher'),
})
