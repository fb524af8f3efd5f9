// Charts as Terraform installs them, rendered by the real helm.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { collect } from '../../src/cli/collect.ts'
import { runProgram } from '../../src/cli/programs.ts'
import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'
import { noRenderers, renderers } from '../../tools/renderers.ts'
import { folderWith } from './folder.ts'

const skip = noRenderers

const chart = {
  'infra/charts/llm/Chart.yaml': 'apiVersion: v2\nname: llm\nversion: 0.1.0\n',
  'infra/charts/llm/values.yaml':
    'image: example/llm\nsecurity:\n  privileged: false\n  hostPID: false\nextra: []\npolicy: false\n',
  'infra/charts/llm/templates/pod.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
spec:
  hostPID: {{ .Values.security.hostPID }}
  containers:
    - name: llm
      image: {{ .Values.image }}
      args: {{ toJson .Values.extra }}
      securityContext:
        privileged: {{ .Values.security.privileged }}
`,
}
const template = 'infra/charts/llm/templates/pod.yaml'

async function scanned(t: TestContext, files: Record<string, string>): Promise<Report> {
  const folder = folderWith(t, { ...chart, ...files })
  const input = await collect([folder], {
    cwd: folder,
    maxFileBytes: 2 ** 20,
    kustomize: { renderer: undefined, run: runProgram },
    helm: {
      helm: renderers().helm,
      run: runProgram,
      values: [],
      releaseName: 'release-name',
      namespace: undefined,
      kubernetesVersion: '1.34',
    },
  })
  return scan(input)
}

const release = (body: string, name = 'llm'): string =>
  `resource "helm_release" "llm" {\n  name = "${name}"\n  namespace = "models"\n  chart = "\${path.module}/charts/llm"\n${body}}\n`

function told(report: Report, control: string): readonly string[] {
  return report.findings
    .filter((each) => each.control === control)
    .map(({ verdict, asset, location, related }) => {
      const also = related.map(({ file, line }) => `${file}:${line}`).join(' ')
      return `${verdict} ${asset.namespace}/${asset.name} ${location.file}:${location.line} ${also}`.trim()
    })
}

const messages = ({ problems }: Report): readonly string[] => problems.map(({ message }) => message)

test('a release gives its chart values, a name and a namespace', { skip }, async (t) => {
  const report = await scanned(t, {
    'infra/main.tf': release(
      '  values = [file("./values/prod.yaml"), yamlencode({ security = { hostPID = true } })]\n',
    ),
    'infra/values/prod.yaml': 'security:\n  privileged: true\n',
  })
  assert.deepEqual(messages(report), [])
  assert.deepEqual(told(report, 'BH-0101'), [`fail models/llm ${template}:12 infra/main.tf:5`])
  assert.deepEqual(told(report, 'BH-0102'), [`fail models/llm ${template}:6 infra/main.tf:5`])
})

test('a value of a here-document stands on its line', { skip }, async (t) => {
  const text = release(
    '  values = [<<-YAML\n    image: x\n    security:\n      privileged: true\n  YAML\n  ]\n',
  )
  const report = await scanned(t, { 'infra/main.tf': text })
  assert.deepEqual(told(report, 'BH-0101'), [`fail models/llm ${template}:12 infra/main.tf:8`])
})

test('without a release the chart renders with its own values', { skip }, async (t) => {
  const report = await scanned(t, {})
  assert.deepEqual(told(report, 'BH-0101'), [])
  assert.deepEqual(told(report, 'BH-0102'), [])
})

test('single values come after texts, as blocks and as a list of objects', { skip }, async (t) => {
  const values = '  values = ["security: { privileged: false }"]\n'
  const blocks = `${values}  set {\n    name = "security.privileged"\n    value = true\n  }\n  set_list {\n    name = "extra"\n    value = ["--trust-remote-code"]\n  }\n`
  const asBlocks = await scanned(t, { 'infra/main.tf': release(blocks) })
  assert.deepEqual(told(asBlocks, 'BH-0101'), [`fail models/llm ${template}:12 infra/main.tf:6`])
  assert.equal(told(asBlocks, 'BH-0240').length, 1)
  const list = `${values}  set = [{ name = "security.privileged", value = "true" }]\n  set_sensitive = [{ name = "image", value = "x", type = "string" }]\n`
  const asList = await scanned(t, { 'infra/main.tf': release(list) })
  assert.deepEqual(told(asList, 'BH-0101'), [`fail models/llm ${template}:12 infra/main.tf:6`])
})

test('each instance of a release is a rendering of its own', { skip }, async (t) => {
  const each = `  for_each = { a = true, b = false }\n  set = [{ name = "security.privileged", value = each.value }]\n`
  const text = release(each).replace('name = "llm"', 'name = "llm-${each.key}"')
  const report = await scanned(t, { 'infra/main.tf': text })
  assert.deepEqual(told(report, 'BH-0101'), [`fail models/llm-a ${template}:12 infra/main.tf:6`])
})

test('of a block one of whose instances cannot be told none is taken for rendered', { skip }, async (t) => {
  const each = `  for_each = { a = "security: { privileged: true }", b = var.values }\n  values = [each.value]\n`
  const report = await scanned(t, { 'infra/main.tf': `variable "values" {}\n${release(each)}` })
  assert.deepEqual(told(report, 'BH-0101'), [])
  assert.equal(report.problems.length, 1)
})

test('more instances than are rendered are told', { skip }, async (t) => {
  const report = await scanned(t, { 'infra/main.tf': release('  count = 201\n') })
  assert.match(
    messages(report).join(),
    /^helm_release\.llm installs chart [^,]+, which was not rendered as it is installed\.$/,
  )
})

test('a value that nobody knows is unknown in the chart, and told', { skip }, async (t) => {
  const text = `variable "on" {}\n${release('  values = [<<-YAML\n    security:\n      privileged: ${var.on}\n    image: example/${var.on}\n  YAML\n  ]\n  set {\n    name = "security.hostPID"\n    value = var.on\n  }\n')}`
  const report = await scanned(t, { 'infra/main.tf': text })
  assert.deepEqual(
    [...told(report, 'BH-0101'), ...told(report, 'BH-0102')].map((each) => each.split(' ')[0]),
    ['unknown', 'unknown'],
  )
  assert.deepEqual(messages(report), [
    'helm_release.llm gives its chart values that nobody here knows: security.privileged, image, security.hostPID. Where a template writes them they are unknown; what it makes only because of them is possible.',
  ])
  assert.match(report.problems[0]?.remedy ?? '', /terraform\.tfvars/)
})

test('what hangs on a value that nobody knows is possible', { skip }, async (t) => {
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { hostPID: true, containers: [{ name: llm, image: '{{ .Values.image }}' }] }\n`
  const templates = 'infra/charts/llm/templates'
  const report = await scanned(t, {
    [`${templates}/always.yaml`]: pod('always'),
    [`${templates}/on.yaml`]: `{{ if .Values.policy }}\n${pod('with')}{{ end }}\n`,
    [`${templates}/off.yaml`]: `{{ if not .Values.policy }}\n${pod('without')}{{ end }}\n`,
    'infra/main.tf': `variable "x" {}\n${release('  values = [yamlencode({ policy = var.x, image = var.x })]\n')}`,
  })
  const found = report.findings.filter(({ control }) => control === 'BH-0102')
  assert.deepEqual(found.map(({ asset, confidence }) => `${asset.name} ${confidence}`).sort(), [
    'always confirmed',
    'with possible',
    'without possible',
  ])
})

