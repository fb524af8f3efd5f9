// VEX that stands beside the images of a platform: `scan` and `patch` take it from whom a policy trusts, as `image` does.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

import type { PatchPlan } from '../../src/findings/patching/plan.ts'
import type { TestKey } from '../certificates.ts'
import { envelopeOf, key, otherKey, trust } from '../signing.ts'
import { folderWith } from '../sources/folder.ts'
import { advisory, critical } from './advise.ts'
import { hasRegistry, pushAttestation, pushImage, startRegistry } from './docker-registry.ts'
import { addBlob, debianRelease, dpkgStatus, makeConfig, makeDockerArchive, makeLayer } from './make-image.ts'
import { type ImageRegistry, podOf, serveImages } from './platform-scan.ts'
import { type Ran, runIn } from './run-command.ts'
import { byKey, Layout } from './signed-layout.ts'

const layer = makeLayer([debianRelease, dpkgStatus('bash=5.2')])
const flawed = { layers: [layer] }
const flaw = advisory({ name: 'bash', score: critical, events: [{ introduced: '0' }, { fixed: '9' }] })
const policy = JSON.stringify({ signers: [{ key: 'cosign.pub' }], transparencyLog: 'optional' })

const notAffected = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://bank.example/vex/1',
  author: 'Platform Security',
  timestamp: '2026-11-01T00:00:00Z',
  version: 1,
  statements: [
    {
      vulnerability: { name: 'CVE-2026-0001' },
      status: 'not_affected',
      justification: 'vulnerable_code_not_present',
    },
  ],
}

const envelopeType = 'application/vnd.dsse.envelope.v1+json'

function statementOf(digest: string): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'llm', digest: { sha256: digest.replace('sha256:', '') } }],
    predicateType: 'https://openvex.dev/ns/v0.2.0',
    predicate: notAffected,
  }
}

/** What somebody attests of an image, beside it as cosign stores it. */
function attest({ files, digests, tag }: ImageRegistry, name: string, by: TestKey): void {
  const digest = digests[name] ?? ''
  const envelope = Buffer.from(JSON.stringify(envelopeOf(statementOf(digest), by)))
  const layer = { mediaType: envelopeType, ...addBlob(files, envelope) }
  const config = addBlob(files, Buffer.from('{}'))
  const manifest = addBlob(files, Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: [layer] })))
  tag(`${name.split(':')[0]}:${digest.replace(':', '-')}.att`, manifest.digest)
}

interface Scene {
  readonly registry: ImageRegistry
  readonly ask: (...words: string[]) => Promise<Ran>
}

