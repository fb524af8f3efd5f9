/** The protocols that network policies know; what they say of others is up to the network plugin. */
export const protocols = ['TCP', 'UDP', 'SCTP'] as const

export type Protocol = (typeof protocols)[number]

/** A run of ports, both ends included. */
export interface PortRange {
  readonly first: number
  readonly last: number
}

/** Disjoint runs in order, none touching the next. */
export type PortSet = readonly PortRange[]

export type Ports = Readonly<Record<Protocol, PortSet>>

export const lastPort = 65_535

const none: PortSet = []
const whole: PortSet = [{ first: 1, last: lastPort }]

export const noPorts: Ports = { TCP: none, UDP: none, SCTP: none }
export const everyPort: Ports = { TCP: whole, UDP: whole, SCTP: whole }

/** Ports of one protocol; nothing where the range is none. */
export function portRange(protocol: Protocol, first: number, last: number = first): Ports {
  const isRange = first >= 1 && last >= first && last <= lastPort
  return isRange ? { ...noPorts, [protocol]: [{ first, last }] } : noPorts
}

/** Single ports of TCP. */
export function tcpPorts(ports: readonly number[]): Ports {
  return ports.reduce<Ports>((all, port) => union(all, portRange('TCP', port)), noPorts)
}

/** Every port of one protocol. */
export function wholeProtocol(protocol: Protocol): Ports {
  return { ...noPorts, [protocol]: whole }
}

export function union(a: Ports, b: Ports): Ports {
  if (a === everyPort || b === everyPort) return everyPort
  if (a === noPorts || a === b) return b
  return b === noPorts ? a : unions(a, b)
}

export function intersect(a: Ports, b: Ports): Ports {
  if (a === noPorts || b === noPorts) return noPorts
  if (a === everyPort || a === b) return b
  return b === everyPort ? a : intersections(a, b)
}

export function subtract(a: Ports, b: Ports): Ports {
  if (a === noPorts || b === everyPort || a === b) return noPorts
  return b === noPorts ? a : differences(a, b)
}

const unions = remembered(join)
const intersections = remembered(common)
const differences = remembered(without)

/** The sets of a few rules meet in millions of connections: each pair of them is worked out once. */
function remembered(operate: (a: PortSet, b: PortSet) => PortSet): (a: Ports, b: Ports) => Ports {
  const results = new WeakMap<Ports, WeakMap<Ports, Ports>>()
  return (a, b) => {
    const ofA = results.get(a) ?? new WeakMap<Ports, Ports>()
    const known = ofA.get(b)
    if (known !== undefined) return known
    const result = canonical(perProtocol((protocol) => operate(a[protocol], b[protocol])))
    results.set(a, ofA.set(b, result))
    return result
  }
}

export function isEmpty(ports: Ports): boolean {
  return ports === noPorts || protocols.every((protocol) => ports[protocol].length === 0)
}

export function includesPort(ports: Ports, protocol: Protocol, port: number): boolean {
  return ports[protocol].some(({ first, last }) => port >= first && port <= last)
}

function perProtocol(make: (protocol: Protocol) => PortSet): Ports {
  return { TCP: make('TCP'), UDP: make('UDP'), SCTP: make('SCTP') }
}

/** The whole and the empty set are always the same objects, so that most operations end before they begin. */
function canonical(ports: Ports): Ports {
  if (isEmpty(ports)) return noPorts
  return protocols.every((protocol) => isWhole(ports[protocol])) ? everyPort : ports
}

function isWhole([only, ...others]: PortSet): boolean {
  return others.length === 0 && only?.first === 1 && only.last === lastPort
}

function join(a: PortSet, b: PortSet): PortSet {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a
  const joined: PortRange[] = []
  for (const range of [...a, ...b].sort((one, other) => one.first - other.first)) {
    const last = joined.at(-1)
    if (last === undefined || range.first > last.last + 1) joined.push(range)
    else if (range.last > last.last) joined[joined.length - 1] = { first: last.first, last: range.last }
  }
  return joined
}

/** In one pass over both: policies may list thousands of ports. */
function common(a: PortSet, b: PortSet): PortSet {
  const shared: PortRange[] = []
  let [i, j] = [0, 0]
  for (
    let [one, other] = [a[i], b[j]];
    one !== undefined && other !== undefined;
    [one, other] = [a[i], b[j]]
  ) {
    const first = Math.max(one.first, other.first)
    const last = Math.min(one.last, other.last)
    if (first <= last) shared.push({ first, last })
    if (one.last < other.last) i++
    else j++
  }
  return shared
}

function without(a: PortSet, b: PortSet): PortSet {
  return b.length === 0 ? a : common(a, complement(b))
}

function complement(set: PortSet): PortSet {
  const gaps: PortRange[] = []
  let next = 1
  for (const { first, last } of set) {
    if (first > next) gaps.push({ first: next, last: first - 1 })
    next = last + 1
  }
  if (next <= lastPort) gaps.push({ first: next, last: lastPort })
  return gaps
}

/** `TCP 80, 443-444; UDP every port`, as people write it. */
export function describePorts(ports: Ports): string {
  if (ports === everyPort) return 'every port'
  const parts = protocols
    .filter((protocol) => ports[protocol].length > 0)
    .map((protocol) => `${protocol} ${describeSet(ports[protocol])}`)
  return parts.length === 0 ? 'no port' : parts.join('; ')
}

function describeSet(set: PortSet): string {
  if (isWhole(set)) return 'every port'
  return set.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(', ')
}
