// The model-file scanner against the field's own corpora; every disagreement has to carry its reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { measureDisassembly } from './conformance/pickles/disasm.ts'
import type { Answers } from './conformance/answers.ts'
import { hasPickles } from './conformance/pickles/files.ts'
import { measureMatrix, measureOracle } from './conformance/pickles/matrix.ts'
import { measurePicklescan } from './conformance/pickles/picklescan.ts'

const skip = hasPickles() ? false : 'the corpora of pickles are not here'

function unexplained({ disagreements }: Answers): unknown[] {
  return disagreements.filter(({ differs }) => differs === undefined)
}

test('opcodes are those that pickletools lists', { skip }, () => {
  const agreement = measureDisassembly()
  assert.deepEqual(unexplained(agreement), [])
  assert.equal(agreement.answers > 100, true)
})

test('lookups and calls are those of CPython, in order', { skip }, () => {
  const agreement = measureOracle()
  assert.deepEqual(unexplained(agreement), [])
  assert.equal(agreement.answers > 50, true)
})

test('every technique is seen, and nothing clean is accused', { skip }, () => {
  const agreement = measureMatrix()
  assert.deepEqual(unexplained(agreement), [])
  assert.equal(agreement.answers, 62)
})

test('every malicious file of picklescan is seen, with the callables that it names', { skip }, () => {
  const agreement = measurePicklescan()
  assert.deepEqual(unexplained(agreement), [])
  assert.equal(agreement.answers, 109)
})
