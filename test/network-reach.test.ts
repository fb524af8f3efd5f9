// What policies let through, against the connectivity that np-guard's own tests expect (read in place).
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'

import { parseDocuments } from '../src/engine/parse.ts'
import { type AddressRange, covers, parseAddress } from '../src/kernel/cidr.ts'
import { link } from '../src/link/link.ts'
import { isKnown } from '../src/model/known.ts'
import type { Platform } from '../src/model/platform.ts'
import type { Pod } from '../src/model/pod.ts'
import type { Match } from '../src/model/selector.ts'

const shared = process.env['BULKHEAD_SHARED'] ?? join(import.meta.dirname, '..', '..', 'shared')
const suite = join(shared, 'conformance', 'np-guard')
const skip = existsSync(suite) ? false : 'no labelled suites here'

type Connections = { readonly all?: true; readonly protocols?: Readonly<Record<string, readonly string[]>> }
type Row = readonly [source: string, target: string, connections: Connections]

interface Case {
  readonly case: string
  readonly manifests: readonly string[]
  readonly features: readonly string[]
  readonly expected: string
}

function read<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(suite, ...path), 'utf8')) as T
}

function platformOf({ case: name, manifests }: Case): Platform {
  const documents = manifests
    .filter((path) => /\.ya?ml$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(suite, 'cases', name, 'manifests', path), 'utf8') }))
  const options = { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] }
  return link(parseDocuments(documents).facts, options)
}

/** `10.0.0.0-10.0.0.255[External]`; nothing for pods. */
function externalRange(peer: string): AddressRange | undefined {
  const [, first = '', last = ''] = /^([\d.]+)-([\d.]+)(?:\[External\])?$/.exec(peer) ?? []
  const [from, to] = [parseAddress(first), parseAddress(last)]
  return from && to ? { family: 4, first: from.first, last: to.last } : undefined
}

function includesPort({ all, protocols }: Connections, port: number): boolean {
  return (
    all === true ||
    (protocols?.['TCP'] ?? []).some((text) => {
      const [first = 0, last = first] = text.split('-').map(Number)
      return port >= first && port <= last
    })
  )
}

const addresses = ['169.254.169.254', '168.63.129.16', '1.1.1.1', '10.0.0.7', '172.21.0.9', '192.168.1.1']
const ports = [53, 80, 443, 5978, 8080]

function expectedEgress(
  rows: readonly Row[],
  name: string,
  target: { address: string; port: number },
): boolean {
  const address = parseAddress(target.address)
  return rows.some(([source, peer, connections]) => {
    const range = source === name ? externalRange(peer) : undefined
    return range && address && covers([range], address) && includesPort(connections, target.port)
  })
}

const everyAddress = externalRange('0.0.0.0-255.255.255.255')

/** A pod that nothing isolates for ingress takes every connection from every address. */
function isOpenToAll(rows: readonly Row[], name: string): boolean {
  const ranges = rows
    .filter(([, target, connections]) => target === name && connections.all === true)
    .flatMap(([source]) => externalRange(source) ?? [])
  return everyAddress !== undefined && covers(ranges, everyAddress)
}

/** Admin policies are not evaluated, so that they may leave an answer open; without them every answer is known. */
function assertAgrees(
  got: Match,
  expected: boolean,
  { mayBeOpen, what }: { mayBeOpen: boolean; what: string },
): void {
  if (got === 'unknown' && mayBeOpen) return
  assert.equal(got, expected ? 'yes' : 'no', what)
}

function nameOf({ namespace, name, kind }: Pod): string {
  return `${namespace}/${name}[${kind}]`
}

function assertPod(
  pod: Pod,
  platform: Platform,
  { rows, mayBeOpen }: { rows: readonly Row[]; mayBeOpen: boolean },
): void {
  const name = nameOf(pod)
  for (const address of addresses) {
    for (const port of ports) {
      const { match } = platform.egressOf(pod, { address, ports: [port] })
      const expected = expectedEgress(rows, name, { address, port })
      assertAgrees(match, expected, { mayBeOpen, what: `${name} to ${address}:${port}` })
    }
  }
  const ingress = platform.isolationOf(pod, 'ingress').match
  if (!isOpenToAll(rows, name))
    assertAgrees(ingress, true, { mayBeOpen, what: `${name} is isolated for ingress` })
}

describe('np-guard', { skip }, () => {
  const cases = skip === false ? read<{ cases: Case[] }>('index.json').cases : []
  for (const each of cases) {
    test(each.case, () => {
      const rows = read<Row[]>(each.expected)
      const platform = platformOf(each)
      const mayBeOpen = each.features.some((feature) => /anp/i.test(feature))
      const named = new Set(rows.flatMap(([source, target]) => [source, target]))
      for (const pod of platform.all('pod')) {
        // np-guard names an owned pod by its owner, and applies policies to pods in their node's network; no CNI does.
        const isOwned = pod.kind === 'Pod' && !named.has(nameOf(pod))
        if (!isOwned && !isKnown(pod.hostNetwork, true)) assertPod(pod, platform, { rows, mayBeOpen })
      }
    })
  }
})
