// One name, images for several platforms.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

import {
  addImage,
  addIndex,
  debianRelease,
  dpkgStatus,
  type Files,
  finishLayout,
  makeLayer,
} from './make-image.ts'
import { folderWith } from '../sources/folder.ts'
import { type Ran, runIn } from './run-command.ts'
import { newFolder } from '../new-folder.ts'

const folder = newFolder()
const files: Files = {}
const image = (version: string): { digest: string } =>
  addImage(files, [makeLayer([debianRelease, dpkgStatus(`bash=${version}`)])])
const index = addIndex(files, [
  { ...image('5.2'), platform: { os: 'linux', architecture: 'amd64' } },
  { ...image('5.9'), platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
])
finishLayout(files, [index])
for (const [name, bytes] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, 'layout', name)), { recursive: true })
  writeFileSync(join(folder, 'layout', name), bytes)
}

const run = async (...args: string[]): Promise<Ran> => await runIn(folder, ['image', 'layout', ...args])

interface Several {
  readonly images: readonly {
    readonly image: { readonly platforms?: readonly string[] }
    readonly packages: readonly { readonly version: string }[]
  }[]
}

test('every platform is judged where all are asked for', async () => {
  const { out, code } = await run('--platform', 'all', '-f', 'json')
  const { images } = JSON.parse(out) as Several
  assert.deepEqual(
    images.map(({ packages }) => packages[0]?.version),
    ['5.2', '5.9'],
  )
  assert.deepEqual(images[0]?.image.platforms, ['linux/amd64', 'linux/arm64/v8'])
  assert.equal(code, 3)
  const { out: text } = await run('--platform', 'all')
  assert.equal(text.match(/^1 package in 1 layer/gm)?.length, 2)
})

test('one of several says so, and what is about one image refuses all of them', async () => {
  assert.match((await run()).out, /platform .*, one of linux\/amd64, linux\/arm64\/v8\n/)
  const { code, err } = await run('--platform', 'all', '-f', 'spdx')
  assert.equal(code, 2)
  assert.match(err, /Format spdx is about one image/)
})

test('an image that stands alone is all that there is', async () => {
  const { out } = await runIn(folder, ['image', join(folder, 'none.tar'), '--platform', 'all'])
  assert.match(out, /There is no .*none\.tar/)
})

test('a layout that lists its platforms itself gives the one that is asked for, or says that it has none', async (t) => {
  const own: Files = {}
  const of = (version: string, variant: string): object => ({
    ...addImage(own, [makeLayer([debianRelease, dpkgStatus(`bash=${version}`)])]),
    platform: { os: 'linux', architecture: 'arm', variant },
  })
  const layout = folderWith(t, finishLayout(own, [of('6', 'v6'), of('7', 'v7')]))
  const asked = async (platform: string): Promise<Ran> =>
    await runIn(folder, ['image', layout, '--platform', platform, '-f', 'json'])
  const { images } = JSON.parse((await asked('all')).out) as Several
  assert.deepEqual(
    images.map(({ packages }) => packages[0]?.version),
    ['6', '7'],
  )
  const { problems } = JSON.parse((await asked('linux/arm64')).out) as { problems: { message: string }[] }
  assert.match(
    problems[0]?.message ?? '',
    /no image for linux\/arm64, but for linux\/arm\/v6, linux\/arm\/v7/,
  )
})
