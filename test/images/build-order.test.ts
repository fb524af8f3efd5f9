// Whether an image is laid in a good order, and would be the same if it were built again.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import { packageCommandOf } from '../../src/images/build-order/package-commands.ts'
import { commandsOf } from '../../src/images/build-order/script.ts'
import { defaultLimits, type Layer } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { parseStored, storedText } from '../../src/images/layers/stored-content.ts'
import { sparseInText } from './sparse.ts'
import { type Member, tar } from './tar.ts'

interface Made {
  readonly by?: string
  readonly members?: readonly Member[]
  readonly before?: Buffer
}

const bash = { created_by: 'CMD ["bash"]', empty_layer: true }
const rootfs: Made = { by: 'ADD rootfs.tar.xz / # buildkit' }

function layerOf({ by, members = [], before = Buffer.alloc(0) }: Made, index: number): Layer {
  const scanner = new LayerScanner(defaultLimits, index === 0)
  scanner.write(Buffer.concat([before, tar(members)]))
  return {
    index,
    diffId: undefined,
    ...(by === undefined ? {} : { createdBy: by }),
    content: scanner.end(true),
  }
}

/** An image of these layers upon a base of one layer. */
function report(own: readonly Made[], created?: string): ImageReport {
  const made = [rootfs, ...own]
  const history = made.flatMap(({ by }, index) => [
    ...(by === undefined ? [] : [{ created_by: by }]),
    ...(index === 0 ? [bash] : []),
  ])
  const config = {
    ...(created === undefined ? {} : { created }),
    rootfs: { diff_ids: made.map(() => '') },
    history,
    config: { User: '1', Entrypoint: ['/a'], Healthcheck: { Test: ['CMD', 'a'] } },
  }
  const layers = made.map(layerOf)
  const blobs = layers.map(({ index }) => ({
    index,
    diffId: undefined,
    position: 0,
    open: async function* none() {},
  }))
  return reportImage({ reference: 'a', image: { tags: [], annotations: {}, config, layers: blobs }, layers })
}

function told(own: readonly Made[], created?: string): string[] {
  return report(own, created).weaknesses.map(({ name, places }) => `${name} | ${places.join(' | ')}`)
}

const run = (script: string): Made => ({ by: `RUN /bin/sh -c ${script} # buildkit` })
const stated = '2026-11-30T00:00:00Z'

test('an image that is built well is told as such', () => {
  const own = [
    run('apt-get update && apt-get install -y curl=8.14.1-2 && rm -rf /var/lib/apt/lists/*'),
    { by: 'COPY --link app /app # buildkit', members: [{ path: 'app/main.py', content: 'x' }] },
  ]
  const { image, weaknesses } = report(own, stated)
  assert.deepEqual(weaknesses, [])
  assert.deepEqual(image.repeatable, {
    verdict: 'pass',
    message: 'Nothing of it shows the day of its build.',
  })
})

test('packages without a version are told with the layer that installs them', () => {
  const own = [
    run('apt-get update && apt-get install -y --no-install-recommends curl git=1:2.39'),
    { by: '|1 A=b /bin/sh -c apk add --no-cache --virtual .deps musl-dev openssl=3.1.4-r5' },
    {
      by: 'RUN |2 A=b C=d /bin/bash -o pipefail -c set -eux; \tdnf -y install nginx-1.24 java-21 python3 # buildkit',
    },
    run('pip install --no-cache-dir -r requirements.txt torch numpy==2.1.0 ./own.whl -c limits.txt'),
    run(
      'pip install -r requirements.txt && apk add --no-cache "$PACKAGE" && yum install -y https://a.b/c.rpm',
    ),
  ]
  assert.deepEqual(told(own), [
    'packages-unpinned | layer 1: apt-get curl | layer 2: apk musl-dev | layer 3: dnf python3 | layer 4: pip torch',
  ])
  assert.deepEqual(report(own).image.repeatable, {
    verdict: 'fail',
    message: 'It installs packages without a version.',
  })
})

