// One fault planted in one image at a time, in a registry: what the scan of the platform says of it.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'

import { otherKey, trust, key } from '../signing.ts'
import { databaseText } from './advise.ts'
import { hasRegistry, pushImage, startRegistry } from './docker-registry.ts'
import { addImage, debianRelease, type TestImage } from './make-image.ts'
import { callPickle } from './model-files/build.ts'
import {
  type ImageRegistry,
  podOf,
  type Scanned,
  scanFiles,
  serveImages,
  signImage,
} from './platform-scan.ts'
import { database, flawed, imageOf, options, otherKev, records, soundFiles, withKev } from './sound-images.ts'

const ofImages = new Set([
  'exploited-flaw-in-image',
  'image-lets-callers-in',
  'malicious-model-in-image',
  'secret-in-image',
  'image-distribution-ended',
  'image-starts-as-root',
  'image-signature-missing',
  'tag-moved-from-digest',
  'image-of-other-platform',
  'container-refused-as-root',
  'image-with-tools',
  'image-not-rebuilt',
  'image-base-not-approved',
])

/** What the controls of images say, each with the line that it points to. */
function said({ report }: Scanned): string[] {
  return report.findings
    .filter(({ name }) => ofImages.has(name))
    .map(({ name, verdict, location: { line } }) => `${line} ${name} ${verdict}`)
    .sort()
}

/** One pod of one image; its image stands in line 7. */
async function scanOne(
  t: TestContext,
  image: TestImage,
  files: Record<string, string> = database,
): Promise<Scanned> {
  const { host } = await serveImages(t, { 'models/llm:1': image })
  return await scanFiles(t, { ...files, 'platform/pod.yaml': podOf('acme', `${host}/models/llm:1`) }, options)
}

test('a sound image is silent, and leaves nothing unknown', async (t) => {
  const scanned = await scanOne(t, imageOf(soundFiles))
  assert.deepEqual(said(scanned), [])
  assert.deepEqual(scanned.report.problems, [])
})

test('a flaw that lets callers in fails, and a second time where it is exploited', async (t) => {
  // Without a list of what is exploited nobody knows whether this flaw is.
  const unlisted = ['7 exploited-flaw-in-image unknown', '7 image-lets-callers-in fail']
  assert.deepEqual(said(await scanOne(t, imageOf(flawed))), unlisted)
  const others = { 'db.adv': databaseText([...records, otherKev]) }
  assert.deepEqual(said(await scanOne(t, imageOf(flawed), others)), ['7 image-lets-callers-in fail'])
  const exploited = await scanOne(t, imageOf(flawed), withKev)
  assert.deepEqual(said(exploited), ['7 exploited-flaw-in-image fail', '7 image-lets-callers-in fail'])
  assert.equal(exploited.code, 1)
  const [message] = exploited.report.findings.map((finding) => finding.message)
  assert.match(message ?? '', /CVE-2023-48022 in ray 2\.6\.0 \(fixed in 2\.8\.1\)\.$/)
})

test('a flaw that a vendor says does not matter in the image is set aside', async (t) => {
  const { host } = await serveImages(t, { 'models/llm:1': imageOf(flawed) })
  const vex = (status: string): string =>
    JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': 'https://vendor.example/1',
      author: 'vendor',
      timestamp: '2026-11-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: 'CVE-2023-48022' },
          products: [{ '@id': 'pkg:pypi/ray@2.6.0' }],
          status,
          ...(status === 'not_affected'
            ? { justification: 'vulnerable_code_not_present' }
            : { action_statement: 'Upgrade.' }),
        },
      ],
    })
  const saidUnder = async (status: string): Promise<string[]> => {
    const files = {
      ...database,
      'v.json': vex(status),
      'platform/pod.yaml': podOf('acme', `${host}/models/llm:1`),
    }
    return said(await scanFiles(t, files, [...options, '--vex', 'v.json']))
  }
  assert.deepEqual(await saidUnder('not_affected'), [])
  assert.deepEqual(await saidUnder('affected'), [
    '7 exploited-flaw-in-image unknown',
    '7 image-lets-callers-in fail',
  ])
})

