import assert from 'node:assert/strict'
import { test } from 'node:test'

import { valueOf } from '../../model/known.ts'
import type { Pipeline } from '../../model/pipeline.ts'
import { parsePipeline } from './parse.ts'
import { isPipeline } from './recognise.ts'

function read(path: string, text: string): Pipeline {
  const { facts, problems } = parsePipeline({ path, text })
  assert.deepEqual(problems, [])
  const [pipeline] = facts
  assert.ok(pipeline?.asset === 'pipeline')
  return pipeline
}

const azure = (text: string, path = 'azure-pipelines.yml') => read(path, text)
const github = (text: string) => read('.github/workflows/build.yml', text)

const runners = (pipeline: Pipeline) =>
  pipeline.jobs.map(({ isSelfHosted }) => (isSelfHosted.state === 'hidden' ? 'hidden' : isSelfHosted.value))
const scripts = (pipeline: Pipeline) =>
  pipeline.jobs.flatMap(({ steps }) => steps.map(({ script }) => valueOf(script)))

test('a pipeline of Azure has the steps that an expression inserts, however deep', () => {
  const text = `steps:
- script: one
- \${{ if eq(parameters.gpu, true) }}:
  - script: two
  - \${{ each arch in parameters.all }}:
    - script: three
- \${{ else }}:
  - script: four
`
  assert.deepEqual(scripts(azure(text)), ['one', 'two', 'three', 'four'])
})

test('a pipeline of Azure has the jobs that it hands over to the template that it extends', () => {
  const text = `extends:
  template: v1/Official.yml@templates
  parameters:
    stages:
    - stage: build
      jobs:
      - job: image
        pool: { name: own-agents }
        steps: [{ script: make }]
      - job: other
        steps: [{ script: test }]
`
  const pipeline = azure(text)
  assert.deepEqual(scripts(pipeline), ['make', 'test'])
  assert.deepEqual(runners(pipeline), [true, 'hidden'])
  assert.equal(pipeline.hasOtherParts, true)
})

test('a pipeline of Azure has the steps that it hands over to a template of a job', () => {
  const text = `jobs:
- template: job.yml
  parameters:
    steps: [{ bash: make }]
`
  assert.deepEqual(scripts(azure(text)), ['make'])
})

test('a pipeline of Azure takes a list that is one expression for parts that stand elsewhere', () => {
  const pipeline = azure('jobs:\n- job: a\n  steps: ${{ parameters.steps }}\n')
  assert.deepEqual(scripts(pipeline), [])
  assert.equal(pipeline.hasOtherParts, true)
})

test('a pipeline of Azure runs agentless jobs on the server, and others on the pool that is nearest', () => {
  const text = `pool: own
jobs:
- job: approval
  pool: server
- job: hosted
  pool: { vmImage: $(image) }
- job: own
- job: hidden
  pool:
    \${{ if eq(parameters.gpu, true) }}:
      name: gpu
`
  assert.deepEqual(runners(azure(text)), [false, false, true, 'hidden'])
})

test('a pipeline of Azure says nothing of its triggers and its pool where it is a template', () => {
  const pipeline = azure('parameters:\n- name: tag\nsteps:\n- script: make\n', 'templates/build.yml')
  assert.deepEqual(pipeline.triggers, [])
  assert.deepEqual(runners(pipeline), ['hidden'])
  assert.equal(pipeline.hasOtherParts, true)
})

test('a pipeline of Azure may name its resources in the old form', () => {
  assert.deepEqual(azure('resources:\n- repo: self\nsteps:\n- script: make\n').repositories, [])
})

test('a pipeline of Azure has variables of both forms', () => {
  const text = `variables:
- template: shared.yml
- name: TAG
  value: one
jobs:
- job: a
  variables: { LEVEL: two }
  steps: [{ script: make }]
`
  const pipeline = azure(text)
  assert.deepEqual([...pipeline.variables.keys()], ['TAG'])
  assert.deepEqual(
    pipeline.jobs.flatMap(({ variables }) => [...variables.keys()]),
    ['LEVEL'],
  )
})

const matrix = (axis: string, runsOn = '${{ matrix.os }}') =>
  github(
    `on: push\njobs: { a: { runs-on: '${runsOn}', strategy: { matrix: ${axis} }, steps: [{ run: x }] } }`,
  )

test('the machines of a workflow of GitHub runs on each machine of its matrix', () => {
  assert.deepEqual(runners(matrix('{ os: [ubuntu-latest, windows-2022] }')), [false])
  assert.deepEqual(runners(matrix('{ os: [ubuntu-latest], include: [{ os: self-hosted }] }')), [true])
  assert.deepEqual(runners(matrix('{ os: [ubuntu-latest, [self-hosted, gpu]] }')), [true])
  assert.deepEqual(runners(matrix('{ os: [ubuntu-latest, gpu-box] }')), ['hidden'])
  assert.deepEqual(runners(matrix('{ os: "${{ fromJSON(needs.a.outputs.os) }}" }')), ['hidden'])
  assert.deepEqual(
    runners(matrix('{ host: [{ os: ubuntu-24.04-arm }, { os: macos-14 }] }', '${{ matrix.host.os }}')),
    [false],
  )
})

