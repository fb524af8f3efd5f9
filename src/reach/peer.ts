import { type AddressRange, subtractRanges } from '../kernel/cidr.ts'
import { byDefault, type Known } from '../model/known.ts'
import { anyMatch, type Match } from '../model/selector.ts'
import { type Block, blockHolds, compileBlock, localNetworks } from './block.ts'
import { everywhere } from './endpoint.ts'
import type { Members } from './member-index.ts'
import type { Shape } from './shape.ts'

/** The other end of a connection, as the rules of one end see it. */
export type Other =
  | { readonly kind: 'pod'; readonly shape: Shape }
  | { readonly kind: 'address'; readonly range: AddressRange }
  | { readonly kind: 'node'; readonly isOwn: Match; readonly addresses: readonly AddressRange[] }
  | { readonly kind: 'api-server' }

/** Whether blocks of addresses stand for pods that have one of them. */
export type BlockReach = Match

/** One peer of a rule, ready to be asked. */
export type Peer =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'pods'; readonly members: Members }
  | { readonly kind: 'block'; readonly block: Block; readonly matchesPods: BlockReach }
  | { readonly kind: 'entity'; readonly name: Known<string> }
  | { readonly kind: 'name'; readonly pattern: Known<string> }
  | { readonly kind: 'nodes' }
  | { readonly kind: 'unread' }

export function matchPeer(peer: Peer, other: Other): Match {
  switch (peer.kind) {
    case 'anyone':
      return 'yes'
    case 'pods':
      return other.kind === 'pod' ? (peer.members.get(other.shape.id) ?? 'no') : 'no'
    case 'block':
      return matchBlock(peer, other)
    case 'entity':
      return matchEntity(peer.name, other)
    case 'name':
      return matchName(peer.pattern, other)
    case 'nodes':
      return other.kind === 'node' ? 'unknown' : 'no'
    case 'unread':
      return 'unknown'
  }
}

function matchBlock({ block, matchesPods }: Extract<Peer, { kind: 'block' }>, other: Other): Match {
  if (other.kind === 'address') return blockHolds(block, other.range)
  if (other.kind === 'api-server') return holdsUnknown(block)
  const addresses = other.kind === 'pod' ? other.shape.addresses : other.addresses
  if (other.kind === 'pod' && matchesPods === 'no') return 'no'
  const match =
    addresses.length === 0 ? holdsUnknown(block) : anyMatch(addresses.map((each) => blockHolds(block, each)))
  const doubt = other.kind === 'pod' ? matchesPods : nodeDoubt
  return match === 'yes' && doubt === 'unknown' ? 'unknown' : match
}

/** Whether a block matches a node differs between network plugins (Azure CNI powered by Cilium: never). */
const nodeDoubt: Match = 'unknown'

const local = localNetworks.map((cidr) => compileBlock(byDefault(cidr), []))

/**
 * Of an address that nobody states this much is known: it is none of the local ones, and AKS gives an IPv4 address to
 * every pod and node.
 */
function holdsUnknown(block: Block): Match {
  if (
    subtractRanges(
      block.ranges,
      local.flatMap(({ ranges }) => ranges),
    ).length === 0 &&
    !block.isHidden
  )
    return 'no'
  return blockHolds(block, everywhere) === 'yes' ? 'yes' : 'unknown'
}

/** What Cilium's entities hold (Cilium documentation, Entities); what is not listed here they hold for sure not. */
const entities: Readonly<Record<string, Readonly<Partial<Record<Other['kind'], Match>>>>> = {
  all: { pod: 'yes', address: 'yes', node: 'yes', 'api-server': 'yes' },
  world: { address: 'yes', 'api-server': 'unknown' },
  cluster: { pod: 'yes', node: 'yes', 'api-server': 'unknown' },
  host: { node: 'unknown' },
  'remote-node': { node: 'unknown', 'api-server': 'unknown' },
  'kube-apiserver': { 'api-server': 'yes', node: 'unknown' },
  none: {},
  health: {},
  init: {},
  unmanaged: { pod: 'unknown' },
  ingress: {},
}

const families: Readonly<Record<string, number>> = { 'world-ipv4': 4, 'world-ipv6': 6 }

function matchEntity(name: Known<string>, other: Other): Match {
  if (name.state === 'hidden') return 'unknown'
  const family = families[name.value]
  if (family !== undefined && other.kind === 'address') return other.range.family === family ? 'yes' : 'no'
  if (name.value === 'host' && other.kind === 'node') return other.isOwn
  const held = entities[family === undefined ? name.value : 'world']
  return held === undefined ? 'unknown' : (held[other.kind] ?? 'no')
}

/**
 * A name may resolve to any address, but whoever answers for it would have to point it at the addresses where Azure
 * serves a node's own metadata.
 */
function matchName(pattern: Known<string>, other: Other): Match {
  if (other.kind === 'pod' || other.kind === 'node') return 'no'
  if (pattern.state === 'hidden' || pattern.value === '*' || other.kind === 'api-server') return 'unknown'
  return local.some((block) => blockHolds(block, other.range) === 'yes') ? 'no' : 'unknown'
}
