// Expectations follow KServe's sources: `predictor_model.go`, `utils.go` (MergeRuntimeContainers, MergePodSpec) and
// `config_merge.go` of its controllers.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { isKnown, valueOf } from '../src/model/known.ts'
import { locate } from '../src/model/origin.ts'
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

/** What a service asks for, the runtimes that there are, and the image that it then runs. */
const choices: readonly (readonly [string, string, readonly string[], string])[] = [
  [
    'the one that it names',
    '{ modelFormat: { name: sklearn }, runtime: b }',
    [runtime('a', offers('')), runtime('b', 'a: 1')],
    'b',
  ],
  [
    'none where it names one that nobody showed',
    '{ modelFormat: { name: sklearn }, runtime: c }',
    [runtime('a', offers(''))],
    '?',
  ],
  [
    'one of its namespace before one of the cluster',
    '{ modelFormat: { name: sklearn }, runtime: a }',
    [runtime('a', 'a: 1').replace('image: a', 'image: cluster'), runtime('a', 'a: 1', 'ServingRuntime')],
    'a',
  ],
  [
    'one of its format',
    sklearn,
    [runtime('a', 'supportedModelFormats: [{ name: onnx, autoSelect: true }]'), runtime('b', offers(''))],
    'b',
  ],
  ['no other format', '{ modelFormat: { name: onnx } }', [runtime('a', offers(''))], '?'],
  ['one of its version', '{ modelFormat: { name: sklearn, version: "2" } }', [runtime('a', offers(''))], '?'],
  [
    'none that does not offer itself',
    sklearn,
    [runtime('a', 'supportedModelFormats: [{ name: sklearn }]')],
    '?',
  ],
  ['none that is disabled', sklearn, [runtime('a', `disabled: true, ${offers('')}`)], '?'],
  ['none for many models', sklearn, [runtime('a', `multiModel: true, ${offers('')}`)], '?'],
  ['none for several nodes', sklearn, [runtime('a', `workerSpec: {}, ${offers('')}`)], '?'],
  [
    'one of its protocol',
    '{ modelFormat: { name: sklearn }, protocolVersion: v2 }',
    [runtime('a', offers('')), runtime('b', offers('').replace('v1', 'v2'))],
    'b',
  ],
  [
    'one that speaks v1 where it names no protocol',
    sklearn,
    [runtime('a', offers('').replace('v1', 'v2'))],
    '?',
  ],
  [
    'the highest priority',
    sklearn,
    [runtime('a', offers('priority: 1')), runtime('b', offers('priority: 2')), runtime('c', offers(''))],
    'b',
  ],
  [
    'none of two equals: the younger one counts, and no file tells which',
    sklearn,
    [runtime('a', offers('priority: 1')), runtime('b', offers('priority: 1'))],
    '?',
  ],
  [
    'the first of two files that declare it',
    sklearn,
    [runtime('a', offers('')), runtime('a', offers('')).replace('image: a', 'image: b')],
    'a',
  ],
]
for (const [title, model, runtimes, expected] of choices) {
  test(`an InferenceService takes ${title}`, () => {
    assert.deepEqual(images(service(model), ...runtimes), [expected])
  })
}

test('ModelMesh takes no runtime of single models', () => {
  const text = service(sklearn).replace(
    'namespace: models',
    'namespace: models, annotations: { serving.kserve.io/deploymentMode: ModelMesh }',
  )
  assert.deepEqual(images(text, runtime('a', offers(''))), ['?'])
})

test('an older key names the format, and Triton speaks v2', () => {
  const text = service('').replace('model: ', 'triton: { storageUri: gs://m }')
  const triton = runtime(
    't',
    'protocolVersions: [v2], supportedModelFormats: [{ name: triton, autoSelect: true }]',
  )
  assert.deepEqual(images(text, triton), ['t'])
})

