// Custom resources that carry pods: where their pods are found, and what of them stays hidden.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Pod } from '../src/model/pod.ts'
import type { Parsed } from '../src/sources/parsed.ts'
import { parseKubernetes } from '../src/sources/kubernetes/parse.ts'

function parse(apiVersion: string, kind: string, body: string): Parsed {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: llm, namespace: models }\n${body}\n`
  return parseKubernetes({ path: 'object.yaml', text })
}

function podsOf(parsed: Parsed): Pod[] {
  return parsed.facts.filter((fact) => fact.asset === 'pod')
}

/** `part:name=image,…` of each pod; `?` for a hidden image. */
function outline(parsed: Parsed): string[] {
  return podsOf(parsed).map((pod) => {
    const containers = pod.containers.map(
      ({ name, image }) => `${name}=${image.state === 'hidden' ? '?' : image.value}`,
    )
    return `${pod.part}:${containers.join(',')}`
  })
}

const pod = '{ containers: [{ name: c, image: i }] }'

const places: readonly (readonly [apiVersion: string, kind: string, body: string, ...pods: string[]])[] = [
  [
    'serving.kserve.io/v1beta1',
    'InferenceService',
    `spec: { predictor: { model: { modelFormat: { name: onnx } }, workerSpec: ${pod} }, transformer: ${pod} }`,
    'predictor:kserve-container=?',
    'predictor.workerSpec:c=i',
    'transformer:c=i',
  ],
  [
    'serving.kserve.io/v1beta1',
    'InferenceService',
    'spec: { predictor: { minReplicas: 1, triton: { image: i }, containers: [{ name: logger, image: l }] } }',
    ':kserve-container=i,logger=l',
  ],
  ['serving.kserve.io/v1alpha1', 'ClusterServingRuntime', `spec: ${pod}`, ':c=i'],
  [
    'serving.kserve.io/v1alpha1',
    'ClusterStorageContainer',
    'spec: { container: { name: s, image: i } }',
    ':s=i',
  ],
  [
    'serving.kserve.io/v1alpha1',
    'LLMInferenceService',
    `spec: { template: { containers: [{ name: main }] }, prefill: { worker: ${pod} } }`,
    ':main=?',
    'prefill.worker:c=i',
  ],
  ['inference.llmaz.io/v1alpha1', 'BackendRuntime', 'spec: { image: i, version: v1 }', ':main=i:v1'],
  ['inference.llmaz.io/v1alpha1', 'BackendRuntime', 'spec: { image: i }', ':main=i'],
  ['inference.llmaz.io/v1alpha1', 'BackendRuntime', 'spec: { image: i, version: "{{ .v }}" }', ':main=?'],
  ['serving.knative.dev/v1', 'Service', `spec: { template: { spec: ${pod} } }`, ':c=i'],
  ['serving.knative.dev/v1', 'Revision', `spec: ${pod}`, ':c=i'],
  [
    'ray.io/v1',
    'RayCluster',
    `spec: { headGroupSpec: { template: { spec: ${pod} } }, workerGroupSpecs: [{ template: { spec: ${pod} } }] }`,
    'headGroupSpec:c=i',
    'workerGroupSpecs.0:c=i',
  ],
  [
    'ray.io/v1',
    'RayJob',
    `spec: { rayClusterSpec: { headGroupSpec: { template: { spec: ${pod} } } }, submitterPodTemplate: { spec: ${pod} } }`,
    'rayClusterSpec.headGroupSpec:c=i',
    'submitterPodTemplate:c=i',
  ],
  [
    'ray.io/v1',
    'RayService',
    `spec: { rayClusterConfig: { headGroupSpec: { template: { spec: ${pod} } } } }`,
    ':c=i',
  ],
  [
    'machinelearning.seldon.io/v1',
    'SeldonDeployment',
    `spec: { predictors: [{ componentSpecs: [{ spec: ${pod} }] }] }`,
    ':c=i',
  ],
  [
    'mlops.seldon.io/v1alpha1',
    'Server',
    'spec: { podSpec: { containers: [{ name: mlserver }] } }',
    ':mlserver=?',
  ],
  ['kubeflow.org/v1', 'Notebook', `spec: { template: { spec: ${pod} } }`, ':c=i'],
  [
    'kubeflow.org/v1',
    'PyTorchJob',
    `spec: { pytorchReplicaSpecs: { Master: { template: { spec: ${pod} } }, Worker: { replicas: 3, template: { spec: ${pod} } } } }`,
    'pytorchReplicaSpecs.Master:c=i',
    'pytorchReplicaSpecs.Worker:c=i',
  ],
  [
    'trainer.kubeflow.org/v1alpha1',
    'ClusterTrainingRuntime',
    `spec: { template: { spec: { replicatedJobs: [{ name: node, template: { spec: { template: { spec: ${pod} } } } }] } } }`,
    ':c=i',
  ],
  ['trainer.kubeflow.org/v1alpha1', 'TrainJob', 'spec: { trainer: { image: i } }', ':node=i'],
  ['batch.volcano.sh/v1alpha1', 'Job', `spec: { tasks: [{ name: t, template: { spec: ${pod} } }] }`, ':c=i'],
  [
    'jobset.x-k8s.io/v1alpha2',
    'JobSet',
    `spec: { replicatedJobs: [{ name: w, template: { spec: { template: { spec: ${pod} } } } }] }`,
    ':c=i',
  ],
  [
    'leaderworkerset.x-k8s.io/v1',
    'LeaderWorkerSet',
    `spec: { leaderWorkerTemplate: { workerTemplate: { spec: ${pod} } } }`,
    ':c=i',
  ],
  [
    'argoproj.io/v1alpha1',
    'WorkflowTemplate',
    'spec: { templates: [{ name: a, container: { image: i }, sidecars: [{ name: s, image: j }] }, { name: b, steps: [] }, { name: c, script: { image: k, source: x } }] }',
    'templates.0:main=i,s=j',
    'templates.2:main=k',
  ],
  [
    'argoproj.io/v1alpha1',
    'CronWorkflow',
    'spec: { workflowSpec: { templates: [{ name: a, containerSet: { containers: [{ name: x, image: i }] } }] } }',
    ':x=i',
  ],
  ['argoproj.io/v1alpha1', 'Rollout', `spec: { template: { spec: ${pod} } }`, ':c=i'],
  [
    'tekton.dev/v1',
    'Task',
    'spec: { stepTemplate: { image: i }, steps: [{ name: a }, { name: b, image: j }] }',
    ':a=i,b=j',
  ],
  ['agents.x-k8s.io/v1alpha1', 'Sandbox', `spec: { podTemplate: { spec: ${pod} } }`, ':c=i'],
  [
    'extensions.agents.x-k8s.io/v1alpha1',
    'SandboxTemplate',
    `spec: { podTemplate: { spec: ${pod} } }`,
    ':c=i',
  ],
  ['kaito.sh/v1beta1', 'Workspace', `inference: { template: { spec: ${pod} } }`, ':c=i'],
  [
    'apps.nvidia.com/v1alpha1',
    'NIMService',
    'spec: { image: { repository: nvcr.io/nim/llm, tag: 1.3.3 } }',
    ':main=nvcr.io/nim/llm:1.3.3',
  ],
  [
    'production-stack.vllm.ai/v1alpha1',
    'VLLMRuntime',
    'spec: { deploymentConfig: { image: { registry: docker.io, name: vllm:v1 } } }',
    ':main=docker.io/vllm:v1',
  ],
  [
    'sparkoperator.k8s.io/v1beta2',
    'SparkApplication',
    'spec: { image: i, driver: { cores: 1 }, executor: { image: j } }',
    'driver:main=i',
    'executor:main=j',
  ],
  ['flink.apache.org/v1beta1', 'FlinkDeployment', 'spec: { image: i }', ':main=i'],
]

for (const [apiVersion, kind, body, ...expected] of places) {
  test(`${kind} of ${apiVersion}: ${expected.join(' ')}`, () => {
    const parsed = parse(apiVersion, kind, body)
    assert.deepEqual(outline(parsed), expected)
    assert.deepEqual(parsed.problems, [])
    assert.ok(podsOf(parsed).every(({ confidence }) => confidence === 'confirmed'))
  })
}

test('what a serving runtime fills in is hidden, not unset', () => {
  const [only] = podsOf(
    parse(
      'serving.kserve.io/v1beta1',
      'InferenceService',
      'spec: { predictor: { model: { securityContext: { privileged: false } } } }',
    ),
  )
  const container = only?.containers[0]
  assert.equal(container?.securityContext.privileged.state, 'stated')
  assert.equal(container?.securityContext.runAsNonRoot.state, 'hidden')
  assert.equal(container?.limits.get('memory')?.state, 'hidden')
  assert.equal(only?.hostNetwork.state, 'default')
})

test('a template of Argo takes its service account and volumes from the workflow', () => {
  const [only] = podsOf(
    parse(
      'argoproj.io/v1alpha1',
      'Workflow',
      'spec: { serviceAccountName: a, volumes: [{ name: v, hostPath: { path: / } }], templates: [{ container: { image: i } }] }',
    ),
  )
  assert.ok(only?.serviceAccountName.state === 'stated' && only.serviceAccountName.value === 'a')
  assert.equal(only.volumes[0]?.type, 'hostPath')
})

test('an unknown kind with a pod in it is likely a workload', () => {
  const pods = podsOf(parse('example.com/v1', 'ModelFarm', `spec: { farm: { template: { spec: ${pod} } } }`))
  assert.deepEqual(
    pods.map(({ confidence }) => confidence),
    ['likely'],
  )
})

test('a known name in another group is read by its shape', () => {
  assert.deepEqual(outline(parse('example.com/v1', 'Job', `spec: { tasks: [{ pod: ${pod} }] }`)), [':c=i'])
})

test('a pod template that cannot be read is a pod of which nothing is known', () => {
  for (const body of ['spec: "{{ .Values.spec }}"', 'spec: { template: 5 }']) {
    const parsed = parse('apps/v1', 'Deployment', body)
    assert.deepEqual(outline(parsed), [':main-0=?'], body)
    assert.equal(podsOf(parsed)[0]?.hostPID.state, 'hidden')
    assert.ok(parsed.problems.length > 0)
  }
})

test('a kind whose operator makes the pods is a notice, and other custom resources are none', () => {
  const notices = (apiVersion: string, kind: string, body: string): string[] =>
    parse(apiVersion, kind, body).problems.map(({ code }) => code)
  assert.deepEqual(notices('kaito.sh/v1beta1', 'Workspace', 'inference: { preset: { name: phi-4 } }'), [
    'unknown-kind',
  ])
  assert.deepEqual(notices('example.com/v1', 'Model', 'spec: { image: i, replicas: 2 }'), ['unknown-kind'])
  assert.deepEqual(notices('example.com/v1', 'Setting', 'spec: { image: i, color: red }'), [])
  assert.deepEqual(notices('argoproj.io/v1alpha1', 'Rollout', 'spec: { workloadRef: { name: d } }'), [])
})

test('policies hold patterns of pods, no pods', () => {
  const parsed = parse('policies.kyverno.io/v1', 'ValidatingPolicy', `spec: { pattern: ${pod} }`)
  assert.deepEqual(podsOf(parsed), [])
})

test('pods carry the labels that their operator gives them', () => {
  const [only] = podsOf(
    parse('ray.io/v1', 'RayCluster', `spec: { headGroupSpec: { template: { spec: ${pod} } } }`),
  )
  const label = only?.podLabels.get('ray.io/cluster')
  assert.ok(label?.state === 'stated' && label.value === 'llm')
})

test('names that every object has are no kinds', () => {
  for (const kind of ['constructor', 'toString', '__proto__']) {
    assert.deepEqual(podsOf(parse('v1', kind, 'spec: {}')), [])
  }
})