test('a release that does not render is told at its place, once for all instances', { skip }, async (t) => {
  const report = await scanned(t, {
    'infra/charts/llm/templates/more.yaml': '{{ required "say which model" .Values.model }}\n',
    'infra/main.tf': `\n${release('  count = 2\n')}`,
  })
  assert.deepEqual(
    report.problems.map(({ code, message, location, remedy }) => [code, message, location.line, remedy]),
    [
      [
        'render-failed',
        'helm_release.llm: helm cannot render the chart: execution error at (llm/templates/more.yaml:1:3): say which model',
        2,
        'Give the release the values that the chart asks for.',
      ],
    ],
  )
})

test('values that are no YAML are told in the same words each time', { skip }, async (t) => {
  const report = await scanned(t, { 'infra/main.tf': release('  values = ["a: [1"]\n') })
  const [problem] = report.problems
  assert.match(problem?.message ?? '', /^helm_release\.llm: helm can[^:]+: failed to parse values-0\.yaml: /)
  assert.equal(problem?.remedy, 'Correct the values of the release: they are no YAML.')
})

test(
  'a release of which nobody knows which values it gives is not taken for rendered',
  { skip },
  async (t) => {
    for (const values of ['  values = var.values\n', '  values = [var.values]\n', '  set = var.values\n']) {
      const report = await scanned(t, { 'infra/main.tf': `variable "values" {}\n${release(values)}` })
      assert.deepEqual(messages(report), [
        'helm_release.llm installs chart infra/charts/llm, which was not rendered as it is installed: variable values has no value.',
      ])
    }
  },
)

