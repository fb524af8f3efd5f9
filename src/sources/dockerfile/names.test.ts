import assert from 'node:assert/strict'
import { test } from 'node:test'

import { classify } from '../classify.ts'

test('Dockerfiles are known by their names', () => {
  const names = [
    'Dockerfile',
    'Dockerfile.gpu',
    'model.dockerfile',
    'a/b/Containerfile',
    'DOCKERFILE',
    'Dockerfile-dev',
  ]
  assert.deepEqual(
    names.filter((name) => classify(name) !== 'dockerfile'),
    [],
  )
  assert.notEqual(classify('Dockerfile.dockerignore'), 'dockerfile')
  assert.notEqual(classify('dockerfile-policy.yaml'), 'dockerfile')
})
