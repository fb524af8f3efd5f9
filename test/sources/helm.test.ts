// Charts, rendered by the real helm.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { collect } from '../../src/cli/collect.ts'
import { runProgram } from '../../src/cli/programs.ts'
import { scan } from '../../src/engine/scan.ts'
import type { ScanInput } from '../../src/engine/scan-input.ts'
import type { HelmOptions } from '../../src/sources/helm/read.ts'
import { noRenderers, renderers } from '../../tools/renderers.ts'
import { folderWith } from './folder.ts'

const skip = noRenderers

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
      containers:
        {{- range .Values.servers }}
        - name: {{ . }}
          image: example/llm:1
          securityContext:
            privileged: {{ $.Values.security.privileged }}
        {{- end }}
`
const chart = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: llm\nversion: 0.1.0\n',
  'chart/values.yaml': 'servers: [a, b]\nsecurity:\n  privileged: true\n',
  'chart/templates/deployment.yaml': deployment,
}

function read(folder: string, helm: Partial<HelmOptions> = {}): Promise<ScanInput> {
  return collect([folder], {
    cwd: folder,
    maxFileBytes: 2 ** 20,
    kustomize: { renderer: undefined, run: runProgram },
    helm: {
      helm: renderers().helm,
      run: runProgram,
      values: [],
      releaseName: 'release-name',
      namespace: 'default',
      kubernetesVersion: '1.34',
      ...helm,
    },
  })
}

async function problemsOf(t: TestContext, files: Record<string, string>, helm: Partial<HelmOptions> = {}) {
  const input = await read(folderWith(t, files), helm)
  return (input.problems ?? []).map(({ code, message, location, remedy }) => ({
    code,
    message,
    place: `${location.file}:${location.line}`,
    remedy,
  }))
}

test('a finding in a chart points into the template and names the values', { skip }, async (t) => {
  const report = scan(await read(folderWith(t, chart)))
  const found = report.findings.filter(({ name }) => name === 'privileged-container')
  assert.deepEqual(
    found.map(({ location, related }) => [location, related]),
    [0, 1].map(() => [
      { file: 'chart/templates/deployment.yaml', line: 15, column: 25 },
      [{ file: 'chart/values.yaml', line: 3, column: 15 }],
    ]),
  )
  assert.deepEqual(report.problems, [])
})

test('templates and values are no manifests of their own; crds/ is', { skip }, async (t) => {
  const crds = { 'chart/crds/extra.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: extra }\n' }
  const input = await read(folderWith(t, { ...chart, ...crds }))
  assert.deepEqual(
    input.documents.map(({ path, locate }) => [path, locate !== undefined]),
    [
      ['chart/crds/extra.yaml', false],
      ['chart/templates/deployment.yaml', true],
    ],
  )
})

test('values, release and namespace of the command line count', { skip }, async (t) => {
  const folder = folderWith(t, { ...chart, 'own.yaml': 'security: { privileged: false }\n' })
  const input = await read(folder, {
    values: [join(folder, 'own.yaml')],
    releaseName: 'mine',
    namespace: 'models',
  })
  const report = scan(input)
  assert.equal(report.findings.filter(({ name }) => name === 'privileged-container').length, 0)
  assert.deepEqual(
    [
      ...new Set(
        report.findings
          .filter(({ asset }) => asset.kind !== 'Namespace')
          .map(({ asset }) => `${asset.namespace}/${asset.name}`),
      ),
    ],
    ['models/mine'],
  )
})

test('charts inside a chart render with it, and point into themselves', { skip }, async (t) => {
  const sub = {
    'chart/charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
    'chart/charts/sub/values.yaml': 'host: false\n',
    'chart/charts/sub/templates/pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: { name: sub }\nspec:\n  hostPID: {{ .Values.host }}\n  containers: [{ name: a, image: a }]\n',
  }
  const values = { 'chart/values.yaml': `${chart['chart/values.yaml']}sub:\n  host: true\n` }
  const report = scan(await read(folderWith(t, { ...chart, ...sub, ...values })))
  const found = report.findings.find(({ name }) => name === 'host-pid')
  assert.deepEqual(found?.location, { file: 'chart/charts/sub/templates/pod.yaml', line: 5, column: 12 })
  assert.deepEqual(found?.related, [{ file: 'chart/values.yaml', line: 5, column: 9 }])
})

test('without helm the chart is a problem, and its templates are not misread', async (t) => {
  assert.deepEqual(await problemsOf(t, chart, { helm: undefined }), [
    {
      code: 'no-renderer',
      message: 'The chart was not rendered: there is no helm on PATH.',
      place: 'chart/Chart.yaml:1',
      remedy:
        'Install helm, or name it with --helm FILE; or render by hand, helm template release-name chart > FILE, and scan FILE.',
    },
  ])
})

test('a chart that needs values says so, with the command that gives them', { skip }, async (t) => {
  const needs = { 'chart/templates/x.yaml': 'a: {{ required "say who owns it" .Values.owner }}\n' }
  assert.deepEqual(await problemsOf(t, { ...chart, ...needs }), [
    {
      code: 'render-failed',
      message: 'helm cannot render the chart: execution error at (llm/templates/x.yaml:1:6): say who owns it',
      place: 'chart/Chart.yaml:1',
      remedy: 'Give it the values that it is installed with: bulkhead scan chart --values FILE',
    },
  ])
})

test(
  'dependencies that nobody fetched are left out and named; those switched off are not missed',
  { skip },
  async (t) => {
    const item = (name: string, more = '') =>
      `  - { name: ${name}, version: 1.0.0, repository: 'https://charts.example'${more} }\n`
    const manifest = `${chart['chart/Chart.yaml']}dependencies:\n${item('redis')}${item('extra', ', condition: extra.enabled')}`
    const files = {
      ...chart,
      'chart/Chart.yaml': manifest,
      'chart/values.yaml': `${chart['chart/values.yaml']}extra: { enabled: false }\n`,
    }
    const folder = folderWith(t, files)
    const input = await read(folder)
    assert.equal(input.documents.length, 1)
    assert.deepEqual(
      input.problems?.map(({ code, message, location, remedy }) => [code, message, location.line, remedy]),
      [
        [
          'missing-dependency',
          'The chart was rendered without redis: charts/ does not hold what Chart.yaml asks for.',
          5,
          'Fetch what it depends on: helm dependency build chart',
        ],
      ],
    )
  },
)

test('a dependency that lies beside the chart is rendered with it', { skip }, async (t) => {
  const report = scan(
    await read(
      folderWith(t, {
        ...chart,
        'chart/Chart.yaml': `${chart['chart/Chart.yaml']}dependencies:\n  - { name: side, version: 0.1.0, repository: 'file://../side' }\n`,
        'side/Chart.yaml': 'apiVersion: v2\nname: side\nversion: 0.1.0\n',
        'side/templates/pod.yaml':
          'apiVersion: v1\nkind: Pod\nmetadata: { name: side }\nspec: { hostPID: true, containers: [{ name: a, image: a }] }\n',
      }),
    ),
  )
  assert.deepEqual(report.problems, [])
  assert.equal(
    report.findings.find(({ name }) => name === 'host-pid')?.location.file,
    'side/templates/pod.yaml',
  )
})

test('one template that is no YAML costs none of the others', { skip }, async (t) => {
  const input = await read(folderWith(t, { ...chart, 'chart/templates/broken.yaml': 'a: b\n  c: d\n' }))
  assert.match(
    input.problems?.[0]?.message ?? '',
    /^helm can render only a part of the chart: YAML parse error/,
  )
  assert.ok(input.documents.some(({ path }) => path === 'chart/templates/deployment.yaml'))
})

test('a chart with a link out of the scanned folder is not handed to helm', { skip }, async (t) => {
  const folder = folderWith(t, { ...chart, 'chart/templates/x.yaml': 'x: {{ .Files.Get "hosts" }}\n' })
  symlinkSync('/etc/hosts', join(folder, 'chart', 'hosts'))
  const { problems, documents } = await read(folder)
  assert.deepEqual(documents, [])
  assert.match(problems?.[0]?.message ?? '', /its link hosts leads out of the scanned folder/)
})

test('a chart with a pipe is not handed to helm', { skip }, async (t) => {
  const folder = folderWith(t, chart)
  execFileSync('mkfifo', [join(folder, 'chart', 'templates', 'pipe.yaml')])
  const { problems } = await read(folder)
  assert.ok(
    problems?.some(({ message }) => message.endsWith('templates/pipe.yaml is a pipe, a socket or a device.')),
  )
})

test('a template that names a file elsewhere as its source shows nothing of it', { skip }, async (t) => {
  const lies = 'a: b\n---\n# Source: llm/../../../../../../etc/hosts\nc: d\n'
  const { templates } = await read(folderWith(t, { ...chart, 'chart/templates/x.yaml': lies }))
  assert.ok([...(templates ?? [])].every(([path]) => path.startsWith('chart/')))
})

test('a chart that renders without end is stopped', { skip }, async (t) => {
  const loop = '{{- range $i := until 200000 }}{{ range $j := until 200000 }}x{{ end }}{{ end }}\n'
  const quick: HelmOptions['run'] = (call) => runProgram({ ...call, timeoutMs: 500 })
  const [problem] = await problemsOf(t, { ...chart, 'chart/templates/x.yaml': loop }, { run: quick })
  assert.equal(problem?.message, 'helm cannot render the chart: it took longer than 0.5 s')
})

test('library charts render with the charts that use them', { skip }, async (t) => {
  const { problems, skipped } = await read(
    folderWith(t, { 'lib/Chart.yaml': 'apiVersion: v2\nname: lib\ntype: library\nversion: 0.1.0\n' }),
  )
  assert.deepEqual(problems, [])
  assert.match(skipped?.[0]?.reason ?? '', /^library chart/)
})

test(
  'a release goes wherever whoever installs it says: nobody chose the namespace default',
  { skip },
  async (t) => {
    const template = deployment.replace(
      'name: {{ .Release.Name }}',
      'name: a\n  namespace: {{ .Release.Namespace }}',
    )
    const folder = folderWith(t, { ...chart, 'chart/templates/deployment.yaml': template })
    const namesIn = async (namespace: string | undefined): Promise<string[]> => {
      const { findings } = scan(await read(folder, { namespace }))
      return [...new Set(findings.map(({ name }) => name))].filter((name) =>
        /^(?:default-namespace|namespace-not)/.test(name),
      )
    }
    assert.deepEqual(await namesIn(undefined), [])
    assert.deepEqual(await namesIn('default'), ['default-namespace-used'])
  },
)
