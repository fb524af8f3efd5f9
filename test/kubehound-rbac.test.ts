// What accounts may do, against the edges that KubeHound's own tests expect (read in place), row by row.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { measureKubeHoundRbac } from './conformance/breach/kubehound-rbac.ts'
import { hasKubeHound } from './conformance/breach/kubehound.ts'

const skip = hasKubeHound() ? false : 'no labelled suites here'

describe('KubeHound, every row about RBAC', { skip }, () => {
  for (const { id, expected, got } of skip === false ? measureKubeHoundRbac() : [])
    test(id, () => assert.equal(got, expected))
})
