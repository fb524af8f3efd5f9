// A factored graph has fewer edges and the same routes: by hand, and that its hubs are really made.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { factor } from './factor.ts'
import type { DepthGraph } from './graph.ts'

interface Edge {
  readonly from: number
  readonly to: number
  readonly barriers?: readonly number[]
}

/** Three barriers; the first two are of one domain. */
function graphOf(edges: readonly Edge[], more: Partial<DepthGraph> = {}): DepthGraph {
  return {
    positionCount: 6,
    domainCount: 2,
    barrierDomains: Int32Array.of(0, 0, 1),
    edges: {
      from: Int32Array.from(edges, ({ from }) => from),
      to: Int32Array.from(edges, ({ to }) => to),
      barriers: edges.map(({ barriers = [] }) => barriers),
    },
    undermines: new Map(),
    ...more,
  }
}

function linesOf({ edges }: DepthGraph): string[] {
  return edges.barriers.map((barriers, edge) => `${edges.from[edge]}>${edges.to[edge]} ${barriers.join(',')}`)
}

test('an edge that asks for more than another goes, and of equals the first stays', () => {
  const { graph, unfold } = factor(
    graphOf([
      { from: 0, to: 1, barriers: [0, 2] },
      { from: 0, to: 1, barriers: [1] },
      { from: 0, to: 1, barriers: [0] },
      { from: 0, to: 1, barriers: [2] },
    ]),
  )
  assert.deepEqual(linesOf(graph), ['0>1 0', '0>1 1'])
  const witness = { start: 0, target: { position: 1, tag: 0 }, route: [0], failed: [0], undermined: [] }
  assert.deepEqual(unfold(witness).route, [1])
})

test('barriers of one domain are one, unless different positions undermine them', () => {
  const edges = [
    { from: 0, to: 1, barriers: [0] },
    { from: 1, to: 2, barriers: [1] },
  ]
  assert.deepEqual(linesOf(factor(graphOf(edges)).graph), ['0>1 0', '1>2 0'])
  const undermines = new Map([[3, [1]]])
  assert.deepEqual(linesOf(factor(graphOf(edges, { undermines })).graph), ['0>1 0', '1>2 1'])
})

test('two that lead alike to the same two share a hub', () => {
  const { graph, unfold } = factor(
    graphOf([
      { from: 0, to: 2, barriers: [0] },
      { from: 0, to: 3, barriers: [1] },
      { from: 1, to: 3, barriers: [2] },
      { from: 1, to: 2, barriers: [2] },
    ]),
  )
  assert.equal(graph.positionCount, 7)
  assert.deepEqual(linesOf(graph), ['6>2 ', '6>3 ', '0>6 0', '1>6 1'])
  const witness = { start: 1, target: { position: 3, tag: 0 }, route: [3, 1], failed: [1], undermined: [] }
  assert.deepEqual(unfold(witness).route, [2])
})

test('positions of different sorts share no hub', () => {
  const edges = [0, 1].flatMap((from) => [2, 3].map((to) => ({ from, to })))
  const { graph } = factor(graphOf(edges, { sorts: Int32Array.of(0, 0, 1, 2, 0, 0) }))
  assert.equal(graph.positionCount, 6)
  assert.equal(graph.edges.from.length, 4)
})
