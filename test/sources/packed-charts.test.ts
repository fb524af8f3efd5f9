// Charts as helm packs them: unpacked within bounds, and rendered like folders.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'

import { collect } from '../../src/cli/collect.ts'
import { largestChart, openChart } from '../../src/cli/open-chart.ts'
import { withPackedCharts } from '../../src/cli/packed-charts.ts'
import { runProgram } from '../../src/cli/programs.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { noRenderers, renderers } from '../../tools/renderers.ts'
import { type Member, tar } from '../images/tar.ts'
import { folderWith } from './folder.ts'

const skip = noRenderers

const members: readonly Member[] = [
  { path: 'llm/Chart.yaml', content: 'apiVersion: v2\nname: llm\nversion: 0.1.0\n' },
  { path: 'llm/values.yaml', content: 'privileged: false\n' },
  {
    path: 'llm/templates/pod.yaml',
    content: `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
spec:
  containers:
    - name: llm
      image: example/llm
      securityContext:
        privileged: {{ .Values.privileged }}
`,
  },
]

function packed(...more: readonly Member[]): Buffer {
  return gzipSync(tar([...members, ...more]))
}

const release = `resource "helm_release" "llm" {
  name = "llm"
  namespace = "models"
  chart = "\${path.module}/llm-0.1.0.tgz"
  set {
    name = "privileged"
    value = "true"
  }
}
`

async function scanned(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  helm: string | undefined,
): Promise<Report> {
  const folder = folderWith(t, files)
  const input = await collect([folder], {
    cwd: folder,
    maxFileBytes: 2 ** 20,
    kustomize: { renderer: undefined, run: runProgram },
    helm: {
      helm,
      run: runProgram,
      values: [],
      releaseName: 'release-name',
      namespace: undefined,
      kubernetesVersion: '1.34',
    },
  })
  return scan(input)
}

function privileged({ findings }: Report): readonly string[] {
  return findings
    .filter(({ control }) => control === 'BH-0101')
    .map(({ asset, location }) => `${asset.namespace}/${asset.name} ${location.file}:${location.line}`)
}

function problems(report: Report): readonly string[] {
  return report.problems.map(({ code, location }) => `${code} ${location.file}`)
}

test('a release renders a packed chart with what it gives', { skip }, async (t) => {
  const files = { 'infra/main.tf': release, 'infra/llm-0.1.0.tgz': packed() }
  const report = await scanned(t, files, renderers().helm)
  assert.deepEqual(problems(report), [])
  assert.deepEqual(privileged(report), ['models/llm infra/llm-0.1.0.tgz/templates/pod.yaml:10'])
})

test('without a release a packed chart renders with its own values', { skip }, async (t) => {
  const chart = gzipSync(tar([...members, { path: 'llm/values.yaml', content: 'privileged: true\n' }]))
  const report = await scanned(t, { 'llm.tgz': chart }, renderers().helm)
  assert.deepEqual(privileged(report), ['default/release-name llm.tgz/templates/pod.yaml:10'])
})

test('a chart that another one brings along is no chart of its own', { skip }, async (t) => {
  const parent = {
    'app/Chart.yaml':
      'apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies: [{ name: llm, version: 0.1.0 }]\n',
    'app/values.yaml': 'llm: { privileged: true }\n',
    'app/charts/llm-0.1.0.tgz': packed(),
  }
  const report = await scanned(t, parent, renderers().helm)
  assert.deepEqual(problems(report), [])
  assert.equal(privileged(report).length, 1)
})

test('where helm is missing that is told, once for each chart', async (t) => {
  const report = await scanned(t, { 'llm.tgz': packed() }, undefined)
  assert.deepEqual(problems(report), ['no-renderer llm.tgz/Chart.yaml'])
})

test('archives that hold something else are left out, and said', async (t) => {
  const report = await scanned(
    t,
    { 'data.tar.gz': gzipSync(tar([{ path: 'a/b', content: 'c' }])) },
    undefined,
  )
  assert.deepEqual(problems(report), [])
  assert.deepEqual(report.skipped, [{ path: 'data.tar.gz', reason: 'archive without a chart' }])
  const image = gzipSync(tar([{ path: 'layer/link', flag: '2', linkPath: '../etc' }]))
  assert.deepEqual(problems(await scanned(t, { 'image.tar.gz': image }, undefined)), [])
})

