// Images that call themselves what a VEX statement is about: nothing that an image says of itself sets its flaws aside.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'

import { folderWith } from '../sources/folder.ts'
import { advisory, critical } from './advise.ts'
import {
  addImage,
  debianRelease,
  dpkgStatus,
  finishLayout,
  type Files,
  makeDockerArchive,
  makeLayer,
  makeLayout,
  type Making,
  sha256,
  tarOf,
} from './make-image.ts'
import { podOf } from './platform-scan.ts'
import { runIn } from './run-command.ts'
import { notAffected, openvex } from './vexed.ts'

const wanted = 'models.azurecr.io/team/llm:1.4'
/** Of the image that the statements are about, which is never the one that is there. */
const digest = sha256(Buffer.from('the image of the vendor'))
const layer = makeLayer([debianRelease, dpkgStatus('bash=5.2')])
const flaw = advisory({ name: 'bash', score: critical, events: [{ introduced: '0' }, { fixed: '9' }] })

/** A layout of one image, as its index annotates it. */
function layoutCalled(annotations: Readonly<Record<string, string>>, making: Making = {}): Files {
  const files: Files = {}
  return finishLayout(files, [{ ...addImage(files, [layer], making), annotations }])
}

interface Attempt {
  /** What `bulkhead image` is asked about. */
  readonly word: string
  readonly files: Readonly<Record<string, string | Uint8Array>>
  readonly product: object
  readonly args?: readonly string[]
}