const rich = `apiVersion: serving.kserve.io/v1alpha1
kind: ClusterServingRuntime
metadata: { name: rich }
spec:
  supportedModelFormats: [{ name: sklearn, autoSelect: true }]
  volumes: [{ name: shm, emptyDir: { medium: Memory } }]
  hostIPC: true
  containers:
    - name: kserve-container
      image: sk:1
      args: ['--model_name={{.Name}}']
      env: [{ name: A, value: runtime }, { name: B, value: runtime }]
      securityContext:
        privileged: true
    - { name: helper, image: h }
`

describe('an InferenceService and its runtime', () => {
  const own = `{ modelFormat: { name: sklearn }, args: ['--x'], env: [{ name: A, value: own }],
      resources: { limits: { cpu: 1 } } }`
  const [pod] = read(service(own, '    serviceAccountName: sa\n'), rich)
  const container = pod?.containers[0]

  test('are one pod, in which the fields of the service win', () => {
    assert.deepEqual(
      pod?.containers.map(({ name }) => name),
      ['kserve-container', 'helper'],
    )
    assert.deepEqual(container?.args.map(valueOf), ['--model_name=iris', '--x'])
    const env = container?.env.map(({ name, value }) => [valueOf(name), valueOf(value)])
    assert.deepEqual(env, [
      ['A', 'own'],
      ['B', 'runtime'],
    ])
    assert.deepEqual(
      pod?.volumes.map(({ name }) => valueOf(name)),
      ['shm'],
    )
    assert.ok(pod && isKnown(pod.serviceAccountName, 'sa') && isKnown(pod.hostIPC, false))
  })

  test('state each field in the file that it stands in, and could state others in the service', () => {
    const { privileged } = container?.securityContext ?? {}
    assert.ok(privileged?.state === 'stated')
    assert.deepEqual(locate(privileged.origin), { file: '1.yaml', line: 14, column: 21 })
    assert.ok(container && pod)
    assert.equal(locate(container.origin).file, '0.yaml')
    assert.equal(locate(pod.specOrigin).file, '0.yaml')
    const cpu = container.limits.get('cpu')
    assert.ok(cpu?.state === 'stated' && locate(cpu.origin).file === '0.yaml')
  })
})

describe('the pod of an InferenceService', () => {
  test('takes the version that the service asks for', () => {
    const model = '{ modelFormat: { name: sklearn }, runtimeVersion: "2.0" }'
    assert.deepEqual(images(service(model), rich), ['sk:2.0', 'h'])
    const pinned = rich.replace('sk:1', `sk@sha256:${'0'.repeat(64)}`)
    assert.deepEqual(images(service(model), pinned)[0], `sk@sha256:${'0'.repeat(64)}`)
  })

  test('has a worker of the runtime’s where the service wants several nodes', () => {
    const many = rich.replace(
      '  containers:',
      '  workerSpec: { containers: [{ name: worker-container, image: w }] }\n  containers:',
    )
    const [head, worker] = read(service(sklearn, '    workerSpec: { pipelineParallelSize: 2 }\n'), many)
    assert.deepEqual(
      [head, worker].map((each) => each?.containers.map(({ image }) => valueOf(image))),
      [['sk:1', 'h'], ['w']],
    )
  })

  test('hides containers that cannot be read', () => {
    const text = rich.replace(/ {2}containers:[^]*/, '  containers: ${CONTAINERS}\n')
    assert.deepEqual(images(service(sklearn), text), ['?'])
  })

  test('tells once what is wrong with the runtime', () => {
    const wrong = rich.replace('privileged: true', 'privileged: maybe')
    const parsed = parseManifests(
      [service(sklearn), service(sklearn).replace('iris', 'other'), wrong].map((text, index) => ({
        path: `${index}.yaml`,
        text,
      })),
    )
    assert.deepEqual(
      parsed.flatMap(({ problems }) => problems.map(({ code }) => code)),
      ['wrong-type'],
    )
  })
})

