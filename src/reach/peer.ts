import { type AddressRange, subtractRanges } from '../kernel/cidr.ts'
import { lookup } from '../kernel/lookup.ts'
import { isOpenToAnybody } from '../knowledge/open-hosting.ts'
import { byDefault, type Known } from '../model/known.ts'
import { anyMatch, type Match } from '../model/selector.ts'
import { type Block, blockHolds, compileBlock, localNetworks } from './block.ts'
import { everywhere } from './endpoint.ts'
import type { Members } from './members.ts'
import type { Shape } from './shape.ts'

/** The other end of a connection, as the rules of one end see it. */
export type Other =
  | { readonly kind: 'pod'; readonly shape: Shape }
  | { readonly kind: 'address'; readonly range: AddressRange; readonly isStranger?: boolean }
  | { readonly kind: 'node'; readonly isOwn: Match; readonly addresses: readonly AddressRange[] }
  | { readonly kind: 'api-server' }

/** One peer of a rule, ready to be asked. */
export interface Peer {
  readonly matches: (other: Other) => Match
  /** Addresses between which it may tell. */
  readonly cuts: readonly AddressRange[]
}

const nowhere: readonly AddressRange[] = []

export const anyone: Peer = { matches: () => 'yes', cuts: nowhere }

export const unreadPeer: Peer = { matches: () => 'unknown', cuts: nowhere }

/** Nodes by their labels, which no manifest shows. */
export const nodesPeer: Peer = { matches: ({ kind }) => (kind === 'node' ? 'unknown' : 'no'), cuts: nowhere }

export function podsPeer(members: Members): Peer {
  return {
    matches: (other) => (other.kind === 'pod' ? members.matchOf(other.shape.id) : 'no'),
    cuts: nowhere,
  }
}

/** Addresses; `matchesPods` says whether they stand for pods that have one of them. */
export function blockPeer(block: Block, matchesPods: Match): Peer {
  const ofUnknown = holdsUnknown(block)
  const holdsOneOf = (addresses: readonly AddressRange[]): Match =>
    addresses.length === 0 ? ofUnknown : anyMatch(addresses.map((each) => blockHolds(block, each)))
  const matches = (other: Other): Match => {
    if (other.kind === 'address') return blockHolds(block, other.range)
    if (other.kind === 'api-server') return ofUnknown
    // Whether a block matches a node differs between plugins (Azure CNI powered by Cilium: never).
    if (other.kind === 'node') return atMost('unknown', holdsOneOf(other.addresses))
    return matchesPods === 'no' ? 'no' : atMost(matchesPods, holdsOneOf(other.shape.addresses))
  }
  return { matches, cuts: block.ranges }
}

function atMost(limit: Match, match: Match): Match {
  return limit === 'yes' || match === 'no' ? match : limit
}

const local = localNetworks.flatMap((cidr) => compileBlock(byDefault(cidr), []).ranges)

/**
 * Of an address that nobody states this much is known: it is none of the local ones, and AKS gives an IPv4 address to
 * every pod and node.
 */
function holdsUnknown(block: Block): Match {
  if (!block.isHidden && subtractRanges(block.ranges, local).length === 0) return 'no'
  return blockHolds(block, everywhere) === 'yes' ? 'yes' : 'unknown'
}

/** What Cilium's entities hold (Cilium documentation, Entities); what is not listed they hold for sure not. */
const entities: Readonly<Record<string, Readonly<Partial<Record<Other['kind'], Match>>>>> = {
  all: { pod: 'yes', address: 'yes', node: 'yes', 'api-server': 'yes' },
  world: { address: 'yes', 'api-server': 'unknown' },
  cluster: { pod: 'yes', node: 'yes', 'api-server': 'unknown' },
  'remote-node': { node: 'unknown', 'api-server': 'unknown' },
  'kube-apiserver': { 'api-server': 'yes', node: 'unknown' },
  unmanaged: { pod: 'unknown' },
  none: {},
  health: {},
  init: {},
  ingress: {},
}

const families: Readonly<Record<string, AddressRange['family']>> = { 'world-ipv4': 4, 'world-ipv6': 6 }

/** Who Cilium calls by a word of its own. */
export function entityPeer(name: Known<string>): Peer {
  return {
    matches: (other) => (name.state === 'hidden' ? 'unknown' : entityHolds(name.value, other)),
    cuts: nowhere,
  }
}

function entityHolds(name: string, other: Other): Match {
  const family = lookup(families, name)
  if (family !== undefined && other.kind === 'address') return other.range.family === family ? 'yes' : 'no'
  if (name === 'host') return other.kind === 'node' ? other.isOwn : 'no'
  const held = lookup(entities, family === undefined ? name : 'world')
  return held === undefined ? 'unknown' : (held[other.kind] ?? 'no')
}

/**
 * A name of DNS. It may resolve to any address, but whoever answers for it would have to point it at the addresses
 * where Azure serves a node's own metadata.
 */
export function namePeer(pattern: Known<string>): Peer {
  const isAny = pattern.state === 'hidden' || /^\*+\.?$/.test(pattern.value)
  const isForAnybody = pattern.state !== 'hidden' && isOpenToAnybody(pattern.value)
  return {
    matches: (other) => {
      if (other.kind === 'pod' || other.kind === 'node') return 'no'
      if (isAny || other.kind !== 'address') return 'unknown'
      const isLocal = subtractRanges([other.range], local).length === 0
      return isLocal || (other.isStranger === true && !isForAnybody) ? 'no' : 'unknown'
    },
    cuts: local,
  }
}
