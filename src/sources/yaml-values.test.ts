import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assert as check, jsonValue, property } from 'fast-check'

import { plainOf } from '../kernel/tree.ts'
import { parseYaml } from '../kernel/yaml.ts'
import { valueFrom } from '../values/json.ts'
import { yamlOf } from './yaml-values.ts'

const at = { start: 0, end: 0 }

test('whatever is written is read back', () => {
  check(
    property(jsonValue({ maxDepth: 5 }), (plain) => {
      // Which of two zeros it is no text tells.
      const value = JSON.parse(JSON.stringify({ value: plain })) as unknown
      const [read] = parseYaml(yamlOf(valueFrom(value, at)) ?? '')
      assert.ok(read?.kind === 'tree')
      assert.deepEqual(JSON.parse(JSON.stringify(plainOf(read.root))), value)
    }),
    { numRuns: 1000 },
  )
})
