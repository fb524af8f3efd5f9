import type { ShellCommand } from '../../kernel/shell-command.ts'
import { valueOf } from '../../model/known.ts'
import type { PipelineContainer, PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { fail, pass, type Verdict, worst } from '../verdict.ts'
import { allContainers, allSteps, commandOrigin } from './image-steps.ts'

export const privilegedBuild: Control<'pipeline'> = {
  id: 'BH-0710',
  name: 'privileged-build',
  title: 'Build runs a privileged container',
  layer: 'process',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['K.caps', 'K.seccomp'],
  vector: 'build-machine',
  references: ['owasp-docker:OWASP-DOCKER-1', 'krol3-container-security-checklist:KROL3-docker-4'],
  rationale:
    'What a build fetches and runs is the world’s code. Privileged, or with the Docker socket, it is root on the build machine and in every later build on it.',
  remediation:
    'Build rootless (BuildKit rootless, Buildah) or with `az acr build`; drop `--privileged` and the socket mount.',
  applies: 'pipeline',
  check: (pipeline) =>
    worst([...allContainers(pipeline).map(judgeContainer), ...allSteps(pipeline).map(judgeStep)]),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, container: { image: a, options: --privileged } } }',
      'steps: [{ script: docker run --privileged builder }]',
      'steps: [{ script: docker run -v /var/run/docker.sock:/var/run/docker.sock builder }]',
      'steps: [{ script: docker buildx build --allow security.insecure . }]',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/build-push-action@v6, with: { allow: security.insecure } }] } }',
      'jobs: [{ job: a, container: { image: a, options: --privileged }, steps: [{ script: make }] }]',
    ],
    pass: [
      'steps: [{ script: docker run builder }]',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, container: node } }',
    ],
    unknown: [],
  },
}

const privileged = /--privileged(?!=false)\b|\/var\/run\/docker\.sock|security\.insecure|--security=insecure/

function judgeContainer({ options, volumes, origin }: PipelineContainer): Verdict {
  const texts = [valueOf(options) ?? '', ...volumes.map((volume) => valueOf(volume) ?? '')]
  return texts.some((text) => privileged.test(text))
    ? fail('A container of the job is privileged.', origin)
    : pass()
}

const runsContainers = new Set(['docker', 'podman', 'nerdctl', 'buildah', 'buildctl', 'docker-compose'])

function judgeStep(step: PipelineStep): Verdict {
  const command = step.commands.find(isPrivileged)
  if (command !== undefined)
    return fail('The build runs a privileged container.', commandOrigin(command, step))
  return isEntitled(step) ? fail('The build lets its steps be privileged.', step.origin) : pass()
}

/** The inputs `allow` of a build and `buildkitd-flags` of a builder. */
function isEntitled({ uses, inputs }: PipelineStep): boolean {
  if (!/buildx|build-push|bake/.test(valueOf(uses) ?? '')) return false
  return ['allow', 'buildkitd-flags'].some((name) => {
    const input = inputs.get(name)
    return input !== undefined && privileged.test(valueOf(input) ?? '')
  })
}

function isPrivileged({ name, words }: ShellCommand): boolean {
  return runsContainers.has(name) && words.some(({ text }) => privileged.test(text))
}
