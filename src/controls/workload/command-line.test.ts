import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { Container } from '../../model/pod.ts'
import { byDefault, hidden, type Known } from '../../model/known.ts'
import { commandLineOf, flagsOf, textOf } from './command-line.ts'

function running(...args: readonly (string | Known<string>)[]): Container {
  const known = args.map((arg) => (typeof arg === 'string' ? byDefault(arg) : arg))
  return { command: [], args: known } as Partial<Container> as Container
}

function valuesOf(name: string, ...args: readonly string[]): readonly (string | undefined)[] {
  return flagsOf(commandLineOf(running(...args)), [name]).map(({ value }) => value)
}

describe('a command line', () => {
  test('is split where a shell would split it', () => {
    const script = `set -e\nvllm serve org/llm \\\n  --api-key "$KEY" --name 'a b' --x="c d"`
    assert.deepEqual(
      commandLineOf(running('-c', script)).words.map(({ text }) => text),
      ['-c', 'set', '-e', 'vllm', 'serve', 'org/llm', '--api-key', '$KEY', '--name', 'a b', '--x=c d'],
    )
  })

  test('keeps an empty value', () => {
    assert.deepEqual(valuesOf('NotebookApp.token', "--NotebookApp.token=''"), [''])
    assert.deepEqual(valuesOf('NotebookApp.token', '--NotebookApp.token='), [''])
  })

  test('has flags with and without an equals sign, in both spellings', () => {
    assert.deepEqual(valuesOf('dashboard-host', '--dashboard-host=::', '--dashboard_host', '0.0.0.0'), [
      '::',
      '0.0.0.0',
    ])
    assert.deepEqual(valuesOf('head', 'ray start --head --block'), [undefined])
    assert.deepEqual(valuesOf('head', 'ray start --headless --no-head'), [])
  })

  test('says where it cannot be read', () => {
    const template = hidden('unrendered', { document: { path: 'a', text: '' }, start: 0, end: 0 })
    const line = commandLineOf(running('serve', template))
    assert.equal(line.hidden, template)
    assert.equal(textOf(line), 'serve')
  })
})
