import type { ShellCommand } from '../../kernel/shell-command.ts'
import type { Origin } from '../../model/origin.ts'
import type { Pipeline, PipelineContainer, PipelineJob, PipelineStep } from '../../model/pipeline.ts'
import { actionBuild } from './build-actions.ts'
import { type BuildFlags, commandBuild } from './build-commands.ts'
import { runsForTestsOnly } from './conditions.ts'

/** One build of a container image in a pipeline. */
export interface ImageBuildStep extends BuildFlags {
  readonly origin: Origin
}

/**
 * All builds of images that may be shipped: commands, actions and tasks. An image that is built for a pull request's
 * test alone, or that is thrown away, patches nothing and harms nobody.
 */
export function imageBuilds(pipeline: Pipeline): readonly ImageBuildStep[] {
  const events = pipeline.triggers.map(({ event }) => event)
  return pipeline.jobs
    .filter((job) => !runsForTestsOnly(events, job.condition))
    .flatMap((job) => job.steps.flatMap((step) => buildsOf(step, job, events)))
}

function buildsOf(
  step: PipelineStep,
  job: PipelineJob,
  events: readonly string[],
): readonly ImageBuildStep[] {
  if (runsForTestsOnly(events, step.condition)) return []
  const places = step.commands.flatMap((command) => {
    const build = commandBuild(command)
    return build === undefined ? [] : [{ ...build, origin: commandOrigin(command, step) }]
  })
  const action = isThrownAway(step, job) ? undefined : actionBuild(step)
  return action === undefined ? places : [...places, { ...action, origin: step.origin }]
}

/** `push: false` leaves nothing behind, unless the image is loaded, written out or pushed by another step. */
function isThrownAway({ inputs }: PipelineStep, { steps }: PipelineJob): boolean {
  const push = inputs.get('push')
  if (push?.state !== 'stated' || push.value !== 'false' || inputs.has('outputs')) return false
  const load = inputs.get('load')
  if (load !== undefined && !(load.state === 'stated' && load.value === 'false')) return false
  return !steps.some(({ commands }) =>
    commands.some(({ name, words }) => name === 'docker' && ['push', 'save'].includes(words[1]?.text ?? '')),
  )
}

export function allSteps(pipeline: Pipeline): readonly PipelineStep[] {
  return pipeline.jobs.flatMap((job) => job.steps)
}

export function allContainers({ containers, jobs }: Pipeline): readonly PipelineContainer[] {
  return [...containers, ...jobs.flatMap((job) => job.containers)]
}

/** Where a command stands in the file. */
export function commandOrigin(command: ShellCommand, step: PipelineStep): Origin {
  const [word] = command.words
  const { document } = step.origin
  return word === undefined ? step.origin : { document, start: word.start, end: word.end }
}
