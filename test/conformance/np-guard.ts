// Connectivity that np-guard's own tests expect, read in place, against ours.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { loadAll } from 'js-yaml'

import { parseDocuments } from '../../src/engine/parse.ts'
import { type AddressRange, parseAddress } from '../../src/kernel/cidr.ts'
import { link } from '../../src/link/link.ts'
import type { Document } from '../../src/model/origin.ts'
import type { Platform } from '../../src/model/platform.ts'
import type { Pod } from '../../src/model/pod.ts'
import { cutAtoms } from '../../src/reach/atoms.ts'
import { type Endpoint, everywhere } from '../../src/reach/endpoint.ts'
import {
  everyPort,
  includesPort,
  isEmpty,
  noPorts,
  portRange,
  type Ports,
  type Protocol,
  protocols,
  union,
} from '../../src/reach/ports.ts'
import { buildReach, type Reach } from '../../src/reach/reach.ts'
import { shared } from './suites.ts'

const suite = join(shared, 'conformance', 'np-guard')

export interface NpGuardCase {
  readonly case: string
  readonly manifests: readonly string[]
  readonly expected: string
}

/** How many rows of one case agree, and which do not. */
export interface CaseAgreement {
  readonly name: string
  readonly rows: number
  readonly agreed: number
  /** Rows about np-guard's own ingress controller, which is no policy's matter. */
  readonly outOfScope: number
  readonly disagreements: readonly string[]
}

export function hasNpGuard(): boolean {
  return existsSync(suite)
}

function read<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(suite, ...path), 'utf8')) as T
}

export function loadNpGuardCases(): readonly NpGuardCase[] {
  return read<{ readonly cases: readonly NpGuardCase[] }>('index.json').cases
}

function documentsOf({ case: name, manifests }: NpGuardCase): readonly Document[] {
  return manifests
    .filter((path) => /\.(?:ya?ml|json)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(suite, 'cases', name, 'manifests', path), 'utf8') }))
}

