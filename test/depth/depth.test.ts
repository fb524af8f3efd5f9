// The solver against brute force over all sets of failed domains, for every start and every way to ask.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Choice, type DepthGraph, isChosen, type Target } from '../../src/breach/depth/graph.ts'
import { type DepthAnswer, type DepthSolver, prepareDepths } from '../../src/breach/depth/solve.ts'
import { allFalls, bruteDepth, type Fall, faultsOf, isReachable } from './brute-force.ts'
import { factor } from '../../src/breach/depth/factor.ts'
import { fanCase, randomCase, seeded } from './random-graph.ts'

const limit = 4
const seedCount = Number(process.env['DEPTH_SEEDS'] ?? 1500)
const firstSeed = Number(process.env['DEPTH_FIRST_SEED'] ?? 0)
const seeds = Array.from({ length: seedCount }, (_, index) => firstSeed + index)
const tags = [0, 1, 2, 3]

/** Each way to ask, with the least number of kept tags that answers it. */
const questions: readonly { readonly kept: number; readonly choices: readonly Choice[] }[] = [
  { kept: 1, choices: [{ kind: 'any' }] },
  { kept: 2, choices: [{ kind: 'any' }, ...tags.map((tag): Choice => ({ kind: 'except', tag }))] },
  { kept: Infinity, choices: tags.map((tag): Choice => ({ kind: 'only', tag })) },
]

interface Asked {
  readonly answer: DepthAnswer
  readonly choice: Choice
  readonly chosen: readonly Target[]
}

function* askAll(solver: DepthSolver, targets: readonly Target[]): Generator<Asked> {
  for (const { kept, choices } of questions) {
    const answer = solver.answer({ targets, kept })
    for (const choice of choices) {
      yield { answer, choice, chosen: targets.filter(({ tag }) => isChosen(tag, choice)) }
    }
  }
}

function fallsOf(graph: DepthGraph): Fall[][] {
  return Array.from({ length: graph.positionCount }, (_, start) => allFalls(graph, start, limit))
}

function checkWitness(
  graph: DepthGraph,
  answer: DepthAnswer,
  at: { start: number; choice: Choice; where: string },
) {
  const { most } = answer.depth(at.start, at.choice)
  const witness = answer.witness(at.start, at.choice)
  assert.equal(witness === undefined, most === Infinity, at.where)
  if (witness === undefined) return
  assert.equal(witness.start, at.start, at.where)
  assert.equal(witness.failed.length, most, at.where)
  assert.ok(isChosen(witness.target.tag, at.choice), at.where)
  assert.deepEqual(faultsOf(graph, witness), [], at.where)
}

test('every depth equals brute force, and every witness can be replayed', () => {
  for (const seed of seeds) {
    const { graph, targets } = randomCase(seed)
    const falls = fallsOf(graph)
    for (const { answer, choice, chosen } of askAll(prepareDepths(graph, { limit }), targets)) {
      falls.forEach((ofStart, start) => {
        const where = `seed ${seed}, start ${start}, ${JSON.stringify(choice)}`
        const depth = bruteDepth(ofStart, chosen)
        const least = isReachable(graph, start, chosen) ? Math.min(depth, limit + 1) : Infinity
        assert.deepEqual(answer.depth(start, choice), { least, most: depth }, where)
        checkWitness(graph, answer, { start, choice, where })
      })
    }
  }
})

test('work cut short leaves bounds that hold', () => {
  for (const seed of seeds.slice(0, 500)) {
    const { graph, targets } = randomCase(seed)
    const falls = fallsOf(graph)
    for (const { answer, choice, chosen } of askAll(prepareDepths(graph, { limit, maxWork: 200 }), targets)) {
      falls.forEach((ofStart, start) => {
        const where = `seed ${seed}, start ${start}, ${JSON.stringify(choice)}`
        const depth = bruteDepth(ofStart, chosen)
        const { least, most } = answer.depth(start, choice)
        assert.ok(least <= depth && depth <= most, `${where}: ${least} ≤ ${depth} ≤ ${most}`)
        checkWitness(graph, answer, { start, choice, where })
      })
    }
  }
})

function leastOf(graph: DepthGraph, targets: readonly Target[]): number[] {
  const answer = prepareDepths(graph, { limit }).answer({ targets, kept: 1 })
  return Array.from({ length: graph.positionCount }, (_, start) => answer.depth(start, { kind: 'any' }).least)
}

function withEdge(
  graph: DepthGraph,
  [from, to]: readonly [number, number],
  met: readonly number[] = [0],
): DepthGraph {
  const edges = {
    from: Int32Array.of(...graph.edges.from, from),
    to: Int32Array.of(...graph.edges.to, to),
    barriers: [...graph.edges.barriers, met],
  }
  return { ...graph, edges }
}

function withBarrier(graph: DepthGraph, edge: number): DepthGraph {
  const barriers = graph.edges.barriers.map((met, index) => (index === edge ? [...met, 0] : met))
  return { ...graph, edges: { ...graph.edges, barriers } }
}

test('a barrier more never lowers a depth, an edge more never raises one', () => {
  for (const seed of seeds.slice(0, 1000)) {
    const { graph, targets } = randomCase(seed)
    const random = seeded(seed)
    const before = leastOf(graph, targets)
    const barred = leastOf(withBarrier(graph, random(graph.edges.barriers.length)), targets)
    const extended = leastOf(
      withEdge(graph, [random(graph.positionCount), random(graph.positionCount)]),
      targets,
    )
    before.forEach((depth, start) => {
      assert.ok((barred[start] ?? 0) >= depth, `seed ${seed}, start ${start}: a barrier more`)
      assert.ok((extended[start] ?? 0) <= depth, `seed ${seed}, start ${start}: an edge more`)
    })
  }
})

test('the same graph gives the same witnesses', () => {
  for (const seed of seeds.slice(0, 300)) {
    const witnesses = [1, 2].map(() => {
      const { graph, targets } = randomCase(seed)
      const answer = prepareDepths(graph, { limit }).answer({ targets, kept: 1 })
      return Array.from({ length: graph.positionCount }, (_, start) => answer.witness(start, { kind: 'any' }))
    })
    assert.deepEqual(witnesses[0], witnesses[1], `seed ${seed}`)
  }
})

test('what lies behind a gateway is as far as it is without asking for one, for one start as for all', () => {
  for (const seed of seeds) {
    const { graph, targets } = randomCase(seed)
    const gateway = seeded(seed)(graph.positionCount)
    const open = targets.reduce((all, { position }) => withEdge(all, [gateway, position], []), graph)
    const solver = prepareDepths(open, { limit })
    const [through, plain] = [
      solver.answer({ targets, kept: 1, gateway }),
      solver.answer({ targets, kept: 1 }),
    ]
    for (let start = 0; start < graph.positionCount; start++) {
      const where = `seed ${seed}, start ${start}`
      const choice = { kind: 'any' } as const
      assert.deepEqual(through.depth(start, choice), plain.depth(start, choice), where)
      checkWitness(open, through, { start, choice, where })
      const alone = solver.answer({ targets, kept: 1, gateway, start })
      assert.deepEqual(alone.depth(start, choice), plain.depth(start, choice), `${where}, alone`)
      checkWitness(open, alone, { start, choice, where })
    }
  }
})

test('many that lead alike to many are led through hubs', () => {
  const withHubs = seeds.filter((seed) => {
    const { graph } = fanCase(seeded(seed))
    return factor(graph).graph.positionCount > graph.positionCount
  })
  assert.ok(withHubs.length > seeds.length / 2, `${withHubs.length} of ${seeds.length}`)
})
