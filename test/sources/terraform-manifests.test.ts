// Manifests that Terraform hands on as texts and values.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import type { Report } from '../../src/findings/report.ts'

function scanned(files: Readonly<Record<string, string>>): Report {
  return scan({ documents: Object.entries(files).map(([path, text]) => ({ path, text })) })
}

function placesOf(report: Report, control: string): readonly string[] {
  return report.findings
    .filter((each) => each.control === control)
    .map(({ verdict, location }) => `${verdict} ${location.file}:${location.line}`)
}

const body =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: llm\n  namespace: models\nspec:\n  hostNetwork: true\n  containers:\n    - name: ${var.name}\n      image: llm\n      securityContext:\n        privileged: true\n'
const indented = body.replaceAll(/^(?=.)/gm, '    ')

describe('manifests in Terraform', () => {
  test('stand where their lines do', () => {
    const text = `variable "name" {\n  default = "server"\n}\nresource "kubectl_manifest" "pod" {\n  yaml_body = <<-YAML\n${indented}  YAML\n}\n`
    const report = scanned({ 'main.tf': text })
    const line = text.split('\n').findIndex((each) => each.includes('privileged')) + 1
    assert.deepEqual(placesOf(report, 'BH-0101'), [`fail main.tf:${line}`])
    assert.equal(report.findings.find(({ control }) => control === 'BH-0101')?.asset.container, 'server')
    assert.deepEqual(report.problems, [])
  })

  test('are read from a file, decoded, and given as a value', () => {
    const value = `resource "kubernetes_manifest" "pod" {\n  manifest = {\n    apiVersion = "v1"\n    kind = "Pod"\n    metadata = { name = "llm", namespace = "models" }\n    spec = { hostPID = true, containers = [{ name = "server", image = "llm" }] }\n  }\n}\n`
    assert.deepEqual(placesOf(scanned({ 'main.tf': value }), 'BH-0102').length, 1)
    const decoded =
      'resource "kubernetes_manifest" "pod" {\n  manifest = yamldecode(file("${path.module}/pod.yaml"))\n}\n'
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: models }\nspec: { hostPID: true, containers: [{ name: server, image: llm }] }\n'
    assert.ok(
      placesOf(scanned({ 'main.tf': decoded, 'pod.yaml': pod }), 'BH-0102').some((place) =>
        place.includes('main.tf:2'),
      ),
    )
  })
})

const unclear = (yaml: string): Report =>
  scanned({
    'main.tf': `variable "name" {}\nresource "kubectl_manifest" "pod" {\n  yaml_body = <<-YAML\n${yaml}  YAML\n}\n`,
  })

describe('manifests in texts', () => {
  test('of which a value is not known keep the rest, and that value is unknown', () => {
    const report = unclear(indented)
    assert.deepEqual(report.problems, [])
    assert.equal(placesOf(report, 'BH-0101').length, 1)
    const open = unclear(indented.replace('privileged: true', 'privileged: ${var.name}'))
    assert.match(placesOf(open, 'BH-0101').join(), /^unknown main\.tf:\d+$/)
    const image = unclear(indented.replace('image: llm', 'image: registry.example/${var.name}'))
    assert.deepEqual(image.problems, [])
  })

  test('of which more than a value may be unknown are told as not read', () => {
    const structural = [
      indented.replace('    spec:', '    ${var.name}\n    spec:'),
      indented.replace('hostNetwork:', '${var.name}:'),
      indented.replace('name: llm', 'name: llm # ${var.name}'),
      indented.replace('    spec:', '%{ if var.name }\n    spec:\n%{ endif }'),
    ]
    for (const yaml of structural)
      assert.deepEqual(
        unclear(yaml).problems.map(({ code }) => code),
        ['unread-resource'],
        yaml,
      )
  })
})

