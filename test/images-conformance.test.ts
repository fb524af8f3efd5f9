// Signatures and secrets of images, against the suites of Sigstore and gitleaks (read in place).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { hasGitleaks, measureGitleaks } from './conformance/gitleaks.ts'
import { hasSigstore, loadBundleCases, verifyCase } from './conformance/sigstore.ts'

const noSigstore = hasSigstore() ? false : 'no labelled suites here'
const noGitleaks = hasGitleaks() ? false : 'no labelled suites here'

describe('sigstore, every bundle', { skip: noSigstore }, () => {
  for (const each of noSigstore === false ? loadBundleCases() : [])
    test(each.name, async () => {
      const { verdict, why } = await verifyCase(each)
      assert.equal(verdict, each.expect, why)
    })
})

describe('gitleaks', { skip: noGitleaks }, () => {
  const agreement = noGitleaks === false ? measureGitleaks() : undefined
  test('every difference is explained', () =>
    assert.deepEqual(
      agreement?.disagreements.filter(({ differs }) => differs === undefined),
      [],
    ))
  test('differences are few', () => {
    const { agreedOnFail = 0, agreedOnPass = 0, covered = 1, atLeast = 1 } = agreement ?? {}
    assert.ok((agreedOnFail + agreedOnPass) / covered >= atLeast)
  })
})