test('an archive that leads out of itself is not unpacked', async (t) => {
  const outside: readonly Member[] = [
    { path: 'llm/../../escaped', content: 'x' },
    { path: '/tmp/escaped', content: 'x' },
    { path: 'llm/link', flag: '2', linkPath: '/etc' },
    { path: 'llm/link', flag: '1', linkPath: 'llm/Chart.yaml' },
    { path: 'llm/device', flag: '3' },
    { path: 'llm/Chart.yaml/x', content: 'x' },
    { path: 'llm\\..\\..\\escaped', content: 'x' },
  ]
  for (const member of outside) {
    const report = await scanned(t, { 'llm.tgz': packed(member) }, undefined)
    assert.deepEqual(problems(report), ['outside-root llm.tgz'], member.path)
  }
})

test('names that no disk takes, and files in files, are not unpacked', () => {
  const long = 'x'.repeat(256)
  for (const member of [
    { path: `llm/${long}`, isGnuLong: true, content: 'x' },
    {
      path: `llm/${'folder/'.repeat(60)}${'x'.repeat(250)}/${'y'.repeat(250)}`,
      isGnuLong: true,
      content: 'x',
    },
    { path: 'llm/values.yaml/deep/er', content: 'x' },
  ])
    assert.equal(openChart(packed(member)).chart.kind, 'refused', member.path)
  assert.equal(openChart(packed({ path: `llm/${'x'.repeat(255)}`, isGnuLong: true })).chart.kind, 'chart')
})

test('helm takes a file of whatever first folder for one of the chart', () => {
  assert.equal(openChart(packed({ path: 'other/templates/pod.yaml', content: 'x' })).chart.kind, 'refused')
  assert.equal(openChart(packed({ path: '._llm', content: 'x' })).chart.kind, 'chart')
})

test('a path is what it leads to', () => {
  const dotted = members.map((member) => ({ ...member, path: member.path.replace('/', '/./') }))
  assert.equal(openChart(gzipSync(tar(dotted))).chart.kind, 'chart')
})

test('whatever is unpacked counts, a chart or not', () => {
  const size = 2 ** 20
  const other = tar([{ path: 'data/zeros', content: Buffer.alloc(size) }])
  assert.equal(openChart(gzipSync(other)).cost, other.length)
  assert.equal(openChart(gzipSync(Buffer.alloc(largestChart + 1))).cost, largestChart)
  assert.ok(openChart(gzipSync(other).subarray(0, -8)).cost > size)
  assert.ok(openChart(Buffer.from('version https://git-lfs')).cost < size)
})

test('an archive that cannot be read is told', async (t) => {
  const report = await scanned(
    t,
    {
      'a.tgz': 'no gzip',
      'b.tgz': packed().subarray(0, 100),
      'c.tgz': gzipSync(tar(members).subarray(0, 700)),
    },
    undefined,
  )
  assert.deepEqual(problems(report), ['unreadable a.tgz', 'unreadable b.tgz', 'unreadable c.tgz'])
})

test('no more is unpacked than helm takes', () => {
  const bomb = gzipSync(Buffer.alloc(largestChart + 1))
  assert.equal(openChart(bomb).chart.kind, 'other')
})

test('what was unpacked is gone after the scan', async (t) => {
  const scratch = folderWith(t, {})
  const { TMPDIR } = process.env
  process.env['TMPDIR'] = scratch
  t.after(() => (TMPDIR === undefined ? delete process.env['TMPDIR'] : (process.env['TMPDIR'] = TMPDIR)))
  const found = { archives: [], files: [], problems: [], skipped: [] }
  const archive = { absolutePath: join(folderWith(t, { 'llm.tgz': packed() }), 'llm.tgz'), shown: 'llm.tgz' }
  const show = (path: string): string => path
  await withPackedCharts({ found: { ...found, archives: [archive] }, show }, async (unpacked) => {
    const [chart] = unpacked.found.files
    assert.equal(chart?.absolutePath.startsWith(tmpdir()), true)
    assert.equal(unpacked.show(chart?.absolutePath ?? ''), 'llm.tgz/Chart.yaml')
  })
  assert.deepEqual(
    readdirSync(tmpdir()).filter((name) => name.startsWith('bulkhead-charts-')),
    [],
  )
})
