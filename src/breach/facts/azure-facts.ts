import { covers, parseCidr } from '../../kernel/cidr.ts'
import { mostLogs } from '../../knowledge/container-logs.ts'
import { type FactName, type Facts, type KnownFact, platformFacts } from '../../knowledge/platform-facts.ts'
import { isOfEverybody } from '../../link/address-filter.ts'
import { mayHaveMorePools, poolsOf } from '../../link/agent-pools.ts'
import {
  type AzureRight,
  type AzureRights,
  blocksMetadata,
  clusterOf,
  holdsAtRegistry,
  rightsOfNodes,
  rightsOfOpenGroups,
} from '../../link/azure.ts'
import { nodesOf } from '../../link/principals.ts'
import { vaultRightsOf } from '../../link/vault-access.ts'
import type { AgentPool, AzureMeta, KubeletSettings, ManagedCluster } from '../../model/azure.ts'
import { isKnown, type Known, mapKnown, originOf, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import { everywhere } from '../../reach/endpoint.ts'
import { hasNoBound, isIgnored, isWide, mayHarm, mayPull, mayPush } from './azure-powers.ts'
import { logVolume } from './azure-logs.ts'
import { egressFirewall, mayDropMetadata, nodePorts } from './azure-network-facts.ts'
import { spending } from './azure-spending.ts'
import { workloadIdentities } from './workload-rights.ts'

/**
 * What the declarations of Azure tell of the platform, each with the place that tells. Nothing is told where a value is
 * hidden, nor of a cluster where several are declared.
 */
export function factsOfAzure(platform: Platform): Facts {
  const cluster = clusterOf(platform)
  const told: Partial<Record<FactName, KnownFact | undefined>> = {
    anonymousPull: anonymousPull(platform),
    workloadIdentities: workloadIdentities(platform),
    ...(cluster === undefined ? {} : factsAround(cluster, platform)),
  }
  return Object.fromEntries(Object.entries(told).filter(([, fact]) => fact !== undefined))
}

function fact(
  value: string | undefined,
  ...evidence: readonly (Origin | undefined)[]
): KnownFact | undefined {
  return value === undefined
    ? undefined
    : { value, evidence: evidence.filter((origin) => origin !== undefined) }
}

/** What a value comes to, at the place where it stands or else where the asset does. */
function told<T>(
  known: Known<T>,
  { origin }: AzureMeta,
  read: (value: T) => string | undefined,
): KnownFact | undefined {
  return known.state === 'hidden' ? undefined : fact(read(known.value), originOf(known) ?? origin)
}

/** Terraform’s provider has no argument for it: where nobody states it, a portal or a script may have set it. */
function perhapsSetElsewhere(
  known: KnownFact | undefined,
  values: readonly Known<unknown>[],
): KnownFact | undefined {
  const isByDefault = values.every(({ state }) => state === 'default')
  return known === undefined || !isByDefault ? known : { ...known, isByDefault }
}

type Told = Partial<Record<FactName, KnownFact | undefined>>

function factsAround(cluster: ManagedCluster, platform: Platform): Told {
  const told = toldAround(cluster, platform)
  const areAllKnown = makesNoneItself(cluster) && !mayHaveMorePools(cluster, platform)
  return areAllKnown ? told : withoutGood(told, ofAllPools)
}

/** AKS makes nodes as pods ask for them, of which no pool tells. */
function makesNoneItself({ nodeProvisioning }: ManagedCluster): boolean {
  return isKnown(nodeProvisioning, 'Manual')
}

/** Facts that are good only where every pool is. */
const ofAllPools: readonly FactName[] = [
  'appArmor',
  'containerLogs',
  'egressFirewall',
  'nodePorts',
  'podPidsLimit',
  'secureBoot',
  'spending',
]

function withoutGood(told: Told, names: readonly FactName[]): Told {
  const isGood = (name: FactName): boolean => platformFacts[name].good.includes(told[name]?.value ?? '')
  return { ...told, ...Object.fromEntries(names.filter(isGood).map((name) => [name, undefined])) }
}

function toldAround(cluster: ManagedCluster, platform: Platform): Told {
  return {
    networkPolicy: networkPolicy(cluster),
    imds: imds(cluster, platform),
    apiServer: apiServer(cluster),
    egressFirewall: egressFirewall(cluster, platform),
    logVolume: logVolume(cluster, platform),
    spending: spending(cluster, platform),
    ...factsOfPools(cluster, platform),
    ...factsOfNodes(cluster, platform),
  }
}

function imds(cluster: ManagedCluster, platform: Platform): KnownFact | undefined {
  const known = told(blocksMetadata(cluster), cluster, (isBlocked) => (isBlocked ? 'blocked' : 'open'))
  if (known?.value === 'open' && mayDropMetadata(cluster, platform)) return undefined
  return perhapsSetElsewhere(known, [cluster.network.podLinkLocalAccess])
}

const engines = new Set(['azure', 'calico', 'cilium', 'none'])

/** Cilium’s data plane enforces policies, whatever else is asked for; who brings his own plugin brings its engine. */
function networkPolicy(cluster: ManagedCluster): KnownFact | undefined {
  const { networkPolicy: policy, networkDataplane, networkPlugin } = cluster.network
  if (valueOf(networkPlugin)?.toLowerCase() === 'none') return undefined
  if (isKnown(networkDataplane, 'cilium')) return told(networkDataplane, cluster, () => 'cilium')
  if (networkDataplane.state === 'hidden') return undefined
  return told(policy, cluster, (engine) => {
    const name = engine?.toLowerCase() ?? 'none'
    return engines.has(name) ? name : undefined
  })
}

function apiServer(cluster: ManagedCluster): KnownFact | undefined {
  const { enablePrivateCluster, authorizedIPRanges } = cluster.apiServer
  if (enablePrivateCluster.state === 'hidden') return undefined
  if (enablePrivateCluster.value) return fact('private', originOf(enablePrivateCluster))
  if (authorizedIPRanges.some(({ state }) => state === 'hidden')) return undefined
  const [first] = authorizedIPRanges
  const texts = authorizedIPRanges.map((range) => valueOf(range) ?? '')
  const ranges = texts.flatMap((text) => parseCidr(text) ?? [])
  const isOpen = first === undefined || texts.some(isOfEverybody) || covers(ranges, everywhere)
  return fact(isOpen ? 'public' : 'ranges', first === undefined ? undefined : originOf(first), cluster.origin)
}

/** What holds for every pool with Linux, of which alone these facts are; of a setting that only some have, the worse counts. */
function factsOfPools(cluster: ManagedCluster, platform: Platform): Told {
  const pools = poolsOf(cluster, platform).filter(({ osType }) => !isKnown(osType, 'Windows'))
  const ofAll = (
    values: readonly [good: string, bad: string],
    isGood: (pool: AgentPool) => Known<boolean>,
  ): KnownFact | undefined =>
    worstOf(
      pools.map((pool) => [pool, isGood(pool)] as const),
      values,
    )
  return {
    secureBoot: perhapsSetElsewhere(
      ofAll(['enforced', 'off'], ({ enableSecureBoot }) => enableSecureBoot),
      pools.map(({ enableSecureBoot }) => enableSecureBoot),
    ),
    containerLogs: ofAll(['rotated', 'unbounded'], ({ kubelet }) => keepsFewLogs(kubelet)),
    podPidsLimit: ofAll(['set', 'unset'], ({ kubelet }) =>
      mapKnown(kubelet.podMaxPids, (limit) => limit !== undefined && limit > 0),
    ),
    nodePorts: nodePorts(pools, platform),
    appArmor: ofAll(['enabled', 'absent'], ({ osSKU }) =>
      mapKnown(osSKU, (sku) => sku === undefined || /^ubuntu/i.test(sku)),
    ),
  }
}

/** AKS rotates them where nobody says how. */
function keepsFewLogs({ containerLogMaxSizeMB, containerLogMaxFiles }: KubeletSettings): Known<boolean> {
  const isSmall = mapKnown(containerLogMaxSizeMB, (size = 0) => size <= mostLogs.megabytes)
  const areFew = mapKnown(containerLogMaxFiles, (files = 0) => files <= mostLogs.files)
  return isKnown(areFew, false) || areFew.state === 'hidden' ? areFew : isSmall
}

function worstOf(
  answers: readonly (readonly [AgentPool, Known<boolean>])[],
  [good, bad]: readonly [good: string, bad: string],
): KnownFact | undefined {
  const failing = answers.find(([, known]) => isKnown(known, false))
  if (failing !== undefined) return fact(bad, originOf(failing[1]) ?? failing[0].origin)
  const [first] = answers
  if (first === undefined || answers.some(([, { state }]) => state === 'hidden')) return undefined
  return fact(good, originOf(first[1]) ?? first[0].origin)
}

function factsOfNodes(cluster: ManagedCluster, platform: Platform): Told {
  const { rights, isComplete } = rightsOfNodes(cluster, platform)
  const atRegistry = rights.filter((right) => holdsAtRegistry(right, platform) === 'yes')
  const pushing = atRegistry.filter((right) => mayPush(right, platform))
  const pulling = atRegistry.filter(
    (right) => right.role?.registry !== undefined && !isIgnored(right, platform),
  )
  const unbounded = pulling.filter(hasNoBound)
  const ofGroups = rightsOfOpenGroups(platform)
  const areKnown = rights.every(({ role }) => role !== undefined)
  const isClear = isComplete && areKnown && !ofGroups.some(mayHarm)
  const isSure = isClear && rights.every((right) => holdsAtRegistry(right, platform) !== 'unknown')
  return {
    imagePush: evidenceOf('allowed', pushing) ?? (isSure ? evidenceOf('none', rights) : undefined),
    imagePull:
      evidenceOf('all', unbounded) ??
      (isSure && !ofGroups.some(mayPull)
        ? evidenceOf(pulling.length > 0 ? 'scoped' : 'none', rights)
        : undefined),
    nodeIdentity: nodeIdentity(cluster, platform, { rights, isComplete: isClear }),
  }
}

/** Roles reach over Azure, and so do policies of vaults. Who rules networks takes their barriers away: no good is told of him. */
function nodeIdentity(
  cluster: ManagedCluster,
  platform: Platform,
  { rights, isComplete }: Pick<AzureRights, 'rights' | 'isComplete'>,
): KnownFact | undefined {
  const vaults = vaultRightsOf(nodesOf(cluster), platform)
  const opened = vaults.accesses.map(({ origin }) => origin)
  const wide = rights.filter(isWide).map(({ assignment }) => assignment.origin)
  if (wide.length + opened.length > 0) return fact('wide', ...wide, ...opened)
  const isBounded = rights.every(({ role }) => role?.isOfNetworks !== true)
  return isComplete && vaults.isComplete && isBounded ? evidenceOf('scoped', rights) : undefined
}

function evidenceOf(value: string, rights: readonly AzureRight[]): KnownFact | undefined {
  return rights.length === 0 ? undefined : fact(value, ...rights.map(({ assignment }) => assignment.origin))
}

function anonymousPull(platform: Platform): KnownFact | undefined {
  const registries = platform.all('container-registry')
  const open = registries.find(({ anonymousPullEnabled }) => isKnown(anonymousPullEnabled, true))
  if (open !== undefined) return told(open.anonymousPullEnabled, open, () => 'allowed')
  const [first] = registries
  const isSure = registries.every(({ anonymousPullEnabled }) => isKnown(anonymousPullEnabled, false))
  return first !== undefined && isSure ? told(first.anonymousPullEnabled, first, () => 'denied') : undefined
}
