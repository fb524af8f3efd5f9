// What the provenance beside an image tells of the images that its build took parts from.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import type { BlobStore, NamedImage } from '../../src/images/open/image.ts'
import { readMaterials } from '../../src/images/open/provenance.ts'

const hex = 'a'.repeat(64)
const image = `sha256:${hex}`

/** A store whose attestation holds one statement. */
function storeOf(statement: string): BlobStore {
  const layer = {
    digest: 'sha256:2',
    annotations: { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1' },
  }
  const manifest = JSON.stringify({ config: { digest: 'sha256:3' }, layers: [layer] })
  return {
    manifest: async () => Buffer.from(manifest),
    small: async () => Buffer.from(statement),
    open: async function* () {},
    position: () => 0,
  }
}

async function materialsOf(statement: string, about = image): Promise<readonly NamedImage[]> {
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': about,
  }
  return await readMaterials(image, [{ digest: 'sha256:1', annotations }], storeOf(statement))
}

function statementOf(predicate: unknown, subject = hex): string {
  return JSON.stringify({ subject: [{ digest: { sha256: subject } }], predicate })
}

test('images are named as registries know them, in both versions of SLSA', async () => {
  const materials = [
    { uri: 'pkg:docker/python@3.13-slim?platform=linux%2Famd64', digest: { sha256: hex } },
    { uri: 'pkg:docker/bank.azurecr.io/hardened/python@3.13' },
    { uri: `pkg:docker/debian?digest=sha256:${hex}`, digest: { sha256: hex } },
    { uri: 'https://github.com/a/b#refs/heads/main', digest: { sha1: '1' } },
    { uri: 'pkg:docker/x@1', digest: { sha256: 'short' } },
  ]
  const expected = [
    { name: 'python:3.13-slim', digest: image },
    { name: 'bank.azurecr.io/hardened/python:3.13' },
    { name: 'debian', digest: image },
    { name: 'x:1' },
  ]
  assert.deepEqual(await materialsOf(statementOf({ materials })), expected)
  assert.deepEqual(
    await materialsOf(statementOf({ buildDefinition: { resolvedDependencies: materials } })),
    expected,
  )
})

test('a statement about another image, or none that can be read, tells nothing', async () => {
  const materials = [{ uri: 'pkg:docker/python@3' }]
  assert.deepEqual(await materialsOf(statementOf({ materials }, 'b'.repeat(64))), [])
  assert.deepEqual(await materialsOf(statementOf({ materials }), 'sha256:other'), [])
  assert.deepEqual(await materialsOf('{'), [])
  assert.deepEqual(await materialsOf(statementOf({ materials: [{ uri: 'x'.repeat(5000) }] })), [])
})

test('whatever stands there, it is read to its end or not at all', async () => {
  const uri = fc.oneof(
    fc.string(),
    fc.string().map((text) => `pkg:docker/${text}`),
  )
  const material = fc.oneof(fc.jsonValue(), fc.record({ uri, digest: fc.jsonValue() }))
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.jsonValue(), fc.record({ materials: fc.array(material) })),
      async (predicate) => {
        for (const { name } of await materialsOf(statementOf(predicate))) assert.equal(typeof name, 'string')
      },
    ),
  )
})
