import type { Control } from '../control.ts'
import { every, fail, pass, unknown } from '../verdict.ts'
import { imageBuilds } from './image-steps.ts'

export const imageBuildWithoutPull: Control<'pipeline'> = {
  id: 'BH-0702',
  name: 'image-build-without-pull',
  title: 'Image is built on whatever base the builder has',
  layer: 'process',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['K.patch', 'I.digest'],
  vector: 'build-machine',
  references: ['cis-docker-1.6-docker-bench:4.4'],
  rationale:
    'Without a pull the builder takes the base image that lies on it: an old one with known flaws, or one that another build on the same machine left there under the same name.',
  remediation: 'Build with `--pull` (`pull: true` for docker/build-push-action).',
  applies: 'pipeline',
  when: (pipeline) => imageBuilds(pipeline).length > 0,
  check: (pipeline) =>
    every(imageBuilds(pipeline), ({ pulls, origin }) => {
      if (pulls === undefined) return unknown('Whether the base image is pulled cannot be told.', origin)
      return pulls ? pass() : fail('Nothing makes the build look up its base image anew.', origin)
    }),
  examples: {
    fail: [
      'steps: [{ script: docker build --no-cache -t acme/model . }]',
      'steps: [{ script: docker build --pull=false . }]',
    ],
    pass: ['steps: [{ script: docker buildx build --pull -t acme/model . }]'],
    unknown: ['steps: [{ script: docker build $FLAGS . }]'],
  },
}
