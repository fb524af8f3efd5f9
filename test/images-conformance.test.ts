// Signatures and secrets of images, against the suites of Sigstore and gitleaks (read in place).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { hasGitleaks, measureGitleaks } from './conformance/gitleaks.ts'
import { bundleOf } from '../src/images/trust/cosign-bundle.ts'
import {
  type BundleCase,
  classicLayer,
  hasSigstore,
  loadBundleCases,
  verifyCase,
} from './conformance/sigstore.ts'

const noSigstore = hasSigstore() ? false : 'no labelled suites here'
const noGitleaks = hasGitleaks() ? false : 'no labelled suites here'

describe('sigstore, every bundle', { skip: noSigstore }, () => {
  for (const each of noSigstore === false ? loadBundleCases() : [])
    test(each.name, () => {
      const { verdict, why } = verifyCase(each)
      assert.equal(verdict, each.expect, why)
    })
})

describe('what cosign stores in annotations proves what its bundle does', { skip: noSigstore }, () => {
  const find = (name: string): BundleCase => {
    const each = loadBundleCases().find((known) => known.name === name)
    assert.ok(each)
    return each
  }
  const judge = (name: string): string => {
    const each = find(name)
    return verifyCase(each, JSON.stringify(bundleOf(classicLayer(each)))).verdict
  }
  test('a valid one passes', () => assert.equal(judge('happy-path-v0.1'), 'pass'))
  test('a valid one by a key passes', () => assert.equal(judge('managed-key-happy-path'), 'pass'))
  test('one by another key fails', () => assert.equal(judge('managed-key-wrong-key_fail'), 'fail'))
  test('one that another instance of Sigstore vouches for fails', () =>
    assert.equal(judge('bundle-from-wrong-instance_fail'), 'fail'))
  test('one whose log did not promise it fails', () =>
    assert.equal(judge('set-invalid-signature_fail'), 'fail'))
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
