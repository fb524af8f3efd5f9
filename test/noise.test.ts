// What a reader would call noise: one fault said twice, a patch judged as if it were all there is.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scan } from '../src/engine/scan.ts'
import type { Document } from '../src/model/origin.ts'
import { align, readTemplate } from '../src/sources/helm/align.ts'
import { isLoosePatch } from '../src/sources/kustomize/loose-patch.ts'

const deployment = (spec: string, template: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: llm, namespace: models }\nspec: { ${spec}template: { ${template} } }\n`
const whole = deployment(
  'selector: { matchLabels: { app: llm } }, ',
  'metadata: { labels: { app: llm } }, spec: { hostPID: true, containers: [{ name: a, image: a }] }',
)

/** A rendering of a file that lies elsewhere, as renderers give it. */
function renderedFrom(path: string, file: string): Document {
  return { path, text: whole, locate: (offset) => ({ file, line: 1 + offset, column: 1 }) }
}

test('two overlays of one base say once what is wrong in the base', () => {
  const overlays = ['dev/kustomization.yaml', 'prod/kustomization.yaml']
  const twice = scan({ documents: overlays.map((path) => renderedFrom(path, 'base/llm.yaml')) })
  const once = scan({ documents: [renderedFrom('dev/kustomization.yaml', 'base/llm.yaml')] })
  assert.equal(twice.findings.length, once.findings.length)
  const apart = scan({ documents: overlays.map((path) => renderedFrom(path, path)) })
  assert.equal(apart.findings.filter(({ name }) => name === 'host-pid').length, 2)
})

test('a patch that its kustomization does not name is no workload; a sketch of a workload elsewhere is one', () => {
  const patch = deployment('', 'spec: { containers: [{ name: a, resources: { limits: { cpu: 1 } } }] }')
  const folders = new Set(['overlay'])
  const isLoose = (path: string, text: string): boolean => isLoosePatch({ path, text }, folders)
  assert.equal(isLoose('overlay/patch.yaml', patch), true)
  assert.equal(isLoose('elsewhere/patch.yaml', patch), false)
  assert.equal(isLoose('overlay/llm.yaml', whole), false)
  assert.equal(isLoose('overlay/both.yaml', `${patch}---\n${whole}`), false)
  assert.equal(isLoose('overlay/notes.yaml', 'a: 1\n'), false)
})

test('what an include writes belongs to the include that can have written it', () => {
  const template =
    'kind: Role\nmetadata:\n  labels:\n    {{- include "labels" . | nindent 4 }}\n{{ include "rules" . }}'
  const rendered =
    'kind: Role\nmetadata:\n  labels:\n    app: llm\n    part: a\nrules:\n- verbs:\n    - get\n  resources: [pods]'
  assert.deepEqual(align(rendered, readTemplate(template)), [0, 1, 2, 3, 3, 4, 4, 4, 4])
})

test('a finding in a script points at its word, one in a text at its line', () => {
  const text = `apiVersion: v1
kind: Pod
metadata: { name: a, namespace: models }
spec:
  containers:
    - name: a
      image: vllm/vllm-openai:v1
      command: [sh, -c]
      args:
        - |
          echo start
          vllm serve m --trust-remote-code
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: models }
data:
  app.ini: |
    user = a
    password = q8Zt4Lw1
`
  const { findings } = scan({ documents: [{ path: 'a.yaml', text }] })
  const lineOf = (name: string): number | undefined =>
    findings.find((finding) => finding.name === name)?.location.line
  assert.equal(lineOf('remote-code-trusted'), 12)
  assert.equal(lineOf('config-map-assigns-secret'), 20)
})
