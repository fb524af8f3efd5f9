// The images that a platform names are opened, each once; what cannot be opened is told at the line that names it.
import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'

import { registrySource } from '../../src/cli/image-sources.ts'
import { openPlatformImages } from '../../src/engine/platform-images.ts'
import {
  debianRelease,
  dpkgStatus,
  finishLayout,
  makeDockerArchive,
  makeLayer,
  sha256,
  type TestImage,
  tarOf,
} from './make-image.ts'
import { key, trust } from '../signing.ts'
import { folderWith } from '../sources/folder.ts'
import { pull } from './registry.ts'
import { podOf, type Scanned, scanFiles, serveImages } from './platform-scan.ts'

const layer = makeLayer([debianRelease, dpkgStatus('bash=5.2')])
const plain: TestImage = { layers: [layer], making: { config: { User: '1000' } } }
const other: TestImage = { layers: [layer], making: { config: { User: '0' } } }

const problems = ({ report }: Scanned): string[] =>
  report.problems.map(({ code, location: { file, line } }) => `${file}:${line} ${code}`)

test('each content is opened once, and every image has its line', async (t) => {
  const { host, asked } = await serveImages(t, {
    'models/a:1': plain,
    'models/b:1': plain,
    'models/c:1': other,
  })
  const manifest = ['a', 'a', 'b', 'c'].map((name, at) => podOf(`p${at}`, `${host}/models/${name}:1`))
  const scanned = await scanFiles(t, { 'platform/pods.yaml': manifest.join('---\n') }, ['--images'])
  // Pods have eight lines with the separator between them. Without a database each image says so at its first use.
  assert.deepEqual(problems(scanned), [
    'platform/pods.yaml:7 no-advisories',
    'platform/pods.yaml:23 no-advisories',
    'platform/pods.yaml:31 no-advisories',
  ])
  const layersAsked = asked.filter((path) => path.endsWith(sha256(layer.stored)))
  assert.equal(layersAsked.length, 2)
})

test('an image that is not there makes the scan incomplete, and others are opened all the same', async (t) => {
  const { host } = await serveImages(t, { 'models/a:1': plain })
  const manifest = [
    podOf('p', `${host}/models/gone:1`),
    podOf('q', `${host}/models/a:1`),
    podOf('r', 'Bad Name'),
  ]
  const scanned = await scanFiles(t, { 'platform/pods.yaml': manifest.join('---\n') }, [
    '--images',
    '--fail-on',
    'never',
  ])
  assert.equal(scanned.code, 3)
  assert.deepEqual(problems(scanned), [
    'platform/pods.yaml:7 no-such-path',
    'platform/pods.yaml:15 no-advisories',
    'platform/pods.yaml:23 unopened-image',
  ])
  assert.match(
    scanned.report.problems[0]?.message ?? '',
    /models\/gone:1 cannot be opened: The manifest is not in/,
  )
  // A registry says the same of what somebody may not pull: no path helps there.
  assert.match(scanned.report.problems[0]?.remedy ?? '', /^Check the reference, .* may pull/)
})

