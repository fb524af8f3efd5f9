// Models that ModelMesh loads into pods of its own: they run in the pod of a serving runtime (ModelMesh, `ServingRuntimeReconciler`).
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { valueOf } from '../src/model/known.ts'
import type { Pod } from '../src/model/pod.ts'
import { parseManifests } from '../src/sources/kubernetes/parse.ts'

const service = (model: string, more = ''): string => `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: { name: iris, namespace: models }
spec:
  predictor:
    model: ${model}
${more}`

const runtime = (name: string, spec: string, kind = 'ClusterServingRuntime'): string =>
  `apiVersion: serving.kserve.io/v1alpha1
kind: ${kind}
metadata: { name: ${name}${kind === 'ServingRuntime' ? ', namespace: models' : ''} }
spec: { ${spec}, containers: [{ name: kserve-container, image: ${name} }] }
`

function read(...texts: readonly string[]): Pod[] {
  const documents = texts.map((text, index) => ({ path: `${index}.yaml`, text }))
  return parseManifests(documents).flatMap(({ facts }) =>
    facts.filter((fact) => fact.asset === 'pod' && fact.kind.endsWith('InferenceService')),
  ) as Pod[]
}

/** The images of a service's pods; `?` where nothing in the input says which. */
function images(...texts: readonly string[]): string[] {
  return read(...texts).flatMap(({ containers }) => containers.map(({ image }) => valueOf(image) ?? '?'))
}

const sklearn = '{ modelFormat: { name: sklearn } }'
const offers = (more: string): string =>
  `protocolVersions: [v1], supportedModelFormats: [{ name: sklearn, version: "1", autoSelect: true, ${more} }]`

describe('ModelMesh', () => {
  const mesh = service(sklearn).replace(
    'namespace: models',
    'namespace: models, annotations: { serving.kserve.io/deploymentMode: ModelMesh }',
  )
  const shared = (kind: string): string =>
    runtime('mlserver', `multiModel: true, nodeSelector: { pool: gpu }, ${offers('')}`, kind).replace(
      'kserve-container',
      'mlserver',
    )

  test('a model runs in a pod of the runtime into which it is loaded, in its own namespace', () => {
    for (const kind of ['ServingRuntime', 'ClusterServingRuntime']) {
      const [pod, ...others] = read(mesh, shared(kind), runtime('other', offers('priority: 9')))
      assert.deepEqual(others, [])
      assert.deepEqual([pod?.namespace, pod?.containers.map(({ name }) => name)], ['models', ['mlserver']])
      assert.deepEqual([...(pod?.nodeSelector.keys() ?? [])], ['pool'])
      assert.equal(pod?.containers[0]?.origin.document.path, '1.yaml')
    }
  })

  test('where no such runtime is shown, what runs stays hidden', () => {
    assert.deepEqual(images(mesh, runtime('other', offers(''))), ['?'])
  })

  test('a runtime of many models serves no service that runs by itself', () => {
    assert.deepEqual(images(service(sklearn), shared('ClusterServingRuntime')), ['?'])
  })

  test('is told at each service, and only there', () => {
    const problems = (text: string): readonly string[] =>
      parseManifests([{ path: 'a.yaml', text }]).flatMap((each) =>
        each.problems.map(({ code, location }) => `${code} ${location.line}`),
      )
    assert.deepEqual(problems(mesh), ['shared-runtime 3'])
    assert.deepEqual(problems(service(sklearn)), [])
  })
})
