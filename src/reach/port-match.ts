import type { ContainerPort } from '../model/container.ts'
import { isKnown, type Known, valueOf } from '../model/known.ts'
import type { NetworkPort } from '../model/network.ts'
import { type Match } from '../model/selector.ts'
import {
  everyPort,
  noPorts,
  type Ports,
  type Protocol,
  portRange,
  protocols,
  union,
  wholeProtocol,
} from './ports.ts'

/** Ports that a rule is about for sure, and those that it may be about. */
export interface PortMatch {
  readonly sure: Ports
  readonly possible: Ports
}

/** What a list of ports means at a destination, whose names are those of its containers' ports. */
export type PortMatcher = (names: readonly ContainerPort[]) => PortMatch

const everything: PortMatch = { sure: everyPort, possible: everyPort }
const nothing: PortMatch = { sure: noPorts, possible: noPorts }

/** No ports mean every port. */
export function compilePorts(ports: readonly NetworkPort[]): PortMatcher {
  if (ports.length === 0) return () => everything
  const named = ports.filter(isNamed)
  const numbered = ports.filter((port) => !isNamed(port)).map(matchNumbers)
  const fixed = either(numbered)
  if (named.length === 0) return () => fixed
  const known = new WeakMap<readonly ContainerPort[], PortMatch>()
  return (names) => {
    const before = known.get(names)
    if (before !== undefined) return before
    const match = either([fixed, ...named.map((port) => matchName(port, names))])
    known.set(names, match)
    return match
  }
}

function either(matches: readonly PortMatch[]): PortMatch {
  return matches.reduce(
    (all, { sure, possible }) => ({ sure: union(all.sure, sure), possible: union(all.possible, possible) }),
    nothing,
  )
}

function isNamed({ port }: NetworkPort): boolean {
  const text = valueOf(port)
  return text !== undefined && !/^\d+$/.test(text)
}

function matchNumbers({ protocol, port, endPort }: NetworkPort): PortMatch {
  const among = protocolsOf(protocol)
  const isSure = protocol.state !== 'hidden' && port.state !== 'hidden' && endPort.state !== 'hidden'
  const possible = among.map((each) => numbersOf(each, { port, endPort }))
  const all = possible.reduce(union, noPorts)
  return { sure: isSure ? all : noPorts, possible: all }
}

function protocolsOf(protocol: Known<string>): readonly Protocol[] {
  if (protocol.state === 'hidden' || protocol.value === 'ANY') return protocols
  return protocols.filter((each) => each === protocol.value)
}

/** A number that cannot be read may be any; an end that cannot be read may be the last. */
function numbersOf(protocol: Protocol, { port, endPort }: Pick<NetworkPort, 'port' | 'endPort'>): Ports {
  const text = valueOf(port)
  if (text === undefined) return wholeProtocol(protocol)
  const first = Number(text)
  return portRange(protocol, first, endPort.state === 'hidden' ? 65_535 : (endPort.value ?? first))
}

/** A name means the destination's port of that name, where the protocol is the same, too. */
function matchName({ protocol, port }: NetworkPort, names: readonly ContainerPort[]): PortMatch {
  return either(
    names.flatMap((own) => {
      const isNamedSo = sameText(own.name, port)
      const among = protocolsOf(protocol).filter((each) => sameText(own.protocol, each) !== 'no')
      if (isNamedSo === 'no') return []
      const isSure = isNamedSo === 'yes' && own.protocol.state !== 'hidden' && protocol.state !== 'hidden'
      return among.map((each) => namedPort(each, own.containerPort, isSure))
    }),
  )
}

function namedPort(protocol: Protocol, number: Known<number | undefined>, isSure: boolean): PortMatch {
  const value = valueOf(number)
  const possible = value === undefined ? wholeProtocol(protocol) : portRange(protocol, value)
  return { sure: isSure && value !== undefined ? possible : noPorts, possible }
}

function sameText(known: Known<string | undefined>, wanted: Known<string | undefined> | string): Match {
  if (known.state === 'hidden') return 'unknown'
  const text = typeof wanted === 'string' ? wanted : valueOf(wanted)
  return isKnown(known, text) ? 'yes' : 'no'
}
