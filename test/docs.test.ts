// Examples in hand-written documentation are tried.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { parseConfig } from '../src/config/parse.ts'
import { parsePolicy } from '../src/images/trust/policy-file.ts'
import { testExamples } from '../src/engine/test-examples.ts'
import { plainOf } from '../src/kernel/tree.ts'
import { parseYaml } from '../src/kernel/yaml.ts'

const root = join(import.meta.dirname, '..')

test('every configuration in docs/config.md is valid, and its controls hold their examples', () => {
  const page = readFileSync(join(root, 'docs', 'config.md'), 'utf8')
  const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text)
  assert.equal(blocks.length, 2)
  for (const text of blocks) {
    const result = parseConfig({ path: 'docs/config.md', text })
    assert.ok(result.kind === 'config', JSON.stringify(result))
    assert.deepEqual(testExamples(result.value.controls), [])
  }
})

test('the facts stated in the guide to breaches are valid', () => {
  const page = readFileSync(join(root, 'docs', 'guides', 'breach.md'), 'utf8')
  const [, text = ''] = /```yaml\n(.*?)```/s.exec(page) ?? []
  const result = parseConfig({ path: 'docs/guides/breach.md', text })
  assert.ok(result.kind === 'config', JSON.stringify(result))
  assert.deepEqual(Object.keys(result.value.config.facts).sort(), ['imds', 'networkPolicy'])
})

test('the policy in the guide to signatures is valid', () => {
  const page = readFileSync(join(root, 'docs', 'guides', 'signatures.md'), 'utf8')
  const [, text = ''] = /```yaml\n(.*?)```/s.exec(page) ?? []
  const [document] = parseYaml(text)
  assert.ok(document?.kind === 'tree')
  const policy = parsePolicy(plainOf(document.root), (file) => `text of ${file}`)
  assert.deepEqual(
    policy.signers.map(({ kind }) => kind),
    ['identity', 'identity', 'key', 'certificate'],
  )
  assert.equal(policy.trustedRoot, 'text of trusted_root.json')
})

test('links in the papers lead somewhere', () => {
  for (const paper of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    const text = readFileSync(join(root, paper), 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      assert.doesNotThrow(() => readFileSync(join(root, target)), `${paper} links to ${target}`)
    }
  }
})