/** Whether the statement sets aside the flaw of the image. */
async function isSetAside(t: TestContext, { word, files, product, args = [] }: Attempt): Promise<boolean> {
  const vex = JSON.stringify(openvex({ ...notAffected, products: [product] }))
  const folder = folderWith(t, { ...files, 'vex.json': vex, 'osv.ndjson': JSON.stringify(flaw) })
  await runIn(folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  const asked = ['image', word, '--db', 'a.db', '--vex', 'vex.json', '-f', 'json', ...args]
  const { out, err } = await runIn(folder, asked)
  assert.notEqual(out, '', err)
  const { vulnerabilities } = JSON.parse(out) as { vulnerabilities: readonly { vex?: object }[] }
  assert.equal(vulnerabilities.length, 1)
  return vulnerabilities[0]?.vex !== undefined
}

const byName = { '@id': wanted }
const byDigest = { '@id': `pkg:oci/llm@${digest}` }
const labels = {
  'org.opencontainers.image.ref.name': wanted,
  'org.opencontainers.image.title': 'llm',
  'org.opencontainers.image.version': '1.4',
  'org.opencontainers.image.base.digest': digest,
}

const attempts: Readonly<Record<string, Attempt>> = {
  'the name that a layout annotates': {
    word: 'evil.tar',
    files: { 'evil.tar': tarOf(layoutCalled({ 'org.opencontainers.image.ref.name': wanted })) },
    product: byName,
  },
  'the name that containerd annotates': {
    word: 'evil.tar',
    files: { 'evil.tar': tarOf(layoutCalled({ 'io.containerd.image.name': wanted })) },
    product: byName,
  },
  'a tag of docker save': {
    word: 'evil.tar',
    files: { 'evil.tar': makeDockerArchive([layer], wanted) },
    product: byName,
  },
  'a tag of docker save, as a package URL': {
    word: 'evil.tar',
    files: { 'evil.tar': makeDockerArchive([layer], wanted) },
    product: { '@id': 'pkg:oci/llm@1.4?repository_url=models.azurecr.io/team/llm' },
  },
  'the tag alone, of a file that has the right name': {
    word: 'llm.tar',
    files: { 'llm.tar': makeDockerArchive([layer], 'evil:1.4') },
    product: { '@id': 'pkg:oci/llm@1.4' },
  },
  'the tag alone, in a layout that has the right name': {
    word: 'llm',
    files: Object.fromEntries(
      Object.entries(layoutCalled({ 'org.opencontainers.image.ref.name': '1.4' })).map(([path, bytes]) => [
        `llm/${path}`,
        bytes,
      ]),
    ),
    product: { '@id': 'pkg:oci/llm?tag=1.4' },
  },
  'labels of its configuration': {
    word: 'evil.tar',
    files: { 'evil.tar': tarOf(makeLayout([layer], { config: { Labels: labels } })) },
    product: byName,
  },
  'annotations of its manifest': {
    word: 'evil.tar',
    files: { 'evil.tar': tarOf(makeLayout([layer], { annotations: labels })) },
    product: byDigest,
  },
  'a digest in the name that a layout annotates': {
    word: 'evil.tar',
    files: {
      'evil.tar': tarOf(layoutCalled({ 'org.opencontainers.image.ref.name': `${wanted}@${digest}` })),
    },
    product: byDigest,
  },
  'a digest in the name of a file': {
    word: `./llm@${digest}`,
    files: { [`llm@${digest}`]: makeDockerArchive([layer]) },
    product: { hashes: { 'sha-256': digest.replace('sha256:', '') } },
  },
  'files of a container without any digest, where the statement tells one': {
    word: './llm',
    files: {
      'llm/etc/os-release': debianRelease.content ?? '',
      'llm/var/lib/dpkg/status': dpkgStatus('bash=5.2').content ?? '',
    },
    product: { '@id': './llm', hashes: { 'sha-256': digest.replace('sha256:', '') } },
  },
  'a registry that a file has not': {
    word: 'llm.tar',
    files: { 'llm.tar': makeDockerArchive([layer]) },
    product: { '@id': 'pkg:oci/llm?repository_url=undefined/llm' },
  },
  'a package URL whose digest stands in a qualifier': {
    word: 'llm.tar',
    files: { 'llm.tar': makeDockerArchive([layer]) },
    product: { '@id': `pkg:docker/llm?digest=${digest}` },
  },
  'a package URL for another platform': {
    word: 'llm.tar',
    files: { 'llm.tar': makeDockerArchive([layer]) },
    product: { '@id': 'pkg:docker/llm?platform=linux%2Farm64' },
  },
  'a package URL with a demand that nobody knows': {
    word: 'llm.tar',
    files: { 'llm.tar': makeDockerArchive([layer]) },
    product: { '@id': 'pkg:oci/llm?variant=slim' },
  },
}

for (const [what, attempt] of Object.entries(attempts))
  test(`nothing is set aside by ${what}`, async (t) => {
    assert.equal(await isSetAside(t, attempt), false)
  })

test('what who asks calls it counts: the name of a file, and the name by which it was chosen', async (t) => {
  const archive = { 'llm.tar': makeDockerArchive([layer], wanted) }
  const asked = { word: 'llm.tar', files: archive }
  assert.equal(await isSetAside(t, { ...asked, product: { '@id': 'pkg:oci/llm' } }), true)
  assert.equal(await isSetAside(t, { ...asked, product: { '@id': 'llm.tar' } }), true)
  assert.equal(await isSetAside(t, { ...asked, product: byName, args: ['--name', wanted] }), true)
  const purl = { '@id': 'pkg:oci/llm@1.4?repository_url=models.azurecr.io/team/llm&os=linux&arch=amd64' }
  assert.equal(await isSetAside(t, { ...asked, product: purl, args: ['--name', wanted] }), true)
})

test('the digest of what was read counts, whatever it is called', async (t) => {
  const files = makeLayout([layer])
  const { manifests } = JSON.parse(String(files['index.json'])) as {
    manifests: readonly { digest: string }[]
  }
  const product = { '@id': `pkg:oci/evil@${manifests[0]?.digest}` }
  assert.equal(await isSetAside(t, { word: 'evil.tar', files: { 'evil.tar': tarOf(files) }, product }), true)
})

test('an archive is not what a platform pins because it says so; a tag that the platform names is believed', async (t) => {
  const named = `${wanted}@${digest}`
  const scanOf = async (reference: string, called: string): Promise<string> => {
    const folder = folderWith(t, {
      'pods.yaml': podOf('llm', reference),
      'images/evil.tar': tarOf(layoutCalled({ 'org.opencontainers.image.ref.name': called })),
      'vex.json': JSON.stringify(
        openvex({ ...notAffected, products: [{ '@id': 'pkg:oci/llm?repository_url=models.azurecr.io' }] }),
      ),
      'osv.ndjson': JSON.stringify(flaw),
    })
    await runIn(folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
    const args = ['scan', 'pods.yaml', '--images-from', 'images', '--db', 'a.db', '--vex', 'vex.json']
    const { out } = await runIn(folder, [...args, '-f', 'json'])
    const { images } = JSON.parse(out) as { images: readonly { found?: { flaws: number } }[] }
    return images.map(({ found }) => found?.flaws ?? 'not opened').join()
  }
  assert.equal(await scanOf(named, named), 'not opened')
  assert.equal(await scanOf(wanted, wanted), '0')
  assert.equal(await scanOf('models.azurecr.io/team/ocr:1', 'models.azurecr.io/team/ocr:1'), '1')
})

test('of two archives that call themselves alike none is opened, unless they are the same', async (t) => {
  const other = makeLayer([debianRelease, dpkgStatus('bash=9')])
  const called = (layers: readonly (typeof layer)[]): Buffer => {
    const files: Files = {}
    const annotations = { 'org.opencontainers.image.ref.name': wanted }
    return tarOf(finishLayout(files, [{ ...addImage(files, layers), annotations }]))
  }
  const foundIn = async (files: Readonly<Record<string, Uint8Array>>): Promise<unknown> => {
    const folder = folderWith(t, { 'pods.yaml': podOf('llm', wanted), ...files })
    const { out } = await runIn(folder, ['scan', 'pods.yaml', '--images-from', 'images', '-f', 'json'])
    const { images } = JSON.parse(out) as { images: readonly { unopened?: string }[] }
    return images.map(({ unopened = 'opened' }) => unopened)
  }
  const [a, b] = ['images/a.tar', 'images/b.tar']
  assert.deepEqual(await foundIn({ [a]: called([other]), [b]: called([layer]) }), [
    `images/a.tar and images/b.tar both call themselves ${wanted}.`,
  ])
  assert.deepEqual(await foundIn({ [a]: makeDockerArchive([other], wanted), [b]: called([layer]) }), [
    `images/a.tar and images/b.tar both call themselves ${wanted}.`,
  ])
  assert.deepEqual(await foundIn({ [a]: called([layer]), [b]: called([layer]) }), ['opened'])
})