test('a plan beside the files knows the values of a release', { skip }, async (t) => {
  const values = {
    name: 'llm',
    namespace: 'models',
    chart: './charts/llm',
    values: ['security: { privileged: true }'],
    set: [],
  }
  const resource = { address: 'helm_release.llm', mode: 'managed', type: 'helm_release', name: 'llm', values }
  const plan = {
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: { root_module: { resources: [resource] } },
  }
  const report = await scanned(t, {
    'infra/main.tf': `variable "values" {}\n${release('  values = var.values\n')}`,
    'infra/plan.json': JSON.stringify(plan),
  })
  assert.deepEqual(messages(report), [])
  // What the plan knows of a variable stands where that is declared.
  assert.deepEqual(told(report, 'BH-0101'), [`fail models/llm ${template}:12 infra/main.tf:1`])
})

test('a release that may not be there is possible', { skip }, async (t) => {
  const text = `variable "on" {}\n${release('  count = var.on ? 1 : 0\n  set {\n    name = "security.privileged"\n    value = "true"\n  }\n')}`
  const report = await scanned(t, { 'infra/main.tf': text })
  const [finding] = report.findings.filter(({ control }) => control === 'BH-0101')
  assert.equal(finding?.confidence, 'possible')
})

test('a release whose namespace nobody knows leaves it open', { skip }, async (t) => {
  const text = `variable "ns" {}\n${release('').replace('"models"', 'var.ns')}`
  const report = await scanned(t, { 'infra/main.tf': text })
  assert.deepEqual(messages(report), [])
  const [found] = report.findings.filter(({ asset }) => asset.name === 'llm')
  assert.equal(found?.asset.namespace, 'default')
})

test('a chart from elsewhere is told with the command that fetches it', () => {
  const text =
    'resource "helm_release" "vllm" {\n  name = "vllm"\n  repository = "https://vllm-project.github.io/production-stack"\n  chart = "vllm-stack"\n  version = "0.1.2"\n}\nresource "helm_release" "oci" {\n  name = "oci"\n  repository = "oci://registry.example/charts/"\n  chart = "llm"\n}\n'
  const report = scan({ documents: [{ path: 'main.tf', text }] })
  assert.deepEqual(
    report.problems.map(({ message, remedy }) => [message, remedy]),
    [
      [
        'Chart vllm-stack from https://vllm-project.github.io/production-stack, which helm_release.vllm installs, was not analysed.',
        'Fetch it and name its folder as `chart`; then it is rendered as it is installed: helm pull vllm-stack --repo https://vllm-project.github.io/production-stack --version 0.1.2 --untar',
      ],
      [
        'Chart llm from oci://registry.example/charts/, which helm_release.oci installs, was not analysed.',
        'Fetch it and name its folder as `chart`; then it is rendered as it is installed: helm pull oci://registry.example/charts/llm --untar',
      ],
    ],
  )
})
