// Kustomizations, rendered by the real kubectl.
import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { collect } from '../../src/cli/collect.ts'
import { runProgram } from '../../src/cli/programs.ts'
import { scan } from '../../src/engine/scan.ts'
import type { ScanInput } from '../../src/engine/scan-input.ts'
import { isRemote } from '../../src/sources/kustomize/kustomization.ts'
import { noRenderers, renderers } from '../../tools/renderers.ts'
import { folderWith } from './folder.ts'

const skip = noRenderers

const deployment = `# A model server.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: llm
spec:
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
      containers:
        - name: server
          image: example/llm:1
          securityContext:
            privileged: true
`
const base = {
  'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
  'base/deployment.yaml': deployment,
}
const overlay = {
  'prod/kustomization.yaml':
    'namePrefix: prod-\nnamespace: models\nresources: [../base]\npatches: [{ path: patch.yaml }]\n',
  'prod/patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: llm\nspec:\n  template:\n    spec:\n      hostPID: true\n',
}

function read(folder: string, hasRenderer = true, cwd = folder): Promise<ScanInput> {
  return collect([folder], {
    cwd,
    maxFileBytes: 2 ** 20,
    helm: {
      helm: undefined,
      run: runProgram,
      values: [],
      releaseName: 'release-name',
      namespace: 'default',
      kubernetesVersion: '1.34',
    },
    kustomize: {
      renderer: hasRenderer ? { file: renderers().kubectl, verb: 'kustomize' } : undefined,
      run: runProgram,
    },
  })
}

async function problemsOf(t: TestContext, files: Readonly<Record<string, string>>): Promise<unknown[]> {
  const { problems = [] } = await read(folderWith(t, files))
  return problems.map(({ code, message, location }) => [code, message, `${location.file}:${location.line}`])
}

test('findings point into the resource or the patch that wrote the value', { skip }, async (t) => {
  const report = scan(await read(folderWith(t, { ...base, ...overlay })))
  const found = report.findings.filter(({ name }) => ['privileged-container', 'host-pid'].includes(name))
  const places = new Map(found.map(({ name, location }) => [name, `${location.file}:${location.line}`]))
  assert.equal(places.get('privileged-container'), 'base/deployment.yaml:15')
  assert.equal(places.get('host-pid'), 'prod/patch.yaml:8')
  assert.deepEqual(
    found.map(({ asset }) => `${asset.namespace}/${asset.name}`),
    ['models/prod-llm', 'models/prod-llm'],
  )
  assert.deepEqual(report.problems, [])
})

test('a container is where its item begins, in whatever order its keys come out', { skip }, async (t) => {
  const shuffled = deployment.replace('- name: server', '- workingDir: /srv\n          name: server')
  const report = scan(await read(folderWith(t, { ...base, 'base/deployment.yaml': shuffled })))
  const found = report.findings.find(({ name }) => name === 'memory-limit-missing')
  assert.deepEqual(found?.location, { file: 'base/deployment.yaml', line: 12, column: 11 })
})

test('an overlay is judged instead of its base, its patches and its files', { skip }, async (t) => {
  const { documents } = await read(folderWith(t, { ...base, ...overlay }))
  assert.deepEqual(
    documents.map(({ path }) => path),
    ['prod/kustomization.yaml'],
  )
})

test('a base that nothing refers to is rendered alone; a component is not', { skip }, async (t) => {
  const component = {
    'extra/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{ path: patch.yaml }]\n',
    'extra/patch.yaml': overlay['prod/patch.yaml'],
  }
  const { documents, problems } = await read(folderWith(t, { ...base, ...component }))
  assert.deepEqual(
    documents.map(({ path }) => path),
    ['base/kustomization.yaml'],
  )
  assert.deepEqual(problems, [])
})

test('an inline patch is found in the kustomization', { skip }, async (t) => {
  const inline = `resources: [../base]
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: llm }
      spec: { template: { spec: { hostPID: true } } }
`
  const report = scan(await read(folderWith(t, { ...base, 'prod/kustomization.yaml': inline })))
  const found = report.findings.find(({ name }) => name === 'host-pid')
  assert.deepEqual([found?.location.file, found?.location.line], ['prod/kustomization.yaml', 7])
})

