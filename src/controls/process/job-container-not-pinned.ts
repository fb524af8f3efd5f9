import { parseImageReference } from '../../model/image-reference.ts'
import { valueOf } from '../../model/known.ts'
import type { Pipeline, PipelineContainer } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, unknown, type Verdict } from '../verdict.ts'
import { allContainers } from './image-steps.ts'

export const jobContainerNotPinned: Control<'pipeline'> = {
  id: 'BH-0720',
  name: 'job-container-not-pinned',
  title: 'Build runs in an image that its publisher can change',
  layer: 'process',
  severity: 'low',
  guarantees: ['containment', 'isolation'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'A tag moves. Whoever takes over the image’s repository runs code in the build, beside its sources, its token and its registry credentials, and so in every image.',
  remediation: 'Name the digest, `image: python:3.14@sha256:…`, and let a bot raise it.',
  applies: 'pipeline',
  when: (pipeline) => imagesOf(pipeline).length > 0,
  check: (pipeline) => every(imagesOf(pipeline), judge),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, container: "python:3.14", steps: [{ run: make }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, services: { db: { image: "postgres:18" } }, steps: [{ run: make }] } }',
      'jobs: [{ job: a, container: { image: "python:3.14" }, steps: [{ script: make }] }]',
      'jobs: [{ job: a, container: "python:3.14", steps: [{ script: make }] }]',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, container: "python:3.14@sha256:1111111111111111111111111111111111111111111111111111111111111111", steps: [{ run: make }] } }',
      'resources: { containers: [{ container: build, image: "python:3.14@sha256:1111111111111111111111111111111111111111111111111111111111111111" }] }\njobs: [{ job: a, container: build, steps: [{ script: make }] }]',
    ],
    unknown: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, container: "${{ inputs.image }}", steps: [{ run: make }] } }',
    ],
  },
}

function imagesOf(pipeline: Pipeline): readonly PipelineContainer['image'][] {
  return allContainers(pipeline)
    .map(({ image }) => image)
    .filter(({ state }) => state !== 'default')
}

function judge(image: PipelineContainer['image']): Verdict {
  const text = valueOf(image)
  if (image.state === 'default') return pass()
  if (text === undefined) return unknown('Which image the build runs in cannot be told.', image.origin)
  return parseImageReference(text)?.digest === undefined
    ? fail(`The build runs in ${text}, whatever that is on the day.`, image.origin)
    : pass()
}
