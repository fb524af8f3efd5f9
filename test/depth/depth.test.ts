// The solver against brute force over all sets of failed domains, for every start and every way to ask.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Choice, type DepthGraph, isChosen, type Target } from '../../src/breach/depth/graph.ts'
import { type DepthAnswer, prepareDepths } from '../../src/breach/depth/solve.ts'
import { allFalls, bruteDepth, type Fall, faultsOf, isReachable } from './brute-force.ts'
import { randomCase } from './random-graph.ts'

const limit = 4
const seedCount = Number(process.env['DEPTH_SEEDS'] ?? 400)
const firstSeed = Number(process.env['DEPTH_FIRST_SEED'] ?? 0)
const seeds = Array.from({ length: seedCount }, (_, index) => firstSeed + index)
const tags = [0, 1, 2, 3]

/** Each way to ask, with the least number of kept tags that answers it. */
const questions: readonly { readonly kept: number; readonly choices: readonly Choice[] }[] = [
  { kept: 1, choices: [{ kind: 'any' }] },
  { kept: 2, choices: [{ kind: 'any' }, ...tags.map((tag): Choice => ({ kind: 'except', tag }))] },
  { kept: Infinity, choices: tags.map((tag): Choice => ({ kind: 'only', tag })) },
]

function* asked(targets: readonly Target[], solver: ReturnType<typeof prepareDepths>) {
  for (const { kept, choices } of questions) {
    const answer = solver.answer({ targets, kept })
    for (const choice of choices) {
      yield { answer, choice, chosen: targets.filter(({ tag }) => isChosen(tag, choice)) }
    }
  }
}

function expected(
  graph: DepthGraph,
  falls: readonly Fall[],
  at: { start: number; chosen: readonly Target[] },
) {
  const depth = bruteDepth(falls, at.chosen)
  if (depth <= limit) return { least: depth, most: depth }
  return { least: isReachable(graph, at.start, at.chosen) ? limit + 1 : Infinity, most: Infinity }
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
  assert.equal(witness.failed.length, most, at.where)
  assert.ok(isChosen(witness.target.tag, at.choice), at.where)
  assert.deepEqual(faultsOf(graph, witness), [], at.where)
}

test('every depth equals brute force, and every witness can be replayed', () => {
  for (const seed of seeds) {
    const { graph, targets } = randomCase(seed)
    const falls = Array.from({ length: graph.positionCount }, (_, start) => allFalls(graph, start, limit))
    for (const { answer, choice, chosen } of asked(targets, prepareDepths(graph, { limit }))) {
      falls.forEach((ofStart, start) => {
        const where = `seed ${seed}, start ${start}, ${JSON.stringify(choice)}`
        assert.deepEqual(answer.depth(start, choice), expected(graph, ofStart, { start, chosen }), where)
        checkWitness(graph, answer, { start, choice, where })
      })
    }
  }
})
