// Which images a platform names, and that one of them spoils no other.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'

import { type ImageSource, openPlatformImages } from '../../src/engine/platform-images.ts'
import { addImage, addIndex, debianRelease, dpkgStatus, makeLayer, type TestImage } from './make-image.ts'
import { podOf, type Scanned, scanFiles, serveImages } from './platform-scan.ts'
import { pull } from './registry.ts'

const plain: TestImage = {
  layers: [makeLayer([debianRelease, dpkgStatus('bash=5.2')])],
  making: { config: { User: '1000' } },
}

const problems = ({ report }: Scanned): string[] =>
  report.problems.map(({ code, location: { file, line } }) => `${file}:${line} ${code}`)

test('which image of several platforms is asked for follows selector and affinity', async (t) => {
  const { host } = await serveImages(t, { 'models/a:1': plain })
  const report = JSON.stringify(await pull(`${host}/models/a:1`))
  const affinity = (...terms: readonly string[]): string =>
    `  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [${terms
      .map(
        (values) => `{ matchExpressions: [{ key: kubernetes.io/arch, operator: In, values: [${values}] }] }`,
      )
      .join(', ')}] } } }\n`
  const pods = [affinity('arm64'), affinity('arm64', 'amd64'), affinity('arm64, amd64'), affinity('amd64')]
  const files = {
    'platform/pods.yaml': pods.map((more, at) => podOf(`p${at}`, `${host}/models/a:1`, more)).join('---\n'),
    'images/a.json': report,
  }
  const scanned = await scanFiles(t, files, ['--images-from', 'images'])
  // The report is about the image of linux/amd64, which a pod that takes either may run.
  assert.deepEqual(
    scanned.report.problems
      .filter(({ code }) => code === 'unopened-image')
      .map(({ location }) => location.line),
    [7],
  )
})

/** What is said of models in an image for two kinds of machines, of which that for amd64 is looked at first. */
async function modelsOf(t: TestContext, more: string): Promise<string> {
  const { host, files, tag } = await serveImages(t, {})
  const machines = ['amd64', 'arm64'].map((architecture) => {
    const platform = { os: 'linux', architecture }
    return { ...addImage(files, plain.layers, { ...plain.making, platform }), platform }
  })
  tag('models/a:1', addIndex(files, machines).digest)
  const { report } = await scanFiles(t, { 'platform/pod.yaml': podOf('p', `${host}/models/a:1`, more) }, [
    '--images',
  ])
  const found = report.findings.find(({ name }) => name === 'malicious-model-in-image')
  return found === undefined ? 'pass' : `${found.verdict}: ${found.message}`
}

test('a pod that names several machines may run what was not looked at', async (t) => {
  const affinity = (operator: string, values: string): string =>
    `  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: kubernetes.io/arch, operator: ${operator}, values: [${values}] }] }] } } }\n`
  for (const several of [affinity('In', 'amd64, arm64'), affinity('NotIn', 'amd64')])
    assert.match(await modelsOf(t, several), /^unknown: .*the image for linux\/arm64 as well/)
  assert.equal(await modelsOf(t, affinity('In', 'amd64')), 'pass')
  // Who says nothing gets the machines that clusters have where nobody says otherwise.
  assert.equal(await modelsOf(t, ''), 'pass')
})

test('the platform of a service of Compose is the one whose image is looked at', async (t) => {
  const { host } = await serveImages(t, { 'models/a:1': plain })
  const service = (platform: string): string =>
    `services:\n  a:\n    image: ${host}/models/a:1\n    platform: ${platform}\n`
  for (const [platform, refused] of [
    ['linux/arm64', true],
    ['linux/amd64', false],
  ] as const) {
    const { report } = await scanFiles(t, { 'platform/compose.yaml': service(platform) }, ['--images'])
    assert.equal(
      report.findings.some(({ name }) => name === 'image-of-other-platform'),
      refused,
      platform,
    )
  }
})

test('a container whose image nobody knows is told at its line', async (t) => {
  const { host } = await serveImages(t, { 'models/a:1': plain })
  const files = {
    'platform/pods.yaml': [podOf('p', `${host}/models/a:1`), podOf('q', '"${IMAGE}"')].join('---\n'),
  }
  const scanned = await scanFiles(t, files, ['--images', '--fail-on', 'never'])
  assert.deepEqual(problems(scanned), [
    'platform/pods.yaml:7 no-advisories',
    'platform/pods.yaml:15 unopened-image',
  ])
  assert.match(scanned.report.problems[1]?.message ?? '', /Which image container \w+ runs is not known/)
})

test('an image that finds a fault of ours costs itself alone', async () => {
  const place = { document: { path: 'pods.yaml', text: 'a\nb\n' }, start: 2, end: 3 }
  const named = ['bad:1', 'good:1'].map((reference) => ({
    key: reference,
    reference,
    places: [place] as [typeof place],
  }))
  const report = await pull('127.0.0.1:1/none:1')
  const source: ImageSource = {
    find: async ({ reference }) => ({
      read: async () => {
        if (reference === 'bad:1') throw new TypeError('x is not iterable')
        return report
      },
      verify: async () => {
        throw new TypeError('y is undefined')
      },
    }),
  }
  const [bad, good] = await openPlatformImages(named, [source])
  assert.ok(bad !== undefined && 'problem' in bad)
  assert.equal(bad.problem.code, 'given-up')
  assert.deepEqual([bad.problem.location.file, bad.problem.location.line], ['pods.yaml', 2])
  assert.match(bad.reason, /broke down \(x is not iterable\)/)
  assert.ok(good !== undefined && 'report' in good)
  assert.equal(good.signature?.verdict, 'unknown')
})
