import type { Control } from '../control.ts'
import { every, fail, pass, unknown } from '../verdict.ts'
import { imageBuilds } from './image-steps.ts'

export const imageBuildCached: Control<'pipeline'> = {
  id: 'BH-0701',
  name: 'image-build-cached',
  title: 'Image is rebuilt from cached layers',
  layer: 'process',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['K.patch'],
  vector: 'build-machine',
  references: ['cis-docker-1.6-docker-bench:4.4'],
  rationale:
    'A layer from the cache keeps the packages of the day when it was made: a rebuild that was meant to patch an image patches nothing, and a poisoned cache goes into every image.',
  remediation:
    'Build images that are shipped with `--no-cache` (`no-cache: true` for docker/build-push-action).',
  applies: 'pipeline',
  when: (pipeline) => imageBuilds(pipeline).length > 0,
  check: (pipeline) =>
    every(imageBuilds(pipeline), ({ usesCache, origin }) => {
      if (usesCache === undefined)
        return unknown('Whether the image is built without cache cannot be told.', origin)
      return usesCache
        ? fail('Nothing keeps the build from taking layers of an earlier one.', origin)
        : pass()
    }),
  examples: {
    fail: [
      'steps: [{ script: docker build -t acme/model . }]',
      'steps: [{ task: Docker@2, inputs: { command: build } }]',
      'steps: [{ script: docker build -t $(registry)/model $(context) }]',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/build-push-action@v6, with: { push: true, cache-from: type=gha } }] } }',
      'steps: [{ script: /kaniko/executor --cache=true --destination=acme/model }]',
      'steps: [{ script: buildah bud --layers -t acme/model . }]',
    ],
    pass: [
      'steps: [{ script: docker build --no-cache --pull -t acme/model . }]',
      'steps: [{ script: az acr build -r acme . }]',
      'steps: [{ script: docker run gcr.io/kaniko-project/executor:v1.24.0 --destination=acme/model }]',
      'steps: [{ script: buildah bud -t acme/model . }]',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/build-push-action@v6, with: { no-cache: true } }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/bake-action@v6, with: { set: "*.no-cache=true" } }] } }',
    ],
    unknown: [
      'steps: [{ script: docker build $FLAGS -t acme/model . }]',
      'steps: [{ script: docker buildx bake --push }]',
      'steps: [{ script: docker compose build }]',
      'steps: [{ task: Docker@2, inputs: { command: build, arguments: $(flags) } }]',
    ],
  },
}
