// Where the image ends that another one was built on.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { findBase } from '../../src/images/base.ts'
import type { OpenedImage } from '../../src/images/open/image.ts'
import type { ImageConfig } from '../../src/images/open/schema.ts'

async function* nothing(): AsyncGenerator<Buffer> {
  // No layer is read.
}

function imageOf(
  diffIds: readonly string[],
  history: ImageConfig['history'] = [],
  annotations: Readonly<Record<string, string>> = {},
): OpenedImage {
  const layers = diffIds.map((diffId, index) => ({ index, diffId, position: 0, open: nothing }))
  return { tags: [], annotations, layers, config: { rootfs: { diff_ids: [...diffIds] }, history } }
}

const step = (by: string, isEmpty = false): { created_by: string; empty_layer: boolean } => ({
  created_by: by,
  empty_layer: isEmpty,
})
const command = (by: string): { created_by: string; empty_layer: boolean } =>
  step(`/bin/sh -c #(nop)  ${by}`, true)

test('layers of a named base are compared, and all of them have to be there', () => {
  const image = imageOf(['a', 'b', 'c'])
  assert.deepEqual(findBase(image, imageOf(['a', 'b'])), { layers: 2, evidence: 'compared' })
  assert.equal(findBase(image, imageOf(['a', 'x'])), undefined)
  assert.equal(findBase(image, imageOf(['b'])), undefined)
  assert.equal(findBase(imageOf(['a']), imageOf(['a', 'b'])), undefined)
})

test('the history tells where an image ended that was built on', () => {
  const debian = [step('ADD file:1 in /'), command('CMD ["bash"]')]
  const python = [...debian, step('RUN apt-get install'), step('RUN make'), command('CMD ["python3"]')]
  const guess = (history: ImageConfig['history']): number | undefined =>
    findBase(imageOf(['a', 'b', 'c', 'd'], history), undefined)?.layers
  assert.equal(guess([...python, step('COPY app'), command('ENTRYPOINT ["app"]')]), 3)
  assert.equal(guess([...debian, step('RUN x'), step('COPY y')]), 1)
  assert.equal(guess(debian), undefined, 'an image of one layer is built on nothing')
  assert.equal(guess([step('COPY a'), step('COPY b'), command('CMD ["x"]')]), undefined)
  assert.equal(guess([step('CMD ["bash"]', true), step('RUN x')]), undefined, 'no layer before it')
  assert.equal(guess([step('ADD x'), step('CMD ["bash"] # buildkit', true), step('RUN echo CMD')]), 1)
})

test('what the builder states of the base is told with it', () => {
  const stated = {
    'org.opencontainers.image.base.name': 'docker.io/library/python:3.11',
    'org.opencontainers.image.base.digest': 'sha256:1',
  }
  assert.deepEqual(findBase(imageOf(['a', 'b'], [], stated), imageOf(['a'])), {
    layers: 1,
    evidence: 'compared',
    name: 'docker.io/library/python:3.11',
    digest: 'sha256:1',
  })
})
