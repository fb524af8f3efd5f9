// Every file below a scanned folder is analysed, left out with a reason that is printed, or a problem.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { test } from 'node:test'

import { collect } from '../src/cli/collect.ts'
import { runProgram } from '../src/cli/programs.ts'
import { scan } from '../src/engine/scan.ts'
import { noRenderers, renderers } from '../tools/renderers.ts'
import { folderWith } from './sources/folder.ts'

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ name: a, image: a }] }\n'
const component = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n'

const tree: Readonly<Record<string, string | Uint8Array>> = {
  'pod.yaml': pod,
  'broken.yaml': 'apiVersion: v1\nkind: [Pod\n',
  'settings.json': '{"a": 1}',
  'bytes.yaml': new Uint8Array([0xff, 0xfe, 0x00, 0x80, 0x00]),
  Dockerfile: 'FROM scratch\n',
  'compose.yaml': 'services: { a: { image: a } }\n',
  '.github/workflows/build.yaml': 'on: push\njobs: {}\n',
  '.gitignore': 'ignored/\n',
  'ignored/pod.yaml': pod,
  'vendor/x/pod.yaml': pod,
  'main.tf': '',
  'modules/aks/main.tf': '',
  'modules/aks/values.tfvars': '',
  'modules/aks/extra.tofu': '',
  'generated.tf.json': '{}',
  'main.bicep': '',
  'pod.yaml.tmpl': '',
  'README.md': '',
  'src/main.go': '',
  LICENSE: '',
  'chart/Chart.yaml': 'apiVersion: v2\nname: llm\nversion: 0.1.0\n',
  'chart/values.yaml': 'ingress: false\n',
  'chart/values-prod.yaml': 'ingress: true\n',
  'chart/files/settings.yaml': 'a: 1\n',
  'chart/templates/pod.yaml': pod,
  'chart/templates/ingress.yaml': '{{ if .Values.ingress }}\n' + pod + '{{ end }}\n',
  'chart/templates/_helpers.tpl': '',
  'base/kustomization.yaml': 'resources: [pod.yaml]\n',
  'base/pod.yaml': pod,
  'overlay/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n',
  'overlay/patch.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true }\n',
  'component/kustomization.yaml': component + 'patches: [{ path: patch.yaml }]\n',
  'component/patch.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true }\n',
  'overlay/switched-off.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: {}\n',
  'dead/kustomization.yaml': 'resources: [nowhere.yaml]\n',
}

/** Files that are read into a rendering: what they say shows in its documents. */
const rendered: ReadonlySet<string> = new Set([
  'chart/Chart.yaml',
  'chart/values.yaml',
  'base/kustomization.yaml',
  'base/pod.yaml',
  'overlay/kustomization.yaml',
  'overlay/patch.yaml',
])

test('no file vanishes in silence', { skip: noRenderers }, async (t) => {
  const folder = folderWith(t, tree)
  const input = await collect([folder], {
    cwd: folder,
    maxFileBytes: 2 ** 20,
    kustomize: { renderer: { file: renderers().kubectl, verb: 'kustomize' }, run: runProgram },
    helm: {
      helm: renderers().helm,
      run: runProgram,
      values: [],
      releaseName: 'release-name',
      namespace: 'default',
      kubernetesVersion: '1.34',
    },
  })
  const report = scan(input)
  const named = [
    ...input.documents.map(({ path }) => path),
    ...report.problems.map(({ location }) => location.file),
    ...report.skipped.map(({ path }) => path),
    ...rendered,
  ]
  const missing = filesIn(folder).filter(
    (file) => !named.some((path) => file === path || (path !== '.' && file.startsWith(`${path}/`))),
  )
  // The rest stands in one line for each kind: each of its files is counted there.
  assert.deepEqual(
    report.skipped.filter(({ path }) => path === '.').map(({ reason }) => reason),
    [
      '1 file: Terraform in a form that is not read',
      '1 file: a template of a manifest, not rendered',
      '5 files of kinds that define no platform (no ending 2, .go 1, .md 1, .tpl 1)',
    ],
  )
  const counted = report.skipped
    .filter(({ path }) => path === '.')
    .reduce((sum, { reason }) => sum + Number.parseInt(reason, 10), 0)
  assert.equal(missing.length, counted, missing.join())
})

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
