// What containers may do, against the attacks that badPods and KubeHound expect (read in place).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { hasBadPods, measureBadPods } from './conformance/breach/badpods.ts'
import { hasKubeHound } from './conformance/breach/kubehound.ts'
import { measureKubeHoundEscapes } from './conformance/breach/kubehound-escapes.ts'
import { agrees, type Answered, type BreachAgreement } from './conformance/breach/scene.ts'

function assertAgreement(measure: () => BreachAgreement, isThere: boolean): void {
  const skip = isThere ? false : 'no labelled suites here'
  for (const answer of isThere ? measure().answers : [])
    test(answer.id, { skip }, () => {
      if (answer.differs === undefined) assert.equal(answer.got, answer.expected)
      else assertWider(answer)
    })
  if (!isThere) test('is read in place', { skip }, () => {})
}

/** Where we differ, we find more. */
function assertWider(answer: Answered): void {
  assert.ok(!agrees(answer), 'agrees after all: say nothing of a difference')
  const got = new Set(answer.got.split(' '))
  assert.deepEqual(
    answer.expected.split(' ').filter((each) => !got.has(each)),
    [],
  )
}

describe('badPods', () => assertAgreement(measureBadPods, hasBadPods()))
describe('KubeHound', () => assertAgreement(measureKubeHoundEscapes, hasKubeHound()))
