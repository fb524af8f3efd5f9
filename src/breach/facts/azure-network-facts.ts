import type { KnownFact } from '../../knowledge/platform-facts.ts'
import { perhapsPoolsOf, poolsOf } from '../../link/agent-pools.ts'
import { subnetsOfPool } from '../../link/node-subnets.ts'
import { referred } from '../../link/references.ts'
import { groupOf, type Way, wayOfOwn, wayThroughGroup, wayToStrangers } from '../../link/subnet-egress.ts'
import type { AgentPool, ManagedCluster, SecurityGroup, Subnet } from '../../model/azure.ts'
import { isKnown, originOf, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'

/**
 * Whether something stands before the internet: what AKS sets up, what the groups of the nodes’ subnets drop, and where routes
 * of one’s own lead. Nothing is told where a part of the way is declared elsewhere.
 */
export function egressFirewall(cluster: ManagedCluster, platform: Platform): KnownFact | undefined {
  const { outboundType } = cluster.network
  if (outboundType.state === 'hidden') return undefined
  const type = outboundType.value.toLowerCase()
  const place = originOf(outboundType) ?? cluster.origin
  const pools = poolsOf(cluster, platform)
  const ways = pools.flatMap((pool) => waysOut(pool, { type, place, platform }))
  return worstWay(ways.length > 0 ? ways : [wayInAksNetwork({ type, place, platform })], place)
}

interface Outbound {
  /** What the cluster has for a way out, in small letters. */
  readonly type: string
  readonly place: Origin
  readonly platform: Platform
}

/** The ways of a pool’s nodes and of its pods; a node with an address of the internet has one, whatever the cluster has. */
function waysOut(pool: AgentPool, outbound: Outbound): readonly Way[] {
  const { enableNodePublicIP, subnet, podSubnet, origin } = pool
  const address = originOf(enableNodePublicIP) ?? origin
  if (isKnown(enableNodePublicIP, true)) return [{ reaches: 'yes', evidence: [address] }]
  const perhaps: readonly Way[] =
    enableNodePublicIP.state === 'hidden' ? [{ reaches: 'unknown', evidence: [address] }] : []
  const ofPods = isKnown(podSubnet, undefined) ? [] : waysFrom([pool, podSubnet], outbound)
  return [...perhaps, ...waysFrom([pool, subnet], outbound), ...ofPods]
}

/** The ways from a subnet, as it is named; where none is, AKS makes the network. */
function waysFrom(
  [pool, named]: readonly [AgentPool, AgentPool['subnet']],
  outbound: Outbound,
): readonly Way[] {
  if (isKnown(named, undefined)) return [wayInAksNetwork(outbound)]
  const subnets = referred(outbound.platform, 'subnet', [pool, named])
  if (subnets.length > 0) return subnets.map((subnet) => wayFrom(subnet, outbound))
  // Rules of AKS itself drop it wherever the nodes are.
  return [{ reaches: outbound.type === 'block' ? 'no' : 'unknown', evidence: [outbound.place] }]
}

/** In a network that AKS makes nothing drops anything, and there is no way out but its own. */
function wayInAksNetwork({ type, place }: Outbound): Way {
  if (type === 'none' || type === 'block') return { reaches: 'no', evidence: [place] }
  return { reaches: type === 'userdefinedrouting' ? 'unknown' : 'yes', evidence: [place] }
}

function wayFrom(subnet: Subnet, { type, place, platform }: Outbound): Way {
  if (type === 'block') return { reaches: 'no', evidence: [place] }
  if (type === 'none') return wayOfOwn(subnet, platform)
  if (type === 'userdefinedrouting') return wayToStrangers(subnet, platform)
  const way = wayThroughGroup(subnet, platform, { to: 'internet' })
  return way.reaches === 'yes' ? { ...way, evidence: [place] } : way
}

/** Whether every subnet that a pool names can be looked at. */
function areDeclared(pool: AgentPool, platform: Platform): boolean {
  return [pool.subnet, pool.podSubnet].every(
    (subnet) => isKnown(subnet, undefined) || referred(platform, 'subnet', [pool, subnet]).length > 0,
  )
}

function worstWay(ways: readonly Way[], place: Origin): KnownFact | undefined {
  const open = ways.find(({ reaches }) => reaches === 'yes')
  if (open !== undefined) return { value: 'none', evidence: open.evidence }
  if (ways.some(({ reaches }) => reaches === 'unknown')) return undefined
  return { value: 'enforced', evidence: [...new Set([...ways.flatMap(({ evidence }) => evidence), place])] }
}

/** Ports of logins: SSH and remote desktop. */
const logins = [22, 3389]

/** Whether nodes reach each other’s logins: SSH may be off, or the groups of their subnets drop it. */
export function nodePorts(pools: readonly AgentPool[], platform: Platform): KnownFact | undefined {
  const ways = pools.map((pool) => waysToLogins(pool, platform))
  const open = ways.find((each) => each.some(({ reaches }) => reaches === 'yes'))
  if (open !== undefined) {
    const isByDefault = pools.every(({ sshAccess }) => sshAccess.state === 'default')
    return { value: 'open', evidence: open.flatMap(({ evidence }) => evidence).slice(0, 1), isByDefault }
  }
  if (ways.length === 0 || ways.flat().some(({ reaches }) => reaches === 'unknown')) return undefined
  return { value: 'isolated', evidence: [...new Set(ways.flat().flatMap(({ evidence }) => evidence))] }
}

function waysToLogins(pool: AgentPool, platform: Platform): readonly Way[] {
  const { sshAccess, subnet, origin } = pool
  if (valueOf(sshAccess)?.toLowerCase() === 'disabled')
    return [{ reaches: 'no', evidence: [originOf(sshAccess) ?? origin] }]
  if (sshAccess.state === 'hidden') return [{ reaches: 'unknown', evidence: [sshAccess.origin] }]
  const subnets = subnetsOfPool(pool, platform)
  if (subnets.length > 0 && !areDeclared(pool, platform)) return [{ reaches: 'unknown', evidence: [origin] }]
  if (subnets.length > 0) return subnets.flatMap((each) => waysIn(each, platform))
  return [{ reaches: isKnown(subnet, undefined) ? 'yes' : 'unknown', evidence: [origin] }]
}

function waysIn(subnet: Subnet, platform: Platform): readonly Way[] {
  return logins.map((port) => wayThroughGroup(subnet, platform, { to: 'network', port }))
}

/**
 * Whether a group drops what goes to the metadata service by its tag. Rules for its address have no effect; one for the tag has,
 * on the nodes’ own agents too: what AKS does then nobody promises, and nothing is told.
 */
export function mayDropMetadata(cluster: ManagedCluster, platform: Platform): boolean {
  return [...poolsOf(cluster, platform), ...perhapsPoolsOf(cluster, platform)]
    .flatMap((pool) => subnetsOfPool(pool, platform))
    .map((subnet) => groupOf(subnet, platform))
    .some((group) => group !== undefined && group !== 'unknown' && dropsTag(group))
}

function dropsTag({ rules }: SecurityGroup): boolean {
  return rules.some(
    ({ access, direction, destinations }) =>
      isKnown(access, 'Deny') &&
      isKnown(direction, 'Outbound') &&
      destinations.some((each) => valueOf(each)?.toLowerCase() === 'azureplatformimds'),
  )
}
