// The cheapest changes against brute force over all sets of changes.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  type Arbitrary,
  array,
  assert as check,
  integer,
  nat,
  property,
  record,
  uniqueArray,
} from 'fast-check'

import { cheapestCover, type Demand } from './cover.ts'
import { findCut } from './find-cut.ts'

interface Problem {
  readonly costs: readonly number[]
  readonly demands: readonly Demand[]
}

const changeCount = 9

const problems: Arbitrary<Problem> = record({
  costs: array(integer({ min: 1, max: 3 }), { minLength: changeCount, maxLength: changeCount }),
  demands: array(
    record({
      changes: uniqueArray(nat(changeCount - 1), { maxLength: 5 }),
      needed: integer({ min: 1, max: 3 }),
    }),
    { maxLength: 8 },
  ),
})

function wanting({ demands }: Problem, selected: ReadonlySet<number>): Demand[] {
  return demands.filter(
    ({ changes, needed }) => changes.filter((change) => selected.has(change)).length < needed,
  )
}

function isMeetable({ changes, needed }: Demand): boolean {
  return changes.length >= needed
}

/** The least cost of any set of changes that meets what can be met. */
function leastCost(problem: Problem): number {
  let least = Infinity
  for (let bits = 0; bits < 2 ** changeCount; bits++) {
    const selected = new Set(problem.costs.keys().filter((change) => ((bits >> change) & 1) === 1))
    if (!wanting(problem, selected).some(isMeetable)) least = Math.min(least, costOf(problem, selected))
  }
  return least
}

function costOf({ costs }: Problem, selected: ReadonlySet<number>): number {
  return [...selected].reduce((sum, change) => sum + (costs[change] ?? 0), 0)
}

/** What is wanted of the first demands only, and without the changes that are made: as an engine would tell it. */
function tellFew(problem: Problem, most: number): (selected: ReadonlySet<number>) => Demand[] {
  return (selected) =>
    wanting(problem, selected)
      .slice(0, most)
      .map(({ changes, needed }) => {
        const left = changes.filter((change) => !selected.has(change))
        return { changes: left, needed: needed - (changes.length - left.length) }
      })
}

test('a cover meets every demand, and none costs less', () => {
  const given = problems.map(({ costs, demands }) => ({ costs, demands: demands.filter(isMeetable) }))
  check(
    property(given, (problem) => {
      const cost = (change: number): number => problem.costs[change] ?? 0
      const cover = cheapestCover({ demands: problem.demands, costOf: cost, mostTries: 10_000 })
      assert.deepEqual(wanting(problem, cover.selected), [])
      assert.equal(cover.cost, costOf(problem, cover.selected))
      assert.equal(cover.cost, leastCost(problem))
      assert.ok(cover.isExact)
    }),
    { numRuns: 300 },
  )
})

test('a search cut short meets every demand, and bounds what is possible', () => {
  const given = problems.map(({ costs, demands }) => ({ costs, demands: demands.filter(isMeetable) }))
  check(
    property(given, (problem) => {
      const cost = (change: number): number => problem.costs[change] ?? 0
      const cover = cheapestCover({ demands: problem.demands, costOf: cost, mostTries: 1 })
      assert.deepEqual(wanting(problem, cover.selected), [])
      const least = leastCost(problem)
      assert.ok(cover.lowerBound <= least && least <= cover.cost)
      assert.ok(!cover.isExact || cover.cost === least)
    }),
    { numRuns: 300 },
  )
})

test('demands that come to light one by one lead to the same cost, and what cannot be met is told', () => {
  check(
    property(problems, integer({ min: 8, max: 12 }), (problem, most) => {
      const found = findCut({ costs: problem.costs, demandsOf: tellFew(problem, most) })
      assert.equal(found.cost, leastCost(problem))
      assert.equal(found.lowerBound, found.cost)
      assert.ok(found.isExact)
      assert.equal(found.unmet.length, wanting(problem, found.selected).length)
      assert.ok(found.unmet.every((demand) => !isMeetable(demand)))
    }),
    { numRuns: 300 },
  )
})

/** Changes of which some close many ways and most a few, as controls do. */
function manyChanges(count: number): Problem {
  const costs = Array.from({ length: count }, (_, change) => 1 + (change % 3))
  const demands = Array.from({ length: 2 * count }, (_, index) => ({
    changes: [
      ...new Set([index % 8, (index * 7 + 3) % count, (index * 13 + 5) % count, (index * 29 + 11) % count]),
    ],
    needed: 1 + (index % 2),
  }))
  return { costs, demands }
}

test('a few hundred changes stay within bounds that are told', () => {
  const { costs, demands } = manyChanges(200)
  const cover = cheapestCover({ demands, costOf: (change) => costs[change] ?? 0, mostTries: 20_000 })
  assert.deepEqual(wanting({ costs, demands }, cover.selected), [])
  assert.ok(cover.lowerBound <= cover.cost)
})