test('what the base installed is not the image’s to change', () => {
  const base = { ...rootfs, by: 'RUN /bin/sh -c apt-get update && apt-get install -y curl' }
  const layers = [base, { by: 'COPY a /a # buildkit' }].map(layerOf)
  const history = [{ created_by: base.by }, bash, { created_by: 'COPY a /a # buildkit' }]
  const config = { rootfs: { diff_ids: ['', ''] }, history }
  const image = { tags: [], annotations: {}, config, layers: [] }
  const { weaknesses } = reportImage({ reference: 'a', image, layers })
  assert.deepEqual(
    weaknesses.map(({ name }) => name).filter((name) => name.startsWith('packages')),
    [],
  )
})

test('on a snapshot of the archive versions need no names', () => {
  const own = [
    run(
      'echo deb http://snapshot.debian.org/archive/debian/20261101T000000Z bookworm main > /etc/apt/sources.list',
    ),
    run('apt-get update && apt-get install -y curl'),
  ]
  assert.deepEqual(told(own), [])
})

test('lists that are updated alone, and upgrades of the base, are told', () => {
  const own = [
    run('apt-get update'),
    run('apt-get install -y curl=1 && apt-get update'),
    run('apk update && apk add a=1'),
    run('apt-get update && apt-get -y upgrade'),
    { by: '/bin/sh -c dnf -y update && dnf update -y openssl-3.0' },
    { by: '/bin/sh -c #(nop) CMD ["apt-get" "update"]' },
  ]
  assert.deepEqual(told(own), [
    'lists-updated-alone | layer 1: apt-get update | layer 2: apt-get update',
    'packages-upgraded | layer 4: apt-get upgrade | layer 5: dnf upgrade',
  ])
})

test('models above packages are told where they are large, and below them they are not', () => {
  const models = {
    before: sparseInText('models/a.safetensors', { size: 2 ** 30, parts: [{ at: 0, text: 'x' }] }),
  }
  const weights = { by: 'COPY models /models # buildkit', ...models }
  const packages = run('pip install torch==2.5.1')
  const small = { by: 'COPY a /a', members: [{ path: 'a/b.pkl', content: 'x' }] }
  assert.deepEqual(told([packages, small, weights]), [
    'models-above-packages | layer 3: 1024.0 MiB of models',
  ])
  assert.deepEqual(told([weights, small, packages]), [])
})

test('what builds leave behind is counted by kind', () => {
  const own = {
    by: 'COPY a /a',
    members: [
      { path: 'var/lib/apt/lists/deb.debian.org_dists_bookworm_InRelease', content: 'x' },
      { path: 'var/lib/apt/lists/lock', content: 'x' },
      { path: 'var/cache/apt/archives/curl.deb', content: 'x' },
      { path: 'root/.cache/pip/http/a', content: 'xx' },
      { path: 'usr/lib/python3/site-packages/a/__pycache__/b.cpython-312.pyc', content: 'x' },
      { path: 'usr/lib/python3/site-packages/a/__pycache__/c.cpython-312.pyc', content: 'x' },
      { path: 'var/log/dpkg.log', content: 'x' },
      { path: 'var/log/empty.log', content: '' },
      { path: 'tmp/', flag: '5', mode: 0o1777 },
    ],
  }
  const [weakness, ...others] = report([own]).weaknesses
  assert.deepEqual(others, [])
  assert.deepEqual([weakness?.name, weakness?.severity], ['left-by-build', 'info'])
  assert.equal(
    weakness?.message,
    'Builds left 6 files of 0.0 MiB behind (caches of pip, compiled Python, logs, package caches, package lists): no container needs them, and no two builds leave the same.',
  )
  assert.deepEqual(weakness?.places, [
    'layer 1: var/lib/apt/lists/deb.debian.org_dists_bookworm_InRelease',
    'layer 1: var/cache/apt/archives/curl.deb',
    'layer 1: root/.cache/pip/http/a',
    'layer 1: usr/lib/python3/site-packages/a/__pycache__/b.cpython-312.pyc',
    'layer 1: var/log/dpkg.log',
  ])
})