test('the machines of a workflow of GitHub does not take a label of one’s own for a machine of the vendor', () => {
  const on = (label: string) => runners(github(`on: push\njobs: { a: { runs-on: ${label} } }`))
  assert.deepEqual(on('ubuntu-latest-16-cores'), [false])
  assert.deepEqual(on('ubuntu-gpu'), ['hidden'])
  assert.deepEqual(on('{ group: large }'), ['hidden'])
})

test('the machines of a workflow of GitHub leaves the machine to a workflow that it calls, which is judged itself where it is near', () => {
  const calling = (uses: string) => runners(github(`on: push\njobs: { a: { uses: '${uses}' } }`))
  assert.deepEqual(calling('./.github/workflows/build.yml'), [false])
  assert.deepEqual(calling('acme/flows/.github/workflows/build.yml@v1'), ['hidden'])
})

test('the steps of a workflow of GitHub have scripts in the inputs of actions, and commands where they are those of a shell', () => {
  const step = (uses: string, key: string) =>
    github(
      `on: push\njobs: { a: { runs-on: x, steps: [{ uses: ${uses}, with: { ${key}: 'az acr build .' } }] } }`,
    ).jobs[0]?.steps[0]
  assert.ok(step('actions/github-script@v7', 'script')?.script.state === 'stated')
  assert.equal(step('actions/github-script@v7', 'script')?.commands.length, 0)
  assert.equal(step('azure/cli@v2', 'inlineScript')?.commands.length, 1)
})

test('the steps of a workflow of GitHub may run side by side', () => {
  const text =
    'on: push\njobs: { a: { steps: [{ run: one }, { parallel: [{ run: two }, { run: three }] }, { wait-all: }] } }'
  assert.deepEqual(scripts(github(text)), ['one', 'two', 'three', undefined])
})

test('the steps of a workflow of GitHub keep the token of a checkout unless it is told not to, quoted or not', () => {
  const keeps = (value: string) => {
    const step = github(
      `on: push\njobs: { a: { runs-on: x, steps: [{ uses: actions/checkout@v4, with: { persist-credentials: ${value} } }] } }`,
    ).jobs[0]?.steps[0]?.keepsCredentials
    return step?.state === 'hidden' ? 'hidden' : step?.value
  }
  assert.equal(keeps('"false"'), false)
  assert.equal(keeps('true'), true)
  assert.equal(keeps('"${{ inputs.keep }}"'), 'hidden')
})

test('a file of any name is told by its text', () => {
  const isOne = (path: string, text: string) => isPipeline({ path, text })
  assert.ok(isOne('.pipelines/ci.yml', 'trigger: none\nstages:\n  - stage: a\n    jobs: []\n'))
  assert.ok(isOne('eng/x.yaml', 'jobs: # all\n\n- ${{ if true }}:\n  - job: a\n'))
  assert.ok(isOne('eng/y.yml', 'extends:\n  template: base.yml@templates\n'))
  assert.ok(isOne('build/action.yml', 'name: x\nruns:\n  using: composite\n  steps: []\n'))
  assert.ok(!isOne('.gitlab-ci.yml', 'stages:\n- build\nbuild:\n  script: [make]\n'))
  assert.ok(!isOne('cloudbuild.yaml', 'steps:\n- name: gcr.io/cloud-builders/docker\n'))
  assert.ok(!isOne('acr-task.yaml', 'version: v1.1.0\nsteps:\n- build: -t x .\n'))
  assert.ok(!isOne('action.yml', 'apiVersion: v1\nkind: ConfigMap\n'))
})

test('containers of a job', () => {
  const images = (pipeline: Pipeline) =>
    [...pipeline.containers, ...pipeline.jobs.flatMap(({ containers }) => containers)].map(({ image }) =>
      image.state === 'hidden' ? 'hidden' : image.value,
    )
  assert.deepEqual(
    images(github('on: push\njobs: { a: { container: "a:1", services: { b: { image: b } } } }')),
    ['a:1', 'b'],
  )
  assert.deepEqual(images(github('on: push\njobs: { a: { container: "${{ matrix.image }}" } }')), ['hidden'])
  assert.deepEqual(images(azure('jobs: [{ job: a, container: "a:1", steps: [] }]')), ['a:1'])
  assert.deepEqual(images(azure('jobs: [{ job: a, container: { image: "a:1" }, steps: [] }]')), ['a:1'])
  assert.deepEqual(
    images(
      azure(
        'resources: { containers: [{ container: tools, image: "a:1" }] }\njobs: [{ job: a, container: tools, steps: [] }]',
      ),
    ),
    ['a:1'],
  )
})

test('a workflow hands on its secrets by a word', () => {
  const inherits = (job: string) =>
    github(`on: push\njobs: { a: ${job} }`).jobs.map((each) => each.inheritsSecrets)
  assert.deepEqual(inherits('{ uses: a/b/.github/workflows/c.yml@v1, secrets: inherit }'), [true])
  assert.deepEqual(inherits('{ uses: a/b/.github/workflows/c.yml@v1, secrets: { inherit: x } }'), [false])
})
