// `bulkhead verify` of images in registries: signatures under tags, and those that a registry lists.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

import { type Handler, serve } from './registry.ts'
import { type Answer, byKey, type Descriptor, Layout, run } from './signed-layout.ts'

/** Serves what a layout holds, and what else a test wants at some paths. */
async function verifyIn(
  t: TestContext,
  layout: Layout,
  answers: Readonly<Record<string, string | readonly [text: string, link: string]>> = {},
): Promise<Answer> {
  const folder = join(layout.folder, 'blobs/sha256')
  const files = Object.fromEntries(
    readdirSync(folder).map((name) => [`blobs/sha256/${name}`, readFileSync(join(folder, name))]),
  )
  const handler: Handler = ({ url = '' }, response) => {
    const path = url.replace('/v2/models/llm/', '')
    const answer = answers[path]
    const [text, link] = typeof answer === 'string' ? [answer, undefined] : (answer ?? [])
    if (answer !== undefined) response.writeHead(200, link === undefined ? {} : { link }).end(text)
    return answer !== undefined
  }
  const { host } = await serve(t, { files, tagged: layout.digests[0] ?? '', handler })
  layout.policy(byKey)
  return run(layout.folder, `${host}/models/llm:1`, '--policy', 'trust.yaml')
}

function textOf({ folder }: Layout, { digest }: Descriptor): string {
  return readFileSync(join(folder, 'blobs/sha256', digest.slice('sha256:'.length)), 'utf8')
}

function listOf(layout: Layout, image: Descriptor): string {
  const referrer = layout.referrer(
    image,
    'application/vnd.dev.cosign.artifact',
    layout.signature(image.digest),
  )
  return JSON.stringify({ schemaVersion: 2, manifests: [referrer] })
}

test('a signature under its tag passes', async (t) => {
  const layout = new Layout()
  const image = layout.image()
  const signature = layout.cosign('sigs', layout.signature(image.digest))
  const tag = `${image.digest.replace(':', '-')}.sig`
  assert.equal((await verifyIn(t, layout, { [`manifests/${tag}`]: textOf(layout, signature) })).code, 0)
})

test('a signature of the index passes', async (t) => {
  const layout = new Layout()
  const index = layout.blob({ schemaVersion: 2, manifests: [layout.image()] })
  const { code } = await verifyIn(t, layout, {
    'manifests/1': textOf(layout, index),
    [`referrers/${index.digest}`]: listOf(layout, index),
  })
  assert.equal(code, 0)
})

test('a signature that the registry lists passes', async (t) => {
  const layout = new Layout()
  const image = layout.image()
  assert.equal((await verifyIn(t, layout, { [`referrers/${image.digest}`]: listOf(layout, image) })).code, 0)
})

test('a list that goes on is read to its end', async (t) => {
  const layout = new Layout()
  const image = layout.image()
  const path = `referrers/${image.digest}`
  const none = JSON.stringify({ schemaVersion: 2, manifests: [] })
  const link = `</v2/models/llm/${path}?last=1>; rel="next"`
  const next = { [`${path}?last=1`]: listOf(layout, image) }
  assert.equal((await verifyIn(t, layout, { ...next, [path]: [none, link] })).code, 0)
  assert.equal((await verifyIn(t, layout, { ...next, [path]: none })).code, 1)
})

test('a list that never ends is not judged', async (t) => {
  const layout = new Layout()
  const path = `referrers/${layout.image().digest}`
  const none = JSON.stringify({ schemaVersion: 2, manifests: [] })
  const link = `</v2/models/llm/${path}>; rel="next"`
  const { code, err } = await verifyIn(t, layout, { [path]: [none, link] })
  assert.deepEqual([code, err], [3, 'bulkhead: The list of referrers is longer than 100 pages.\n'])
})

test('a list under a tag, where the registry keeps none, passes', async (t) => {
  const layout = new Layout()
  const image = layout.image()
  const list = listOf(layout, image)
  layout.blob(Buffer.from(list))
  assert.equal((await verifyIn(t, layout, { [`manifests/${image.digest.replace(':', '-')}`]: list })).code, 0)
})

test('a signature of another image fails', async (t) => {
  const layout = new Layout()
  const image = layout.image()
  const other = { digest: `sha256:${'0'.repeat(64)}` }
  assert.equal((await verifyIn(t, layout, { [`referrers/${image.digest}`]: listOf(layout, other) })).code, 1)
})

test('an image that nobody signed fails', async (t) => {
  const layout = new Layout()
  layout.image()
  assert.equal((await verifyIn(t, layout)).code, 1)
})

test('an image that is not there is not judged', async (t) => {
  const layout = new Layout()
  layout.blob({})
  assert.equal((await verifyIn(t, layout)).code, 3)
})