/** Where no manifest declares a namespace, np-guard takes one without labels of its own. */
function platformOf(documents: readonly Document[]): Platform {
  const options = { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] }
  const undeclared = link(parseDocuments(documents).facts, options)
    .all('namespace')
    .filter(({ isDeclared }) => !isDeclared)
    .map((namespace) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${namespace.name} }`)
  const added: Document = { path: 'namespaces.yaml', text: undeclared.join('\n---\n') }
  return link(parseDocuments([...documents, added]).facts, options)
}

type Connections = { readonly all?: true; readonly protocols?: Readonly<Record<string, readonly string[]>> }
type Row = readonly [source: string, target: string, connections: Connections]

function portsOf({ all, protocols: byProtocol = {} }: Connections): Ports {
  if (all === true) return everyPort
  return protocols
    .flatMap((protocol) =>
      (byProtocol[protocol] ?? []).map((text) => {
        const [first = 0, last = first] = text.split('-').map(Number)
        return portRange(protocol, first, last)
      }),
    )
    .reduce(union, noPorts)
}

/** `10.0.0.0-10.0.0.255[External]`; nothing for pods. */
function rangeOf(peer: string): AddressRange | undefined {
  const [, first = '', last = ''] = /^([\d.]+)-([\d.]+)(?:\[External\])?$/.exec(peer) ?? []
  const [from, to] = [parseAddress(first), parseAddress(last)]
  return from && to ? { family: 4, first: from.first, last: to.last } : undefined
}

interface RawObject {
  readonly metadata?: {
    readonly name?: string
    readonly namespace?: string
    readonly ownerReferences?: readonly { readonly name: string; readonly kind?: string }[]
  }
}

function objectsIn({ text }: Document): readonly (RawObject | null)[] {
  try {
    return loadAll(text) as (RawObject | null)[]
  } catch {
    return [] // What is no YAML has no owners.
  }
}

/** Owners without a kind, which the API rejects, by the names of their pods. */
function ownersWithoutKind(documents: readonly Document[]): ReadonlyMap<string, string> {
  const objects = documents.flatMap(objectsIn)
  return new Map(
    objects.flatMap((object) => {
      const { name = '', namespace = 'default', ownerReferences = [] } = object?.metadata ?? {}
      return ownerReferences
        .filter(({ kind }) => kind === undefined)
        .map((owner) => [`${namespace}/${name}`, owner.name] as const)
    }),
  )
}

/** np-guard calls a pod by its owner, and one whose owner has no kind a Pod of that name. */
function namePods(documents: readonly Document[]): (pod: Pod) => string {
  const owners = ownersWithoutKind(documents)
  return ({ namespace, name, kind, controller }) => {
    if (controller !== undefined && controller.kind !== 'Node')
      return `${namespace}/${controller.name}[${controller.kind}]`
    return `${namespace}/${owners.get(`${namespace}/${name}`) ?? name}[${kind}]`
  }
}

/** What is connected to what, one side of which may be a range of addresses. */
type Table = ReadonlyMap<string, readonly { readonly range: AddressRange; readonly ports: Ports }[]>

const pairKey = (from: string, to: string): string => `${from} => ${to}`

function expectedTable(rows: readonly Row[]): Table {
  const table = new Map<string, { range: AddressRange; ports: Ports }[]>()
  for (const [from, to, connections] of rows) {
    const range = rangeOf(from) ?? rangeOf(to) ?? everywhere
    const key = pairKey(rangeOf(from) ? 'addresses' : from, rangeOf(to) ? 'addresses' : to)
    table.set(key, [...(table.get(key) ?? []), { range, ports: portsOf(connections) }])
  }
  return table
}

interface Peer {
  readonly name: string
  readonly pod: Pod
}

/** np-guard matches no pod by its address, and lets policies be about pods in their node's network. */
const compatible = { blocksMatchPods: 'no', selectsHostPods: true } as const

function peersOf(platform: Platform, nameOf: (pod: Pod) => string): readonly Peer[] {
  const peers = platform.all('pod').map((pod) => ({ name: nameOf(pod), pod }))
  return [...new Map(peers.map((peer) => [peer.name, peer])).values()]
}

function* gotRows(
  reach: Reach,
  peers: readonly Peer[],
): Generator<readonly [string, AddressRange, Ports, Ports]> {
  const ask = (from: Endpoint, to: Endpoint): readonly [Ports, Ports] => {
    const { allowed, undecided } = reach.connection(from, to)
    return [allowed, undecided]
  }
  for (const { name, pod } of peers) {
    const own: Endpoint = { kind: 'pod', pod }
    for (const range of reach.partition(everywhere, pod)) {
      const address: Endpoint = { kind: 'address', range }
      yield [pairKey(name, 'addresses'), range, ...ask(own, address)]
      yield [pairKey('addresses', name), range, ...ask(address, own)]
    }
    for (const other of peers) {
      if (other.name === name) continue
      yield [pairKey(name, other.name), everywhere, ...ask(own, { kind: 'pod', pod: other.pod })]
    }
  }
}

/** One question of np-guard's `eval` command. */
export interface PointQuery {
  readonly case: string
  readonly src: string
  readonly dst: string
  readonly protocol: Protocol
  readonly port: number
  readonly allowed: boolean
}

export function loadPointQueries(): readonly PointQuery[] {
  return read<{ readonly evalCases: readonly PointQuery[] }>('index.json').evalCases
}

export function answerPointQuery(query: PointQuery): boolean {
  const found = loadNpGuardCases().find((each) => each.case === query.case)
  const platform = platformOf(found === undefined ? [] : documentsOf(found))
  const [from, to] = [query.src, query.dst].map((name) =>
    platform.all('pod').find((pod) => `${pod.namespace}/${pod.name}` === name),
  )
  if (from === undefined || to === undefined)
    throw new Error(`${query.case} has no ${query.src} or ${query.dst}.`)
  const { allowed } = buildReach(platform, compatible).connection(
    { kind: 'pod', pod: from },
    { kind: 'pod', pod: to },
  )
  return includesPort(allowed, query.protocol, query.port)
}

const ingressController = '{ingress-controller}'

export function measureNpGuardCase(each: NpGuardCase): CaseAgreement {
  const all = read<readonly Row[]>(each.expected)
  const rows = all.filter(([from]) => from !== ingressController)
  const documents = documentsOf(each)
  const platform = platformOf(documents)
  const peers = peersOf(platform, namePods(documents))
  const expected = expectedTable(rows)
  const wrong = new Map<string, string>()
  const got = new Map<string, { range: AddressRange; ports: Ports }[]>()
  for (const [key, range, ports, undecided] of gotRows(buildReach(platform, compatible), peers)) {
    if (!isEmpty(undecided)) wrong.set(key, `${key}: undecided`)
    if (!isEmpty(ports)) got.set(key, [...(got.get(key) ?? []), { range, ports }])
  }
  for (const key of new Set([...expected.keys(), ...got.keys()])) {
    const difference = compare(expected.get(key) ?? [], got.get(key) ?? [])
    if (difference !== undefined) wrong.set(key, `${key}: ${difference}`)
  }
  const agreed = [...expected].filter(([key]) => !wrong.has(key)).flatMap(([, entries]) => entries).length
  return {
    name: each.case,
    rows: rows.length,
    agreed,
    outOfScope: all.length - rows.length,
    disagreements: [...wrong.values()],
  }
}

type Entries = readonly { readonly range: AddressRange; readonly ports: Ports }[]

/** Ranges are compared as sets of addresses: both sides are cut where either is. */
function compare(expected: Entries, got: Entries): string | undefined {
  const atoms = cutAtoms([...expected, ...got].map(({ range }) => range))
  for (const atom of atoms.split(everywhere)) {
    const at = (entries: Entries): string =>
      JSON.stringify(
        entries
          .filter(({ range }) => range.first <= atom.first && atom.last <= range.last)
          .map(({ ports }) => ports)
          .reduce(union, noPorts),
      )
    if (at(expected) !== at(got)) return `at ${atom.first} expected ${at(expected)}, got ${at(got)}`
  }
  return undefined
}