test('a registry that is away is asked for two images at once, and for no more', async (t) => {
  const asked = new Set<string>()
  const server = createServer(({ url = '', socket }) => {
    asked.add(url)
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const times = { answer: 2000, idle: 300, pause: 10 }
  const registry = { credentialsFor: async () => undefined, isPlainAllowed: false, times }
  const document = { path: 'pods.yaml', text: 'image' }
  const named = ['a', 'b', 'c', 'd'].map((key) => ({
    key,
    reference: `${host}/models/${key}:1`,
    places: [{ document, start: 0, end: 5 }] as const,
  }))
  const images = await openPlatformImages(named, [registrySource(registry, { open: {}, options: {} })])
  const found = images.map((image) => ('problem' in image ? image.problem.code : 'opened'))
  assert.deepEqual(found, ['unreachable', 'unreachable', 'unreachable', 'unreachable'])
  assert.deepEqual([...asked].sort(), ['/v2/models/a/manifests/1', '/v2/models/b/manifests/1'])
})

test('nothing is asked of registries without the option', async (t) => {
  const { host, asked } = await serveImages(t, { 'models/a:1': plain })
  const files = { 'platform/pod.yaml': podOf('p', `${host}/models/a:1`) }
  assert.deepEqual(problems(await scanFiles(t, files)), [])
  const folder = { ...files, 'images/x.tar': makeDockerArchive([layer], 'other:1') }
  assert.deepEqual(problems(await scanFiles(t, folder, ['--images-from', 'images'])), [
    'platform/pod.yaml:7 unopened-image',
  ])
  assert.deepEqual(asked, [])
})

test('a folder has images by their names in archives and layouts, and by digest', async (t) => {
  const { files, digests } = await serveImages(t, { 'models/a:1': plain, 'models/c:1': other })
  const [a = '', c = ''] = [digests['models/a:1'], digests['models/c:1']]
  const layout = finishLayout({ ...files }, [
    { digest: a, annotations: { 'org.opencontainers.image.ref.name': 'bank.example/a:1' } },
    { digest: c },
  ])
  const manifest = [
    podOf('p', 'bank.example/a:1'),
    podOf('q', `bank.example/c:1@${c}`),
    podOf('r', 'saved:1'),
    podOf('s', 'docker.io/library/saved:1'),
    podOf('t', 'missing:1'),
  ]
  const scanned = await scanFiles(
    t,
    {
      'platform/pods.yaml': manifest.join('---\n'),
      'images/saved.tar': makeDockerArchive([layer], 'saved:1'),
      'images/layout.tar': tarOf(layout),
      'images/broken.tar': 'no archive',
      'images/README.md': 'Images of the platform.',
    },
    ['--images-from', 'images'],
  )
  assert.deepEqual(problems(scanned), [
    'images/broken.tar:1 broken-archive',
    'platform/pods.yaml:7 no-advisories',
    'platform/pods.yaml:15 no-advisories',
    'platform/pods.yaml:23 no-advisories',
    'platform/pods.yaml:39 unopened-image',
  ])
})

test('bases of Dockerfiles and images of Compose are opened, earlier stages are not', async (t) => {
  const { host, asked } = await serveImages(t, { 'models/a:1': plain })
  await scanFiles(
    t,
    {
      'platform/Dockerfile': `FROM ${host}/build/tools:1 AS build\nFROM ${host}/models/a:1\nCOPY --from=build /x /x\n`,
      'platform/compose.yaml': `services: { llm: { image: "${host}/models/composed:1" } }\n`,
    },
    ['--images'],
  )
  const manifests = asked.filter((path) => path.includes('/manifests/') && !path.includes('sha256'))
  assert.deepEqual(manifests.sort(), ['/v2/models/a/manifests/1', '/v2/models/composed/manifests/1'])
})

test('options about images mean nothing without images', async (t) => {
  const files = { 'platform/pod.yaml': podOf('p', 'a') }
  const { code, err } = await scanFiles(t, files, ['--skip-secrets'])
  assert.deepEqual(
    [code, err],
    [2, 'bulkhead: Option --skip-secrets is about images: say --images or --images-from DIR as well.\n'],
  )
  const none = await scanFiles(t, files, ['--images-from', 'nowhere'])
  assert.deepEqual([none.code, none.err], [2, "bulkhead: Option --images-from names no folder: 'nowhere'.\n"])
  const empty = await scanFiles(t, { ...files, 'images/README.md': '' }, ['--images-from', 'images'])
  assert.equal(empty.code, 2)
})

test('a folder has reports of images, by name, by digest and for their platform', async (t) => {
  const { digests, host } = await serveImages(t, { 'models/a:1': other })
  const digest = digests['models/a:1'] ?? ''
  const report = JSON.stringify(await pull(`${host}/models/a:1`))
  const files = {
    'platform/pods.yaml': [
      podOf('p', `${host}/models/a:1`),
      podOf('q', `elsewhere/a@${digest}`),
      podOf('r', `${host}/models/a:1`, '  nodeSelector: { kubernetes.io/arch: arm64 }\n'),
    ].join('---\n'),
    'images/a.json': report,
  }
  const scanned = await scanFiles(t, files, ['--images-from', 'images'])
  assert.deepEqual(problems(scanned), [
    'platform/pods.yaml:7 no-advisories',
    'platform/pods.yaml:15 no-advisories',
    'platform/pods.yaml:23 unopened-image',
  ])
  const root = scanned.report.findings.filter(({ name }) => name === 'image-starts-as-root')
  assert.deepEqual(
    root.map(({ verdict, location: { line } }) => `${line} ${verdict}`),
    ['7 fail', '15 fail', '23 unknown'],
  )
})

test('a report that is none is told, whatever is wrong with it', async (t) => {
  const { host } = await serveImages(t, { 'models/a:1': other })
  const report = await pull(`${host}/models/a:1`)
  const wrong: readonly unknown[] = [
    { ...report, schema: 2 },
    { ...report, image: { ...report.image, config: { user: 0 } } },
    { ...report, modelFiles: [{ name: 'x', verdict: 'fine' }] },
    { ...report, vulnerabilities: undefined },
    [],
  ]
  const files = Object.fromEntries(wrong.map((each, at) => [`images/${at}.json`, JSON.stringify(each)]))
  const scanned = await scanFiles(
    t,
    { ...files, 'images/5.json': '{', 'platform/pod.yaml': podOf('p', 'a') },
    ['--images-from', 'images'],
  )
  assert.deepEqual(problems(scanned), [
    ...[0, 1, 2, 3, 4, 5].map((at) => `images/${at}.json:1 unopened-image`),
    'platform/pod.yaml:7 unopened-image',
  ])
})

test('a link in the folder is told and not followed, the folder itself may be one', async (t) => {
  const target = folderWith(t, { 'llm.tar': makeDockerArchive([layer], 'llm:1') })
  const linked = folderWith(t, {})
  symlinkSync(join(target, 'llm.tar'), join(linked, 'llm.tar'))
  const pod = { 'platform/pod.yaml': podOf('p', 'llm:1') }
  assert.deepEqual(problems(await scanFiles(t, pod, ['--images-from', linked])), [
    `${join(linked, 'llm.tar')}:1 outside-root`,
    'platform/pod.yaml:7 unopened-image',
  ])
  symlinkSync(target, join(linked, 'images'))
  const scanned = await scanFiles(t, pod, ['--images-from', join(linked, 'images')])
  assert.deepEqual(problems(scanned), ['platform/pod.yaml:7 no-advisories'])
})

test('signatures that cannot be read leave their verdict open, and nothing else', async (t) => {
  const archive = makeDockerArchive([layer], 'llm:1')
  const files = {
    'platform/pod.yaml': podOf('p', 'llm:1'),
    'images/llm.tar': archive,
    'trust.yaml': JSON.stringify({ signers: [{ key: 'cosign.pub' }], transparencyLog: 'optional' }),
    'cosign.pub': trust('', key).pem,
  }
  const { report } = await scanFiles(t, files, ['--images-from', 'images', '--policy', 'trust.yaml'])
  const found = report.findings.filter(({ name }) => /^image-s(?:ignature|tarts)/.test(name))
  assert.deepEqual(
    found.map(({ name, verdict }) => `${name} ${verdict}`),
    ['image-signature-missing unknown', 'image-starts-as-root fail'],
  )
})

test('a layer that images share is read once, and the next scan reads none', async (t) => {
  const base = makeLayer([debianRelease, { path: 'etc/passwd', content: 'app:x:0:0::/:\n' }])
  const images = ['a', 'b', 'c'].map((name) => {
    const own = makeLayer([{ path: name, content: name }])
    return [`models/${name}:1`, { layers: [base, own, layer], making: { config: { User: 'app' } } }] as const
  })
  const { host, asked } = await serveImages(t, Object.fromEntries(images))
  const pods = images.map(([name], at) => podOf(`p${at}`, `${host}/${name}`)).join('---\n')
  const cache = folderWith(t, {})
  const scan = async (): Promise<string[]> => {
    const { report } = await scanFiles(t, { 'platform/pods.yaml': pods }, ['--images', '--cache', cache])
    return report.findings.flatMap(({ name, verdict }) => (name === 'image-starts-as-root' ? verdict : []))
  }
  const roots = ['fail', 'fail', 'fail']
  assert.deepEqual(await scan(), roots)
  // Two images are read at once, and both may find that the layer is not there yet.
  assert.ok(asked.filter((path) => path.endsWith(sha256(layer.stored))).length <= 2)
  const before = asked.length
  assert.deepEqual(await scan(), roots)
  assert.deepEqual(
    asked.slice(before).filter((path) => [base, layer].some(({ stored }) => path.endsWith(sha256(stored)))),
    [],
  )
})
