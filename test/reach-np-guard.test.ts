// Who reaches whom, against the connectivity that np-guard's own tests expect (read in place), row by row.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import {
  answerPointQuery,
  hasNpGuard,
  loadNpGuardCases,
  loadPointQueries,
  measureNpGuardCase,
} from './conformance/np-guard.ts'

const skip = hasNpGuard() ? false : 'no labelled suites here'

describe('np-guard, every row', { skip }, () => {
  for (const each of skip === false ? loadNpGuardCases() : []) {
    test(each.case, () => {
      const { disagreements, rows, agreed } = measureNpGuardCase(each)
      assert.deepEqual(disagreements, [])
      assert.equal(agreed, rows)
    })
  }
  for (const query of skip === false ? loadPointQueries() : []) {
    test(`${query.case}: ${query.src} to ${query.dst}`, () =>
      assert.equal(answerPointQuery(query), query.allowed))
  }
})
