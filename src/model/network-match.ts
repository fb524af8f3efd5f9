import { type AddressRange, covers, parseCidr } from '../kernel/cidr.ts'
import { isKnown, type Known, valueOf } from './known.ts'
import type { NetworkPort, NetworkRule } from './network.ts'
import { allMatch, anyMatch, type Match } from './selector.ts'

/** Whether a list of ports lets one of a TCP target's ports through; an empty list lets all through. */
export function allowsPort(ports: readonly NetworkPort[], wanted: readonly number[]): Match {
  if (ports.length === 0) return 'yes'
  return anyMatch(ports.flatMap((port) => wanted.map((number) => portIncludes(port, number))))
}

/** A name stands for a port of a pod and never for one of an address (Kubernetes, NetworkPolicyPort). */
function portIncludes({ protocol, port, endPort }: NetworkPort, number: number): Match {
  if (protocol.state === 'hidden' || port.state === 'hidden' || endPort.state === 'hidden') return 'unknown'
  if (protocol.value !== 'TCP' && protocol.value !== 'ANY') return 'no'
  if (port.value === undefined) return 'yes'
  const first = Number(port.value)
  return number >= first && number <= (endPort.value ?? first) ? 'yes' : 'no'
}

/** Whether a block with its exceptions holds a whole range. A CIDR that the API rejects holds nothing. */
export function blockCovers(
  cidr: Known<string>,
  except: readonly Known<string>[],
  range: AddressRange,
): Match {
  const isIn = knownCovers(cidr, range)
  const isOut = anyMatch(except.map((each) => knownCovers(each, range)))
  return allMatch([isIn, negate(isOut)])
}

function knownCovers(cidr: Known<string>, range: AddressRange): Match {
  if (cidr.state === 'hidden') return 'unknown'
  const block = parseCidr(cidr.value)
  return block !== undefined && covers([block], range) ? 'yes' : 'no'
}

function negate(match: Match): Match {
  if (match === 'unknown') return 'unknown'
  return match === 'yes' ? 'no' : 'yes'
}

/** The addresses that a rule's blocks allow, as far as they can be read: blocks, and their exceptions. */
export function blocksOf(rule: NetworkRule): { blocks: AddressRange[]; holes: AddressRange[] }[] {
  return rule.peers.flatMap(({ cidr, except }) => {
    const block = cidr === undefined ? undefined : rangeOf(cidr)
    if (block === undefined) return []
    return [{ blocks: [block], holes: except.flatMap((each) => rangeOf(each) ?? []) }]
  })
}

function rangeOf(cidr: Known<string>): AddressRange | undefined {
  const text = valueOf(cidr)
  return text === undefined ? undefined : parseCidr(text)
}

/** True where a rule is about DNS alone. */
export function isDnsOnly({ ports }: Pick<NetworkRule, 'ports'>): boolean {
  return (
    ports.length > 0 && ports.every(({ port, endPort }) => isKnown(port, '53') && isKnown(endPort, undefined))
  )
}