test('an identity of a machine is told, and its absence is not', () => {
  const id = (content: string): Made[] => [
    { by: 'COPY a /a', members: [{ path: 'etc/machine-id', content }] },
  ]
  assert.deepEqual(told(id(`${'0123456789abcdef'.repeat(2)}\n`)), ['machine-id | layer 1: etc/machine-id'])
  for (const content of ['', 'uninitialized\n']) assert.deepEqual(told(id(content)), [])
})

test('a build tells its moment by parts of a second, or by files that are newer than it says', () => {
  const own = [{ by: 'COPY a /a', members: [{ path: 'a', content: 'x', pax: { mtime: '1796083200.5' } }] }]
  const answer = (created?: string): string => {
    const { verdict, message } = report(own, created).image.repeatable ?? {}
    return `${verdict}: ${message}`
  }
  assert.equal(answer('2026-11-30T12:01:02.123456789Z'), 'fail: It is stamped with the moment of its build.')
  assert.equal(answer('2026-12-01T00:00:00Z'), 'pass: Nothing of it shows the day of its build.')
  assert.equal(answer('2026-11-30T23:59:59Z'), 'fail: Files of layer 1 are newer than the image says to be.')
  assert.equal(
    answer('1970-01-01T00:00:00.001Z'),
    'fail: Files of layer 1 are newer than the image says to be.',
  )
  assert.equal(answer(undefined), 'pass: Nothing of it shows the day of its build.')
  assert.equal(answer('soon'), 'pass: Nothing of it shows the day of its build.')
})

test('without its history nobody knows how an image was built', () => {
  assert.deepEqual(report([{}], stated).image.repeatable, {
    verdict: 'unknown',
    message: 'The image does not tell which instructions made its layers.',
  })
})

test('a folder of files does not tell how it was built', () => {
  const image = { tags: [], annotations: {}, layers: [] }
  const { repeatable } = reportImage({ reference: 'a', image, layers: [layerOf({}, 0)] }).image
  assert.equal(repeatable, undefined)
})

test('what a layer tells of its build is stored with it', () => {
  const members = [
    { path: 'var/log/a', content: 'x', pax: { mtime: '12' } },
    { path: 'etc/machine-id', content: '0'.repeat(32) },
  ]
  const { content } = layerOf({ members }, 0)
  const used = { bytes: 0, passed: 0, operations: 0 }
  assert.deepEqual(parseStored(storedText({ content, used })).content, content)
  assert.deepEqual([content.newest, content.machineIds, content.leftovers.size], [12, ['etc/machine-id'], 1])
})

test('a shell is found in instructions of all builders, and nowhere else', () => {
  const names = (text: string): string[] => commandsOf(text).map(({ name }) => name)
  assert.deepEqual(names('/bin/sh -c apt-get update'), ['apt-get'])
  assert.deepEqual(names('RUN |1 V=1 /usr/bin/bash -eo pipefail -c true; false # buildkit'), [
    'true',
    'false',
  ])
  assert.deepEqual(names('COPY --chown=1 /bin/sh -c /a'), [])
  assert.deepEqual(names('/bin/sh -c #(nop) COPY file:0 in /bin'), [])
  assert.deepEqual(names('bazel build //a'), [])
  assert.deepEqual(names(''), [])
})

test('options and their values are no packages', () => {
  const unpinned = (script: string): readonly string[] =>
    commandsOf(`/bin/sh -c ${script}`).flatMap((each) => packageCommandOf(each)?.unpinned ?? [])
  assert.deepEqual(unpinned('apt-get -o Dpkg::Use-Pty=0 install -t bookworm-backports -y curl ./a.deb'), [
    'curl',
  ])
  assert.deepEqual(
    unpinned('pip install --index-url https://a.b/simple "vllm[audio]" "a>=1" git+https://a.b/c'),
    ['vllm[audio]'],
  )
  assert.deepEqual(unpinned('zypper -n in vim && microdnf install $A'), ['vim'])
  assert.deepEqual(unpinned('python3 -m pip install --no-cache-dir torch; uv pip install --system vllm'), [
    'torch',
    'vllm',
  ])
  assert.deepEqual(unpinned('python3 -m venv install; uv sync'), [])
  assert.deepEqual(unpinned('apt-cache install curl; apt-get remove curl; npm ci'), [])
})
