import { remember } from '../kernel/remember.ts'
import type { FactName, Facts } from '../knowledge/platform-facts.ts'
import type { Platform } from '../model/platform.ts'
import type { Pod } from '../model/pod.ts'
import { findAccounts } from './accounts/accounts.ts'
import type { Account } from './accounts/account.ts'
import { collapsePods } from './nodes/collapse.ts'
import { askFacts, type FactsAsked, readFacts } from './facts/facts.ts'
import { findOpenDoors, type OpenDoor } from './services/open-doors.ts'
import { type Contradiction, factsOf, findContradictions } from './contradictions.ts'
import { findOpenServices, type ServingContainer } from './services/open-services.ts'
import { pluginOptions } from '../reach/plugin.ts'
import { buildReach, type Reach } from '../reach/reach.ts'
import { factsOfNodes } from './facts/node-facts.ts'
import { withOwnNodes } from './nodes/own-nodes.ts'
import { findPools, ownerOf, type Pool, type Pools } from './nodes/pools.ts'
import { findNamespaces } from './steps/namespaces.ts'
import { linkRights, type Rights } from './accounts/rights.ts'
import { findSecrets, type KnownSecret } from './secrets/secrets.ts'
import { type CloudIdentity, findCloudIdentities } from './facts/cloud-identities.ts'
import { findStorages, type Storages } from './storage/storage.ts'
import { findTenants, type TenantGroups, type Tenants } from './steps/tenants.ts'

/** What the owner of the platform says about it, as far as routes depend on it. */
export interface TerrainOptions {
  readonly facts: Facts
  readonly tenants: TenantGroups
  /** Supposes that these pods run on nodes of their tenant alone. */
  readonly ownNodes?: readonly Pod[]
}

/** The ground that an attacker moves on: the platform, and what follows from it for every technique. */
export interface Terrain {
  readonly platform: Platform
  readonly facts: FactsAsked
  /** Facts that the input itself tells, and of which the owner claims nothing. */
  readonly read: Facts
  /** What the owner claims and the platform denies. */
  readonly contradictions: readonly Contradiction[]
  readonly tenants: Tenants
  readonly pools: Pools
  /** What network policies let through. */
  readonly reach: Reach
  /** Service accounts that pods use, that are declared, or that bindings name; then who else has rights. */
  readonly accounts: readonly Account[]
  /** Ports that serve whoever connects, with the container behind each. */
  readonly openServices: readonly ServingContainer[]
  /** The same by the pods that policies treat alike. */
  readonly openDoors: readonly OpenDoor[]
  /** What an account may do. */
  rightsOf(account: Account): Rights
  readonly namespaces: readonly string[]
  /** Secrets by namespace. */
  readonly secrets: ReadonlyMap<string, readonly KnownSecret[]>
  /** What pods keep where other workloads keep something too. */
  readonly storages: Storages
  /** Identities in Azure that code here may act as. */
  readonly cloudIdentities: readonly CloudIdentity[]
  /** Pods of Kubernetes; Compose services have no cluster around them. */
  readonly pods: readonly Pod[]
  /** How many pods one stands for, itself among them; 0 for one that another counts. */
  alikeTo(pod: Pod): number
  /** The tenant to which alone a pool belongs. */
  ownerOf(pool: Pool): string | undefined
}

/** What the owner claims is no fact that was read, whether the platform denies it or not. */
function factsRead(platform: Platform, claims: Facts): Facts {
  const read = Object.entries({ ...readFacts(platform), ...factsOfNodes(platform) })
  return Object.fromEntries(read.filter(([name]) => claims[name as FactName] === undefined))
}

/** The same platform is surveyed again with other facts, and with other nodes. */
const collapsed = remember(collapsePods)

/** Who reaches whom hangs on the network plugin, and on no other fact. */
const reachesOf: (platform: Platform) => Map<string | undefined, Reach> = remember(() => new Map())

function reachOn(platform: Platform, plugin: string | undefined): Reach {
  const known = reachesOf(platform).get(plugin) ?? buildReach(platform, pluginOptions(plugin))
  reachesOf(platform).set(plugin, known)
  return known
}

export function surveyTerrain(whole: Platform, options: TerrainOptions): Terrain {
  const { platform, alikeTo } = collapsed(whole)
  const contradictions = findContradictions(platform, options.facts)
  const read = factsRead(platform, options.facts)
  const facts = askFacts({ ...read, ...options.facts, ...factsOf(contradictions) })
  const tenants = findTenants(platform, options.tenants)
  const declared = findPools(platform, facts)
  const { ownNodes = [] } = options
  const tenantOf = (pod: Pod): string | undefined =>
    tenants.of(pod) === undefined ? undefined : tenants.ofNamespace(pod.namespace)
  const pools = ownNodes.length === 0 ? declared : withOwnNodes(declared, ownNodes, tenantOf)
  const pods = platform.all('pod').filter(({ orchestrator }) => orchestrator === 'kubernetes')
  const reach = reachOn(platform, facts.ask('networkPolicy').value)
  const openServices = findOpenServices(pods, platform)
  return {
    platform,
    facts,
    read,
    contradictions,
    tenants,
    pools,
    reach,
    accounts: findAccounts(platform, pools.all),
    rightsOf: linkRights(platform),
    namespaces: findNamespaces(platform),
    secrets: findSecrets(platform),
    openServices,
    openDoors: findOpenDoors(openServices, reach),
    storages: findStorages(pods, platform, pools),
    cloudIdentities: findCloudIdentities(pods, platform),
    pods,
    alikeTo,
    ownerOf: remember((pool) => ownerOf(pool, pools, tenantOf)),
  }
}
