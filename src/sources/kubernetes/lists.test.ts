import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { parseKubernetes } from './parse.ts'

/** What is read of a text, with the place of each value, as text. */
function told(text: string): string {
  const { facts, problems, objectCount } = parseKubernetes({ path: 'list.json', text })
  const replacer = (key: string, value: unknown): unknown => {
    if (key === 'document' || key === 'pod') return undefined
    return value instanceof Map ? [...value] : value
  }
  return JSON.stringify({ facts, problems, objectCount }, replacer, 1)
}

/** A comment is no JSON: with one the list is read as a whole. */
function wholly(text: string): string {
  return `${text} # read as YAML`
}

const pod = (name: string): object => ({
  metadata: { name, namespace: 'models', labels: { app: 'llm' } },
  spec: { containers: [{ name: 'server', image: 'llm:1', securityContext: { privileged: 'true' } }] },
})
const typed = { apiVersion: 'v1', kind: 'Pod' }

function list(fields: object): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', ...fields }, undefined, 2)
}

test('a list in JSON is read item by item to the same facts, places and problems', () => {
  const texts = [
    list({
      items: [
        { ...typed, ...pod('a') },
        { ...typed, ...pod('b') },
      ],
    }),
    list({ kind: 'PodList', items: [pod('a'), pod('b')], metadata: { resourceVersion: '' } }),
    list({ items: [{ apiVersion: 'v1', kind: 'PodList', items: [pod('a')] }] }),
    list({ items: [] }),
    list({ items: [null, 1, 'text', [], {}] }),
    list({ items: { a: 1 } }),
    list({ items: 'none' }),
    list({ kind: 'Widget', items: [{ ...typed, ...pod('a') }] }),
    list({ apiVersion: null, kind: 'PodList', items: [pod('a')] }),
    '{"kind": "List", "kind": "PodList", "apiVersion": "v1", "items": []}',
    '{"apiVersion": "v1", "kind": "List", "metadata": {"a": 1, "a": 2}, "items": [{"b": 1, "b": 2}]}',
  ]
  for (const text of texts) assert.equal(told(text), told(wholly(text)), text)
})

test('more pods than one tree may have nodes are read', () => {
  const items = Array.from({ length: 30_000 }, (_, index) => ({ ...typed, ...pod(`pod-${index}`) }))
  const { objectCount } = parseKubernetes({ path: 'list.json', text: list({ items }) })
  assert.equal(objectCount, 30_000)
})

test('lists of any items are read as they would be as a whole', () => {
  const item = fc.oneof(
    fc.jsonValue(),
    fc.record({
      apiVersion: fc.constantFrom('v1', 'apps/v1', 1),
      kind: fc.constantFrom('Pod', 'PodList', 'ConfigMap', 'List', null),
      metadata: fc.jsonValue(),
      spec: fc.jsonValue(),
      items: fc.jsonValue(),
    }),
  )
  fc.assert(
    fc.property(fc.array(item), fc.constantFrom('List', 'PodList'), (items, kind) => {
      const text = list({ kind, items })
      assert.equal(told(text), told(wholly(text)))
    }),
  )
})
