import type { ShellCommand } from '../../kernel/shell-command.ts'
import { type Known, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Pipeline, PipelineStep } from '../../model/pipeline.ts'

/** One build of a container image in a pipeline. */
export interface ImageBuildStep {
  readonly origin: Origin
  /** Whether layers of an earlier build may be taken; nothing where it cannot be told. */
  readonly usesCache: boolean | undefined
  /** Whether the base image is looked up anew. */
  readonly pulls: boolean | undefined
}

const buildPrograms = new Set(['docker', 'podman', 'buildah', 'nerdctl'])

/** All image builds of a pipeline: commands, Docker's action, Azure's Docker task, `az acr build`. */
export function imageBuilds(pipeline: Pipeline): ImageBuildStep[] {
  return allSteps(pipeline).flatMap((step) => [
    ...step.commands.flatMap((command) => commandBuild(command, step)),
    ...actionBuild(step),
  ])
}

export function allSteps(pipeline: Pipeline): readonly PipelineStep[] {
  return pipeline.jobs.flatMap((job) => job.steps)
}

/** Where a command stands in the file. */
export function commandOrigin(command: ShellCommand, step: PipelineStep): Origin {
  const [word] = command.words
  const { document } = step.origin
  return word === undefined ? step.origin : { document, start: word.start, end: word.end }
}

function commandBuild(command: ShellCommand, step: PipelineStep): ImageBuildStep[] {
  const words = command.words.map(({ text }) => text)
  if (!isBuildCommand(command.name, words)) return []
  const origin = commandOrigin(command, step)
  // ACR tasks build on a fresh agent: nothing is cached, the base is always pulled.
  if (command.name === 'az') return [{ origin, usesCache: false, pulls: true }]
  const isExpanded = command.words.some((word) => word.isExpanded && /^["']?\$/.test(word.text))
  const states = (flag: string): boolean | undefined => {
    const word = words.find((each) => each === flag || each.startsWith(`${flag}=`))
    if (word !== undefined) return !/=(?:false|never)$/.test(word)
    return isExpanded ? undefined : false
  }
  const noCache = states('--no-cache')
  return [{ origin, usesCache: noCache === undefined ? undefined : !noCache, pulls: states('--pull') }]
}

function isBuildCommand(name: string, words: readonly string[]): boolean {
  if (name === 'az') return words[1] === 'acr' && words[2] === 'build'
  if (name === 'buildah') return words[1] === 'bud' || words[1] === 'build'
  if (!buildPrograms.has(name)) return false
  const verbs = words.slice(1).filter((word) => !word.startsWith('-'))
  return (
    verbs[0] === 'build' || (['buildx', 'image', 'builder'].includes(verbs[0] ?? '') && verbs[1] === 'build')
  )
}

function actionBuild({ uses, inputs, origin }: PipelineStep): ImageBuildStep[] {
  const action = (valueOf(uses) ?? '').toLowerCase()
  if (action.startsWith('docker/build-push-action@')) {
    const noCache = isOn(inputs.get('no-cache'))
    return [
      { origin, usesCache: noCache === undefined ? undefined : !noCache, pulls: isOn(inputs.get('pull')) },
    ]
  }
  if (!/^docker@[0-2]/.test(action)) return []
  const command = (valueOf(inputs.get('command') ?? missing) ?? 'buildAndPush').toLowerCase()
  if (!command.startsWith('build')) return []
  const text = valueOf(inputs.get('arguments') ?? missing) ?? ''
  return [{ origin, usesCache: !/--no-cache\b/.test(text), pulls: /--pull\b/.test(text) }]
}

const missing: Known<undefined> = { state: 'default', value: undefined }

/** A boolean input: off where absent, undecided where an expression stands. */
function isOn(input: Known<string> | undefined): boolean | undefined {
  if (input === undefined) return false
  const value = valueOf(input)
  return value === undefined || value.includes('$') ? undefined : value === 'true'
}