test('yamlencode and a local hand on what is known of a manifest', () => {
  const text = `variable "on" {}\nlocals {\n  pod = yamlencode({\n    apiVersion = "v1"\n    kind = "Pod"\n    metadata = { name = "llm", namespace = "models" }\n    spec = { hostPID = true, hostIPC = var.on, containers = [{ name = "server", image = "llm" }] }\n  })\n}\nresource "kubectl_manifest" "pod" {\n  yaml_body = local.pod\n}\n`
  const report = scanned({ 'main.tf': text })
  assert.deepEqual(report.problems, [])
  assert.match(placesOf(report, 'BH-0102').join(), /^fail main\.tf:/)
  assert.match(placesOf(report, 'BH-0103').join(), /^unknown main\.tf:/)
})

test('manifests are read in time that grows with their length', () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `  key-${index}: value`).join('\n')
  const text = `resource "kubectl_manifest" "map" {\n  count = 1000\n  yaml_body = <<YAML\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: map }\ndata:\n${lines}\nYAML\n}\n`
  const started = performance.now()
  const report = scanned({ 'main.tf': text })
  assert.ok(performance.now() - started < 20_000)
  assert.deepEqual(new Set(report.problems.map(({ code }) => code)), new Set(['unread-resource']))
})

const podFile =
  'resource "kubectl_manifest" "pod" {\n  yaml_body = templatefile("${path.module}/pod.yaml.tftpl", { name = "llm", ports = [80, 81] })\n}\n'
const podTemplate =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: "${name}", namespace: models }\nspec:\n  hostPID: true\n  containers:\n    - name: server\n      image: llm\n      ports:\n%{ for port in ports }\n        - containerPort: ${port}\n%{ endfor }\n'

describe('templatefile', () => {
  test('fills in what it is given, and nothing else', () => {
    const report = scanned({ 'main.tf': podFile, 'pod.yaml.tftpl': podTemplate })
    assert.deepEqual(report.problems, [])
    assert.equal(report.findings.find(({ control }) => control === 'BH-0102')?.asset.name, 'llm')
    const other = scanned({
      'main.tf': podFile,
      'pod.yaml.tftpl': podTemplate.replace('${name}', '${var.secret}'),
    })
    assert.deepEqual(
      other.problems.map(({ code }) => code),
      ['unread-resource'],
    )
  })

  test('keeps what it knows where it is not given all', () => {
    const named = `variable "name" {}\n${podFile.replace('name = "llm"', 'name = var.name')}`
    const report = scanned({ 'main.tf': named, 'pod.yaml.tftpl': podTemplate })
    assert.deepEqual(report.problems, [])
    assert.equal(placesOf(report, 'BH-0102').length, 1)
  })

  test('is unknown without its file, and with a broken one', () => {
    assert.deepEqual(
      scanned({ 'main.tf': podFile }).problems.map(({ code }) => code),
      ['unread-resource'],
    )
    const broken = scanned({ 'main.tf': podFile, 'pod.yaml.tftpl': '%{ if true }' })
    assert.deepEqual(
      broken.problems.map(({ code }) => code),
      ['unread-resource'],
    )
  })
})

test('files that no path leads to are taken from the root, where Terraform runs', () => {
  const caller = 'module "pod" {\n  source = "./pod"\n}\n'
  const called = (path: string): Report =>
    scanned({
      'infra/main.tf': caller,
      'infra/pod/main.tf': podFile.replace('${path.module}/pod.yaml.tftpl', path),
      'infra/pod.yaml.tftpl': podTemplate,
      'pod.yaml.tftpl': 'no: manifest',
    })
  assert.deepEqual(called('./pod.yaml.tftpl').problems, [])
  assert.equal(placesOf(called('./pod.yaml.tftpl'), 'BH-0102').length, 1)
  assert.equal(placesOf(called('${path.module}/../pod.yaml.tftpl'), 'BH-0102').length, 1)
  assert.equal(placesOf(called('${path.module}/pod.yaml.tftpl'), 'BH-0102').length, 0)
})