test('a component that brings its own container gets resources from KServe’s configuration', () => {
  const [pod] = read(
    service('').replace(
      '    model: ',
      '    containers: [{ name: c, image: i, resources: { limits: { cpu: 2 } } }]',
    ),
  )
  const { limits, requests } = pod?.containers[0] ?? {}
  assert.deepEqual(
    [limits?.get('cpu')?.state, limits?.get('memory')?.state, requests?.get('cpu')?.state],
    ['stated', 'hidden', 'hidden'],
  )
  assert.equal(limits?.get('nvidia.com/gpu'), undefined)
})

const llm = (spec: string): string => `apiVersion: serving.kserve.io/v1alpha1
kind: LLMInferenceService
metadata: { name: llama, namespace: models }
spec: ${spec}
`
const config = (name: string, spec: string, namespace = 'kserve'): string =>
  `apiVersion: serving.kserve.io/v1alpha1
kind: LLMInferenceServiceConfig
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`
const main = (fields: string): string => `{ template: { containers: [{ name: main, ${fields} }] } }`
const preset = config('kserve-config-llm-template', main('image: preset, env: [{ name: A, value: "1" }]'))

describe('an LLMInferenceService', () => {
  test('is laid over the configurations that it names, and these over the preset', () => {
    const text = llm('{ baseRefs: [{ name: gpu }], template: { containers: [{ name: main, stdin: true }] } }')
    const [pod] = read(text, preset, config('gpu', main('image: gpu'), 'models'))
    const [container] = pod?.containers ?? []
    assert.equal(container && valueOf(container.image), 'gpu')
    assert.deepEqual(
      container?.env.map(({ name }) => valueOf(name)),
      ['A'],
    )
    assert.ok(
      container && isKnown(container.stdin, true) && isKnown(container.securityContext.privileged, false),
    )
  })

  test('has the pods of its preset where it states none', () => {
    assert.deepEqual(images(llm('{ model: { uri: hf://m } }'), preset), ['preset'])
  })

  test('is known in part where a configuration is not part of the input', () => {
    const [pod] = read(llm('{ baseRefs: [{ name: gone }] }'), preset)
    const [container] = pod?.containers ?? []
    assert.equal(container && valueOf(container.image), 'preset')
    assert.equal(container?.securityContext.privileged.state, 'hidden')
  })

  test('has an account of its own where KServe makes one', () => {
    const accounts = (spec: string, ...texts: readonly string[]): (string | undefined)[] =>
      read(llm(spec), ...texts).map(({ serviceAccountName }) => serviceAccountName.state)
    assert.deepEqual(accounts('{}', preset), ['default'])
    const sidecar = preset.replace(
      'containers:',
      'initContainers: [{ name: llm-d-routing-sidecar, image: r }], containers:',
    )
    assert.deepEqual(accounts('{}', sidecar), ['hidden'])
    assert.deepEqual(accounts('{ template: { serviceAccountName: sa } }', sidecar), ['stated'])
  })
})

describe('the presets of an LLMInferenceService', () => {
  const presets: readonly (readonly [string, readonly string[]])[] = [
    ['{}', ['template']],
    ['{ worker: {}, parallelism: { data: 2 } }', ['worker-data-parallel']],
    ['{ prefill: {} }', ['prefill-template', 'decode-template']],
    ['{ router: { scheduler: {} } }', ['scheduler', 'template']],
    ['{ router: { scheduler: { pool: { ref: { name: p } } } }, tracing: {} }', ['tracing', 'template']],
  ]
  for (const [spec, names] of presets) {
    test(`are ${names.join(', ')} for ${spec}`, () => {
      const configs = names.map((name) => config(`kserve-config-llm-${name}`, main('image: i')))
      const state = (texts: readonly string[]): string | undefined =>
        read(llm(spec), ...texts)[0]?.containers[0]?.securityContext.privileged.state
      assert.equal(state(configs), 'default')
      for (const gone of configs) assert.notEqual(state(configs.filter((each) => each !== gone)), 'default')
    })
  }
})
