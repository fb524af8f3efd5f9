// What depth means, by hand: small platforms whose answer is plain to see.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Choice, Depth, DepthGraph, DepthQuery, Witness } from './graph.ts'
import { prepareDepths } from './solve.ts'

/** Edges as `pod > node: kernel, policy`; undermines as `node: policy`; domains are named as their barriers. */
interface Sketch {
  readonly edges: readonly string[]
  readonly undermines?: readonly string[]
  /** Barriers that fall with another one, as `seccomp: kernel`. */
  readonly domains?: readonly string[]
}

interface Drawn {
  readonly graph: DepthGraph
  readonly position: (name: string) => number
  readonly names: (domains: readonly number[]) => string[]
}

class Names {
  readonly list: string[] = []
  readonly number = (name: string): number => {
    const known = this.list.indexOf(name)
    return known >= 0 ? known : this.list.push(name) - 1
  }
}

function split(line: string): [string, string[]] {
  const [head = '', tail = ''] = line.split(': ')
  return [head, tail.split(', ').filter((part) => part !== '')]
}

function draw({ edges, undermines = [], domains = [] }: Sketch): Drawn {
  const [positions, barriers, domainNames] = [new Names(), new Names(), new Names()]
  const lines = edges.map((line) => {
    const [way, met] = split(line)
    const [from = '', to = ''] = way.split(' > ')
    return { from: positions.number(from), to: positions.number(to), met: met.map(barriers.number) }
  })
  const undermined = undermines.map((line): [number, number[]] => {
    const [position, voided] = split(line)
    return [positions.number(position), voided.map(barriers.number)]
  })
  const domainOf = new Map(
    domains.map((line) => split(line)).map(([barrier, [domain = '']]) => [barrier, domain]),
  )
  const barrierDomains = barriers.list.map((name) => domainNames.number(domainOf.get(name) ?? name))
  const graph = {
    positionCount: positions.list.length,
    domainCount: domainNames.list.length,
    barrierDomains: Int32Array.from(barrierDomains),
    edges: {
      from: Int32Array.from(lines, ({ from }) => from),
      to: Int32Array.from(lines, ({ to }) => to),
      barriers: lines.map(({ met }) => met),
    },
    undermines: new Map(undermined),
  }
  const names = (list: readonly number[]): string[] => list.map((domain) => domainNames.list[domain] ?? '')
  return { graph, position: positions.number, names }
}

const any: Choice = { kind: 'any' }

function depthOf({ graph, position }: Drawn, start: string, target: string): Depth {
  const query: DepthQuery = { targets: [{ position: position(target), tag: 0 }], kept: 1 }
  return prepareDepths(graph).answer(query).depth(position(start), any)
}

function witnessOf({ graph, position }: Drawn, start: string, target: string): Witness {
  const query: DepthQuery = { targets: [{ position: position(target), tag: 0 }], kept: 1 }
  const witness = prepareDepths(graph).answer(query).witness(position(start), any)
  assert.ok(witness)
  return witness
}

const exactly = (depth: number): Depth => ({ least: depth, most: depth })

test('barriers of one failure domain fail together, and once for a whole route', () => {
  const drawn = draw({
    edges: ['pod > node: seccomp, userns', 'node > other node: seccomp'],
    domains: ['seccomp: kernel', 'userns: kernel'],
  })
  assert.deepEqual(depthOf(drawn, 'pod', 'other node'), exactly(1))
  assert.deepEqual(drawn.names(witnessOf(drawn, 'pod', 'other node').failed), ['kernel'])
})

test('the route with fewer domains wins over the one with fewer edges', () => {
  const drawn = draw({
    edges: ['pod > cloud: a, b', 'pod > node: a', 'node > identity: a', 'identity > cloud'],
  })
  assert.deepEqual(depthOf(drawn, 'pod', 'cloud'), exactly(1))
  assert.deepEqual(witnessOf(drawn, 'pod', 'cloud').route, [1, 2, 3])
})

test('among routes of one depth the shorter wins, then the first', () => {
  const drawn = draw({ edges: ['pod > a', 'a > node: b', 'pod > node: c', 'pod > node: d'] })
  assert.deepEqual(witnessOf(drawn, 'pod', 'node').route, [2])
})

test('what the route owns no longer stands in its way', () => {
  const drawn = draw({ edges: ['pod > node: kernel', 'node > data: policy'], undermines: ['node: policy'] })
  assert.deepEqual(depthOf(drawn, 'pod', 'data'), exactly(1))
  const [undermined] = witnessOf(drawn, 'pod', 'data').undermined
  assert.deepEqual(undermined, { barrier: 1, position: drawn.position('node'), path: [0] })
})

test('an excursion undermines a barrier beside the way', () => {
  const drawn = draw({ edges: ['pod > account', 'pod > data: policy'], undermines: ['account: policy'] })
  assert.deepEqual(depthOf(drawn, 'pod', 'data'), exactly(0))
  const { route, undermined } = witnessOf(drawn, 'pod', 'data')
  assert.deepEqual(route, [1])
  assert.deepEqual(undermined, [{ barrier: 0, position: drawn.position('account'), path: [0] }])
})

test('an excursion that costs pays where it saves more', () => {
  const edges = ['pod > admin: authorisation', 'pod > data: policy, admission']
  assert.deepEqual(depthOf(draw({ edges, undermines: ['admin: policy'] }), 'pod', 'data'), exactly(2))
  const both = draw({ edges, undermines: ['admin: policy, admission'] })
  assert.deepEqual(both.names(witnessOf(both, 'pod', 'data').failed), ['authorisation'])
})

test('underminers that need each other open nothing', () => {
  const edges = ['pod > a: x', 'pod > b: y', 'a > data', 'b > data']
  assert.deepEqual(depthOf(draw({ edges, undermines: ['a: y', 'b: x'] }), 'pod', 'data'), exactly(1))
})

test('an excursion may share its way with the route and go on only after it', () => {
  const edges = ['pod > shop: app', 'shop > account', 'pod > admin: x', 'shop > data: y']
  const drawn = draw({ edges, undermines: ['account: x', 'admin: y'] })
  assert.deepEqual(drawn.names(witnessOf(drawn, 'pod', 'data').failed), ['app'])
})

test('more than the limit is told apart from no route at all', () => {
  const drawn = draw({ edges: ['pod > data: a, b, c, d, e', 'island > pod'] })
  assert.deepEqual(depthOf(drawn, 'pod', 'data'), { least: 5, most: Infinity })
  assert.deepEqual(depthOf(drawn, 'pod', 'island'), exactly(Infinity))
  assert.deepEqual(depthOf(drawn, 'pod', 'pod'), exactly(0))
})

test('one’s own data is left out where the tag says so', () => {
  const { graph, position } = draw({ edges: ['pod > mine', 'pod > yours: policy', 'yours > theirs'] })
  const targets = ['mine', 'yours', 'theirs'].map((name, tag) => ({ position: position(name), tag }))
  const answer = prepareDepths(graph).answer({ targets, kept: 2 })
  assert.deepEqual(answer.depth(position('pod'), any), exactly(0))
  assert.deepEqual(answer.depth(position('pod'), { kind: 'except', tag: 0 }), exactly(1))
  assert.equal(answer.witness(position('pod'), { kind: 'except', tag: 0 })?.target.tag, 1)
  assert.throws(() => answer.depth(position('pod'), { kind: 'only', tag: 0 }), RangeError)
})
