// Many small templates must not cost what no single one may.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Allowance } from '../../src/template/allowance.ts'

function spends(allowance: Allowance, wanted: number): number {
  return allowance.spend((budget) => {
    const spent = Math.min(wanted, budget.left)
    budget.left -= spent
    return spent
  })
}

test('what templates cost together is bounded, and each of them gets a little', () => {
  const allowance = new Allowance()
  const spent = Array.from({ length: 1_000 }, () => spends(allowance, 3_000_000))
  assert.equal(spent[0], 2_000_000)
  assert.ok(spent.every((each) => each >= 10_000))
  assert.equal(spent.at(-1), 10_000)
  assert.ok(spent.reduce((sum, each) => sum + each, 0) <= 10_000_000 + 1_000 * 10_000)
})

test('what is not spent is left for others', () => {
  const allowance = new Allowance()
  for (let count = 0; count < 1_000; count++) spends(allowance, 1_000)
  assert.equal(spends(allowance, 3_000_000), 2_000_000)
})
