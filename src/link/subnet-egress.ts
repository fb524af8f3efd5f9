import { type AddressRange, covers, parseCidr } from '../kernel/cidr.ts'
import { rememberBoth } from '../kernel/remember.ts'
import { endpointsOfAnybody, endpointsWithPolicies } from '../knowledge/service-endpoints.ts'
import type { Firewall, NetworkRoute, RouteTable, SecurityGroup, Subnet } from '../model/azure.ts'
import { isKnown, type Known, originOf, valueOf } from '../model/known.ts'
import type { Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'
import type { Match } from '../model/selector.ts'
import { rangeOf, sendersIn, touches } from './address-filter.ts'
import { answerOf } from './firewall.ts'
import { onlyReferred, referred } from './references.ts'
import { type Outbound, outboundOf } from './security-group.ts'

/** Whether packets of a subnet get somewhere, and what says so. */
export interface Way {
  readonly reaches: Match
  readonly evidence: readonly Origin[]
}

/** Whether packets of a subnet leave it for a zone, as far as its security group tells. */
export function wayThroughGroup(
  subnet: Subnet,
  platform: Platform,
  asked: Pick<Outbound, 'to' | 'port'>,
): Way {
  const group = groupOf(subnet, platform)
  if (group === 'unknown') return { reaches: 'unknown', evidence: [subnet.origin] }
  if (group === undefined) return { reaches: 'yes', evidence: [subnet.origin] }
  const { reaches, rule } = outboundOf(group, { ...asked, ...rangesOf(subnet, platform) })
  return { reaches, evidence: [rule?.origin ?? group.origin] }
}

export function groupOf(subnet: Subnet, platform: Platform): SecurityGroup | undefined | 'unknown' {
  if (isKnown(subnet.securityGroup, undefined)) return undefined
  const group = onlyReferred(platform, 'security-group', [subnet, subnet.securityGroup])
  return group ?? 'unknown'
}

function rangesOf(subnet: Subnet, platform: Platform): Pick<Outbound, 'from' | 'own'> {
  const [network] = referred(platform, 'virtual-network', [subnet, subnet.network])
  const read = (prefixes: readonly Known<string>[]): readonly AddressRange[] =>
    prefixes.flatMap((prefix) => parseCidr(valueOf(prefix) ?? '') ?? [])
  const from = read(subnet.addressPrefixes)
  return { from, own: network === undefined ? from : read(network.addressPrefixes) }
}

/** Where packets for strangers go from a subnet. */
export interface DefaultRoute {
  /** `appliance` inspects them, `nowhere` drops them; `unknown` where a table is declared elsewhere or cannot be read. */
  readonly leads: 'internet' | 'appliance' | 'nowhere' | 'unknown'
  readonly evidence: readonly Origin[]
  /** The firewall, where it is declared. */
  readonly firewall?: Firewall
}

const everywhere: readonly AddressRange[] = [parseCidr('0.0.0.0/0')].flatMap((range) => range ?? [])

export function defaultRouteOf(subnet: Subnet, platform: Platform): DefaultRoute {
  if (isKnown(subnet.routeTable, undefined)) return { leads: 'internet', evidence: [subnet.origin] }
  const table = onlyReferred(platform, 'route-table', [subnet, subnet.routeTable])
  if (table === undefined) return { leads: 'unknown', evidence: [subnet.origin] }
  return routeIn(table, platform)
}

/** Azure takes no more routes in a table. */
const mostRoutes = 1000

const routeIn = rememberBoth((table: RouteTable, platform: Platform): DefaultRoute => {
  const { routes, origin } = table
  if (routes.length > mostRoutes) return { leads: 'unknown', evidence: [origin] }
  const past = routes.find((route) => isOfType(route, ['internet']) && leadsToStrangers(route) !== 'no')
  if (past !== undefined)
    return {
      leads: leadsToStrangers(past) === 'yes' ? 'internet' : 'unknown',
      evidence: [originOf(past.nextHopType) ?? past.origin],
    }
  const hidden = routes.find(
    ({ addressPrefix, nextHopType }) => addressPrefix.state === 'hidden' || nextHopType.state === 'hidden',
  )
  if (hidden !== undefined) return { leads: 'unknown', evidence: [hidden.origin] }
  const held = routes.filter((route) =>
    isOfType(route, ['virtualappliance', 'none', 'virtualnetworkgateway']),
  )
  if (!everywhere.every((range) => covers(held.flatMap(rangesOfRoute), range)))
    return { leads: 'internet', evidence: [origin] }
  return heldBy(table, held, platform)
})

function heldBy(table: RouteTable, held: readonly NetworkRoute[], platform: Platform): DefaultRoute {
  const evidence = held.filter((route) => leadsToStrangers(route) !== 'no').map(({ origin }) => origin)
  // What stands behind a gateway nobody shows.
  if (held.some((route) => isOfType(route, ['virtualnetworkgateway']))) return { leads: 'unknown', evidence }
  const [appliance] = held.filter((route) => isOfType(route, ['virtualappliance']))
  if (appliance === undefined) return { leads: 'nowhere', evidence }
  const firewall = firewallAt(table, appliance, platform)
  return { leads: 'appliance', evidence, ...(firewall === undefined ? {} : { firewall }) }
}

/** By a reference, or by an address that only one has. */
function firewallAt(
  table: RouteTable,
  { nextHopAddress }: NetworkRoute,
  platform: Platform,
): Firewall | undefined {
  const named = onlyReferred(platform, 'firewall', [table, nextHopAddress])
  if (named !== undefined) return named
  const address = valueOf(nextHopAddress)?.to
  const [firewall, ...others] = platform
    .all('firewall')
    .filter(({ addresses }) => addresses.some((each) => isKnown(each, address)))
  return others.length === 0 && firewall?.confidence === 'confirmed' ? firewall : undefined
}

function isOfType({ nextHopType }: NetworkRoute, types: readonly string[]): boolean {
  return types.includes(valueOf(nextHopType)?.toLowerCase() ?? '')
}

function leadsToStrangers({ addressPrefix }: NetworkRoute): Match {
  return addressPrefix.state === 'hidden' ? 'unknown' : touches(addressPrefix.value, 'internet')
}

function rangesOfRoute({ addressPrefix }: NetworkRoute): readonly AddressRange[] {
  const range = rangeOf(valueOf(addressPrefix) ?? '')
  return range === undefined ? [] : [range]
}

/** Whether an endpoint of a subnet leads to accounts of strangers, past its route and what stands there. */
export function isOfAnybody(service: string, { endpointPolicies }: Subnet): boolean {
  const name = service.toLowerCase()
  return endpointsOfAnybody.has(name) && !(endpointsWithPolicies.has(name) && endpointPolicies.length > 0)
}

/** The way along the endpoints of a subnet, where one leads past its route or may. */
function wayPastRoute(subnet: Subnet, group: Way): Way | undefined {
  const open = subnet.serviceEndpoints.find((each) => isOfAnybody(valueOf(each) ?? '', subnet))
  if (open !== undefined) return { ...group, evidence: [originOf(open) ?? subnet.origin, ...group.evidence] }
  const hidden = subnet.serviceEndpoints.find(({ state }) => state === 'hidden')
  return hidden === undefined
    ? undefined
    : { reaches: 'unknown', evidence: [originOf(hidden) ?? subnet.origin] }
}

/** Whether packets of a subnet get to strangers: through its group, along its route, through the firewall at its end. */
export function wayToStrangers(subnet: Subnet, platform: Platform): Way {
  const group = wayThroughGroup(subnet, platform, { to: 'internet' })
  if (group.reaches === 'no') return group
  return wayPastRoute(subnet, group) ?? wayAlongRoute(subnet, group, platform)
}

function wayAlongRoute(subnet: Subnet, group: Way, platform: Platform): Way {
  const route = defaultRouteOf(subnet, platform)
  if (route.leads === 'nowhere') return { reaches: 'no', evidence: route.evidence }
  if (route.leads === 'unknown') return { reaches: 'unknown', evidence: route.evidence }
  if (route.leads === 'internet')
    return { reaches: group.reaches, evidence: [...route.evidence, ...group.evidence] }
  return wayThroughFirewall(subnet, { ...group, route }, platform)
}

function wayThroughFirewall(
  { addressPrefixes }: Subnet,
  { route: { firewall, evidence }, ...group }: Way & { readonly route: DefaultRoute },
  platform: Platform,
): Way {
  if (firewall === undefined) return { reaches: 'unknown', evidence }
  const { opens, rule } = answerOf(firewall, sendersIn(addressPrefixes), platform)
  const places = rule === undefined ? evidence : [rule.origin, ...evidence]
  if (opens === 'yes' && group.reaches === 'unknown') return { reaches: 'unknown', evidence: group.evidence }
  return { reaches: opens, evidence: places }
}

/**
 * The same where AKS sets up no way out: then a gateway of the subnet is one, and so is Azure’s own by default, of which nobody
 * promises that nodes have it (learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access).
 */
export function wayOfOwn(subnet: Subnet, platform: Platform): Way {
  const way = wayToStrangers(subnet, platform)
  const { natGateway, defaultOutboundAccess, origin } = subnet
  if (way.reaches !== 'yes' || defaultRouteOf(subnet, platform).leads !== 'internet') return way
  if (!isKnown(natGateway, undefined)) return { ...way, evidence: [originOf(natGateway) ?? origin] }
  const evidence = [originOf(defaultOutboundAccess) ?? origin]
  return { reaches: isKnown(defaultOutboundAccess, false) ? 'no' : 'unknown', evidence }
}