test('a malicious model and a secret in a file fail', async (t) => {
  const model = await scanOne(t, imageOf([...soundFiles, { path: 'models/llm.pkl', content: callPickle() }]))
  assert.deepEqual(said(model), ['7 malicious-model-in-image fail'])
  const text = 'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzq8Kp2LmN4\n'
  const secret = await scanOne(t, imageOf([...soundFiles, { path: 'app/.env', content: text }]))
  assert.deepEqual(said(secret), ['7 secret-in-image fail'])
  assert.ok(!secret.out.includes('wJalrXUtnFEMI'), 'the secret itself is not told')
})

test('every secret counts, also where one file holds several', async (t) => {
  const text = [
    'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzq8Kp2LmN4',
    'HF_TOKEN=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',
  ]
  const scanned = await scanOne(t, imageOf([...soundFiles, { path: 'app/.env', content: text.join('\n') }]))
  assert.deepEqual(said(scanned), ['7 secret-in-image fail'])
  assert.match(scanned.out, /app\/\.env:1, layer \d+: app\/\.env:2/)
  assert.equal(scanned.report.images?.[0]?.found?.secrets, 2)
})

test('what nobody searched for secrets is not known to hold none', async (t) => {
  const { host } = await serveImages(t, { 'models/llm:1': imageOf(soundFiles) })
  const files = { ...database, 'platform/pod.yaml': podOf('acme', `${host}/models/llm:1`) }
  const scanned = await scanFiles(t, files, [...options, '--skip-secrets'])
  assert.deepEqual(said(scanned), ['7 secret-in-image unknown'])
  assert.deepEqual(scanned.report.problems, [])
})

test('root and a release without fixes fail, and the container of root with them', async (t) => {
  const root = await scanOne(t, imageOf(soundFiles, { User: '' }))
  assert.deepEqual(said(root), ['7 image-starts-as-root fail'])
  // The place is the container, which could forbid it; the image is beside it.
  const asRoot = root.report.findings.find(({ name }) => name === 'may-run-as-root')
  assert.deepEqual(asRoot?.related.map(({ line }) => line).concat(asRoot.location.line), [7])
  const other = await scanOne(t, imageOf(soundFiles))
  assert.ok(!other.report.findings.some(({ name }) => name === 'may-run-as-root'))
  const old = { ...debianRelease, content: 'PRETTY_NAME="Debian 10"\nID=debian\nVERSION_ID="10"\n' }
  assert.deepEqual(said(await scanOne(t, imageOf([old, ...soundFiles.slice(2)]))), [
    '7 image-distribution-ended fail',
  ])
})

test('a layer that cannot be read may say of a name whose it is, and bring another distribution', async (t) => {
  const passwd = { path: 'etc/passwd', content: 'app:x:10001:10001::/:\n' }
  const torn = { stored: Buffer.from('no archive'), diffId: `sha256:${'0'.repeat(64)}` }
  const verdictsFor = async (User: string): Promise<string[]> => {
    const image = imageOf([...soundFiles, passwd], { User })
    return said(await scanOne(t, { ...image, layers: [...image.layers, torn] }))
  }
  const named = await verdictsFor('app')
  assert.ok(named.includes('7 image-starts-as-root unknown'), named.join())
  assert.ok(named.includes('7 image-distribution-ended unknown'), named.join())
  const numbered = await verdictsFor('10001')
  assert.ok(!numbered.some((each) => each.includes('image-starts-as-root')), numbered.join())
})

test('without a database no flaw is ruled out', async (t) => {
  const { host } = await serveImages(t, { 'models/llm:1': imageOf(soundFiles) })
  const scanned = await scanFiles(t, { 'platform/pod.yaml': podOf('acme', `${host}/models/llm:1`) }, [
    '--images',
  ])
  assert.deepEqual(said(scanned), [
    '7 exploited-flaw-in-image unknown',
    '7 image-distribution-ended unknown',
    '7 image-lets-callers-in unknown',
  ])
})

/** A pod of a signed or unsigned image, asked about under a policy that trusts one key. */
async function scanSigned(t: TestContext, sign: (registry: ImageRegistry) => void): Promise<Scanned> {
  const registry = await serveImages(t, { 'models/llm:1': imageOf(soundFiles) })
  sign(registry)
  const files = {
    ...database,
    'trust.yaml': JSON.stringify({ signers: [{ key: 'cosign.pub' }], transparencyLog: 'optional' }),
    'cosign.pub': trust('', key).pem,
    'platform/pod.yaml': podOf('acme', `${registry.host}/models/llm:1`),
  }
  return await scanFiles(t, files, [...options, '--policy', 'trust.yaml'])
}