test('nothing is fetched: what is remote is refused before anything runs', async (t) => {
  for (const path of ['https://example.com/x.yaml', 'github.com/a/b?ref=v1', 'git@github.com:a/b.git']) {
    assert.deepEqual(await problemsOf(t, { 'kustomization.yaml': `resources:\n  - ${path}\n` }), [
      ['remote-base', `Nothing was rendered from here: '${path}' would be fetched.`, 'kustomization.yaml:2'],
    ])
  }
})

test('remote paths of every form are recognised', () => {
  const remote = [
    'https://example.com/a//b?ref=main',
    'ssh://git@example.com/a/b',
    'git::https://example.com/a',
    'github.com/a/b',
    'gh:a/b',
    'org-123@github.com:a/b',
    'example.com/a/b.git//c',
    'https://dev.azure.com/o/p/_git/r',
    'file:///etc',
  ]
  assert.deepEqual(
    remote.filter((path) => !isRemote(path)),
    [],
  )
  const local = ['../base', 'deployment.yaml', './a/b.yaml', '../../components/x/', 'v1.2/base', 'a-b.c/d']
  assert.deepEqual(local.filter(isRemote), [])
})

test('a remote generator file is refused as well', async (t) => {
  const text = 'configMapGenerator:\n  - name: a\n    files: ["x=https://example.com/secret"]\n'
  const [problem] = await problemsOf(t, { 'kustomization.yaml': text })
  assert.deepEqual((problem as string[])[0], 'remote-base')
})

test('charts in a kustomization are refused with the way out', async (t) => {
  const text = 'helmCharts:\n  - { name: redis, repo: x }\n'
  assert.deepEqual(await problemsOf(t, { 'kustomization.yaml': text }), [
    [
      'render-failed',
      'Nothing was rendered from here: kustomize would fetch and inflate a Helm chart.',
      'kustomization.yaml:2',
    ],
  ])
})

test('a base outside the scanned folder is not read', async (t) => {
  const folder = folderWith(t, { ...base, ...overlay })
  const { problems } = await read(join(folder, 'prod'), true, folder)
  assert.equal(problems?.[0]?.code, 'outside-root')
})

test('a link to a base outside the scanned folder is not followed', async (t) => {
  const folder = folderWith(t, { ...base, 'prod/kustomization.yaml': 'resources: [link]\n' })
  symlinkSync(join(folder, 'base'), join(folder, 'prod', 'link'))
  const { problems } = await read(join(folder, 'prod'), true, folder)
  assert.ok(problems?.some(({ message }) => message.includes("'link' lies outside the scanned folder")))
})

test('what does not render says why and is read file by file', { skip }, async (t) => {
  const broken = { 'prod/kustomization.yaml': 'resources: [../base, missing.yaml]\n' }
  const { problems, documents } = await read(folderWith(t, { ...base, ...broken }))
  assert.deepEqual(
    problems?.map(({ code, message }) => [code, message]),
    [['render-failed', 'kustomize cannot render this: prod/missing.yaml does not exist.']],
  )
  assert.deepEqual(
    documents.map(({ path }) => path),
    ['base/deployment.yaml'],
  )
})

test('plugins that run programs stay off', { skip }, async (t) => {
  const exec = {
    'kustomization.yaml': 'generators: [run.yaml]\n',
    'run.yaml':
      'apiVersion: v1\nkind: Run\nmetadata:\n  name: run\n  annotations:\n    config.kubernetes.io/function: |\n      exec: { path: /bin/true }\n',
  }
  const [problem] = await problemsOf(t, exec)
  assert.equal((problem as string[])[0], 'render-failed')
})

test('without a renderer every kustomization is a problem, and its files are read', async (t) => {
  const { problems, documents } = await read(folderWith(t, { ...base, ...overlay }), false)
  assert.deepEqual(
    problems?.map(({ code, location }) => [code, location.file]),
    [['no-renderer', 'prod/kustomization.yaml']],
  )
  assert.deepEqual(
    documents.map(({ path }) => path),
    ['base/deployment.yaml'],
  )
})
