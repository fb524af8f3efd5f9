// What is asked in a registry's stead.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { type Mirrors, mirrored } from '../../src/images/registry/mirrors.ts'
import { parseImageReference } from '../../src/model/image-reference.ts'
import { addImage, debianRelease, dpkgStatus, type Files, makeLayer } from './make-image.ts'
import { serve } from './registry.ts'
import { runIn } from './run-command.ts'
import { newFolder } from '../new-folder.ts'

function askedFor(name: string, mirrors: Mirrors): string {
  const reference = parseImageReference(name)
  assert.ok(reference !== undefined)
  const { registry, repository, tag } = mirrored(reference, mirrors)
  return `${registry}/${repository}:${tag}`
}

test('the longest beginning of a name counts, and ends where a part ends', () => {
  const mirrors = {
    'docker.io': 'bank.azurecr.io/dockerhub',
    'docker.io/bank': 'localhost:5000',
    'nvcr.io/nvidia': 'bank.azurecr.io/nvidia',
  }
  assert.equal(askedFor('python:3', mirrors), 'bank.azurecr.io/dockerhub/library/python:3')
  assert.equal(askedFor('bank/llm:1', mirrors), 'localhost:5000/llm:1')
  assert.equal(askedFor('banker/llm:1', mirrors), 'bank.azurecr.io/dockerhub/banker/llm:1')
  assert.equal(
    askedFor('nvcr.io/nvidia/tritonserver:25.1', mirrors),
    'bank.azurecr.io/nvidia/tritonserver:25.1',
  )
  assert.equal(askedFor('nvcr.io/nim/llama:1', mirrors), 'nvcr.io/nim/llama:1')
})

test('an image comes from the mirror under its own name, and nobody else is asked', async (t) => {
  const files: Files = {}
  const { digest } = addImage(files, [makeLayer([debianRelease, dpkgStatus('bash=5.2')])])
  const { host, asked } = await serve(t, { files, tagged: digest })
  const folder = newFolder()
  writeFileSync(join(folder, 'bulkhead.yaml'), `mirrors: { away.example/bank: "${host}/models" }\n`)
  const { out } = await runIn(folder, ['image', 'away.example/bank/llm:1', '-f', 'json'])
  const { image, packages } = JSON.parse(out) as { image: { reference: string }; packages: unknown[] }
  assert.equal(image.reference, 'away.example/bank/llm:1')
  assert.equal(packages.length, 1)
  assert.equal(asked[0], 'GET /v2/models/llm/manifests/1')
  const gone = await runIn(folder, ['image', 'away.example/bank/llm:2'])
  assert.equal(gone.code, 3)
  assert.match(gone.out, new RegExp(`${host}/models/llm`))
})