test('a signature of whom the policy trusts passes, another and none fail', async (t) => {
  assert.deepEqual(said(await scanSigned(t, (registry) => signImage(registry, 'models/llm:1'))), [])
  const failed = ['7 image-signature-missing fail']
  assert.deepEqual(
    said(await scanSigned(t, (registry) => signImage(registry, 'models/llm:1', otherKey))),
    failed,
  )
  assert.deepEqual(said(await scanSigned(t, () => undefined)), failed)
})

test('a tag that moved away from the digest beside it, and an image for other nodes, fail', async (t) => {
  const registry = await serveImages(t, { 'models/llm:1': imageOf(soundFiles) })
  const pinned = `${registry.host}/models/llm:1@${registry.digests['models/llm:1']}`
  const pod = { ...database, 'platform/pod.yaml': podOf('acme', pinned) }
  assert.deepEqual(said(await scanFiles(t, pod, options)), [])
  const { digest } = addImage(registry.files, imageOf(flawed).layers)
  registry.tag('models/llm:1', digest)
  assert.deepEqual(said(await scanFiles(t, pod, options)), ['7 tag-moved-from-digest fail'])
  const onArm = podOf(
    'acme',
    `${registry.host}/models/llm@${registry.digests['models/llm:1']}`,
    '  nodeSelector: { kubernetes.io/arch: arm64 }\n',
  )
  const scanned = await scanFiles(t, { ...database, 'platform/pod.yaml': onArm }, options)
  assert.deepEqual(said(scanned), ['7 image-of-other-platform fail'])
})

test('what was built long ago fails, and what does not tell when is not known', async (t) => {
  // The day of the scan is 2026-11-30, and 90 days are allowed where nobody says otherwise.
  const verdictFor = async (created: string): Promise<string[]> =>
    said(await scanOne(t, imageOf(soundFiles, {}, created)))
  assert.deepEqual(await verdictFor('2026-09-02T00:00:00Z'), [])
  assert.deepEqual(await verdictFor('2026-08-31T00:00:00Z'), ['7 image-not-rebuilt fail'])
  assert.deepEqual(await verdictFor('1970-01-01T00:00:00Z'), ['7 image-not-rebuilt unknown'])
  const configured = { ...database, 'bulkhead.yaml': 'patching: { imageAge: 10 }\n' }
  assert.deepEqual(said(await scanOne(t, imageOf(soundFiles), configured)), ['7 image-not-rebuilt fail'])
})

test('a shell and a package manager are told', async (t) => {
  const tools = ['bin/sh', 'usr/bin/apt-get'].map((path) => ({ path, mode: 0o755, content: 'x' }))
  assert.deepEqual(said(await scanOne(t, imageOf([...soundFiles, ...tools]))), ['7 image-with-tools fail'])
})

test('what the kubelet refuses as root is told', async (t) => {
  const { host } = await serveImages(t, { 'models/llm:1': imageOf(soundFiles, { User: 'root' }) })
  const pod = podOf('acme', `${host}/models/llm:1`, '      securityContext: { runAsNonRoot: true }\n')
  const scanned = await scanFiles(t, { ...database, 'platform/pod.yaml': pod }, options)
  assert.deepEqual(said(scanned), ['7 container-refused-as-root fail', '7 image-starts-as-root fail'])
})

test('Docker’s own registry serves the images of a platform', async (t) => {
  if (!hasRegistry()) return t.skip('no docker-registry on this machine')
  const host = await startRegistry(t)
  await pushImage(host, 'models/flawed:1', imageOf(flawed))
  await pushImage(host, 'models/root:1', imageOf(soundFiles, { User: '0' }))
  const pods = ['flawed', 'root', 'gone'].map((name) => podOf(name, `${host}/models/${name}:1`)).join('---\n')
  const scanned = await scanFiles(t, { ...withKev, 'platform/pods.yaml': pods }, options)
  assert.deepEqual(
    said(scanned).filter((line) => line.endsWith('fail')),
    ['15 image-starts-as-root fail', '7 exploited-flaw-in-image fail', '7 image-lets-callers-in fail'],
  )
  assert.deepEqual(
    scanned.report.problems.map(({ code, location }) => `${location.line} ${code}`),
    ['23 no-such-path'],
  )
})