/** Two pods whose images have the same flaw; of the first somebody says that it does not matter. */
async function scene(t: TestContext, by: TestKey = key): Promise<Scene> {
  const other = { layers: [...flawed.layers, makeLayer([{ path: 'app/serve', content: 'serve' }])] }
  const registry = await serveImages(t, { 'models/llm:1': flawed, 'models/ocr:1': other })
  attest(registry, 'models/llm:1', by)
  const pods = ['llm', 'ocr'].map((name) => podOf(name, `${registry.host}/models/${name}:1`))
  const folder = folderWith(t, {
    'pods.yaml': pods.join('---\n'),
    'osv.ndjson': JSON.stringify(flaw),
    'cosign.pub': trust('', key).pem,
    'trust.yaml': policy,
  })
  await runIn(folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  const ask = async (...words: string[]): Promise<Ran> =>
    await runIn(folder, [...words, 'pods.yaml', '--images', '--db', 'a.db', '--allow-incomplete'])
  return { registry, ask }
}

interface Scanned {
  readonly images: readonly { readonly reference: string; readonly found: { readonly flaws: number } }[]
  readonly problems: readonly { readonly code: string; readonly message: string }[]
}

/** How many flaws count, by the repository of each image. */
function flawsIn({ out }: Ran): Readonly<Record<string, number>> {
  const { images } = JSON.parse(out) as Scanned
  return Object.fromEntries(
    images.map(({ reference, found }) => [/models\/(\w+)/.exec(reference)?.[1], found.flaws]),
  )
}

test('scan sets aside what somebody trusted attests of an image, of that image alone', async (t) => {
  const { ask } = await scene(t)
  assert.deepEqual(flawsIn(await ask('scan', '-f', 'json')), { llm: 1, ocr: 1 })
  const told = await ask('scan', '-f', 'json', '--vex-policy', 'trust.yaml')
  assert.deepEqual(flawsIn(told), { llm: 0, ocr: 1 })
})

test('patch asks nothing for a flaw that somebody trusted says not to matter', async (t) => {
  const { ask, registry } = await scene(t)
  const { out } = await ask('patch', '-f', 'json', '--vex-policy', 'trust.yaml')
  const { steps, current } = JSON.parse(out) as PatchPlan
  assert.deepEqual(
    steps.map(({ image }) => image),
    [`${registry.host}/models/ocr:1`],
  )
  assert.deepEqual(current, [`${registry.host}/models/llm:1`])
})

test('what a key attests that nobody trusts sets nothing aside, and is told at the line that names the image', async (t) => {
  const { ask, registry } = await scene(t, otherKey)
  const told = await ask('scan', '-f', 'json', '--vex-policy', 'trust.yaml')
  assert.deepEqual(flawsIn(told), { llm: 1, ocr: 1 })
  const { problems } = JSON.parse(told.out) as Scanned
  const untrusted = problems.filter(({ code }) => code === 'vex-untrusted')
  assert.deepEqual(
    untrusted.map(({ message }) => message.split(':', 3).slice(0, 3).join(':')),
    [`Image ${registry.host}/models/llm:1`],
  )
})

test('a policy that is missing is a mistake in the question, and so is one without images', async (t) => {
  const { ask } = await scene(t)
  assert.equal((await ask('scan', '--vex-policy', 'none.yaml')).code, 2)
  const folder = folderWith(t, { 'pods.yaml': podOf('p', 'models/llm:1'), 'trust.yaml': policy })
  const { code, err } = await runIn(folder, ['scan', 'pods.yaml', '--vex-policy', 'trust.yaml'])
  assert.equal(code, 2)
  assert.match(err, /Option --vex-policy is about images/)
})

test("so it is with Docker's own registry", async (t) => {
  if (!hasRegistry()) return t.skip('no docker-registry on this machine')
  const host = await startRegistry(t)
  const digest = await pushImage(host, 'models/llm:1', flawed)
  await pushAttestation(host, 'models/llm', { digest, envelope: envelopeOf(statementOf(digest), key) })
  const folder = folderWith(t, {
    'pods.yaml': podOf('llm', `${host}/models/llm:1`),
    'osv.ndjson': JSON.stringify(flaw),
    'cosign.pub': trust('', key).pem,
    'trust.yaml': policy,
  })
  await runIn(folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  const scan = ['scan', 'pods.yaml', '--images', '--db', 'a.db', '-f', 'json']
  assert.deepEqual(flawsIn(await runIn(folder, scan)), { llm: 1 })
  assert.deepEqual(flawsIn(await runIn(folder, [...scan, '--vex-policy', 'trust.yaml'])), { llm: 0 })
})

test('a layout in a folder brings its attestations with it', async () => {
  const layout = new Layout()
  const blobs = [layout.blob(layer.stored, { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' })]
  const image = layout.manifest(
    { config: layout.blob(makeConfig(flawed.layers)), layers: blobs },
    {
      platform: { os: 'linux', architecture: 'amd64' },
      annotations: { 'org.opencontainers.image.ref.name': 'models/llm:1' },
    },
  )
  const envelope = Buffer.from(JSON.stringify(envelopeOf(statementOf(image.digest), key)))
  layout.cosign('atts', layout.blob(envelope, { mediaType: envelopeType }))
  layout.policy(byKey)
  writeFileSync(join(layout.folder, 'pods.yaml'), podOf('llm', 'models/llm:1'))
  writeFileSync(join(layout.folder, 'osv.ndjson'), JSON.stringify(flaw))
  await runIn(layout.folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  const scan = ['scan', 'pods.yaml', '--images-from', '.', '--db', 'a.db', '-f', 'json']
  assert.deepEqual(flawsIn(await runIn(layout.folder, scan)), { llm: 1 })
  assert.deepEqual(flawsIn(await runIn(layout.folder, [...scan, '--vex-policy', 'trust.yaml'])), { llm: 0 })
})

test('reports of images are judged with what files say now; that attestations cannot be asked is told', async (t) => {
  const files = { 'llm.tar': makeDockerArchive([layer], 'models/llm:1'), 'osv.ndjson': JSON.stringify(flaw) }
  const product = { '@id': 'pkg:docker/models/llm@1', subcomponents: [{ '@id': 'pkg:deb/debian/bash' }] }
  const [statement] = notAffected.statements
  const vex = { ...notAffected, statements: [{ ...statement, products: [product] }] }
  const folder = folderWith(t, {
    ...files,
    'pods.yaml': podOf('llm', 'models/llm:1'),
    'vex.json': JSON.stringify(vex),
    'cosign.pub': trust('', key).pem,
    'trust.yaml': policy,
    'images/README': '',
  })
  await runIn(folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  await runIn(folder, ['image', 'llm.tar', '--db', 'a.db', '-f', 'json', '-o', 'images/llm.json'])
  const scan = ['scan', 'pods.yaml', '--images-from', 'images', '-f', 'json']
  assert.deepEqual(flawsIn(await runIn(folder, scan)), { llm: 1 })
  assert.deepEqual(flawsIn(await runIn(folder, [...scan, '--vex', 'vex.json'])), { llm: 0 })
  const attested = await runIn(folder, [...scan, '--vex-policy', 'trust.yaml'])
  assert.deepEqual(flawsIn(attested), { llm: 1 })
  assert.match(attested.out, /A report keeps no attestations/)
})
