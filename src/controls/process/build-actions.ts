import { type Known, valueOf } from '../../model/known.ts'
import type { PipelineStep, Variables } from '../../model/pipeline.ts'
import type { BuildFlags } from './build-commands.ts'

/** Actions of GitHub and tasks of Azure that build images, with how to read what they tell; the first that fits. */
const builders: readonly (readonly [RegExp, (inputs: Variables) => BuildFlags | undefined])[] = [
  [/^(?:docker|depot|useblacksmith)\/build-push-action@/, withSwitches],
  [/^(?:docker|depot)\/bake-action@/, withOverrides],
  [/^redhat-actions\/buildah-build@/, withLayers],
  [/^(?:aevea\/action-kaniko|int128\/kaniko-action)@|^docker:\/\/.*kaniko/, freshUnlessCached],
  [/^docker@\d/, dockerTask],
  [/^dockercompose@\d/, composeTask],
]

/** What a step that is an action or a task tells of the image that it builds; nothing where it builds none. */
export function actionBuild({ uses, inputs }: PipelineStep): BuildFlags | undefined {
  const action = (valueOf(uses) ?? '').toLowerCase()
  return builders.find(([pattern]) => pattern.test(action))?.[1](inputs)
}

function withSwitches(inputs: Variables): BuildFlags {
  const noCache = isOn(inputs.get('no-cache'))
  return { usesCache: noCache === undefined ? undefined : !noCache, pulls: isOn(inputs.get('pull')) }
}

/** The bake file, which is not read here, may say both for itself. */
function withOverrides(inputs: Variables): BuildFlags {
  const { usesCache, pulls } = withSwitches(inputs)
  const set = textOf(inputs, 'set')
  const isFresh = usesCache === false || /\bno-cache=true\b/.test(set)
  const isPulled = pulls === true || /\bpull=true\b/.test(set)
  return { usesCache: isFresh ? false : undefined, pulls: isPulled ? true : undefined }
}

function withLayers(inputs: Variables): BuildFlags {
  return { usesCache: isOn(inputs.get('layers')), pulls: /--pull\b/.test(textOf(inputs, 'extra-args')) }
}

function freshUnlessCached(inputs: Variables): BuildFlags {
  return { usesCache: isOn(inputs.get('cache')), pulls: true }
}

function dockerTask(inputs: Variables): BuildFlags | undefined {
  const command = (textOf(inputs, 'command') || textOf(inputs, 'action') || 'buildAndPush').toLowerCase()
  return command.startsWith('build') ? withArguments(textOf(inputs, 'arguments'), false) : undefined
}

/** `Build services`, or a command of one's own; the Compose file may say both for itself. */
function composeTask(inputs: Variables): BuildFlags | undefined {
  const command = textOf(inputs, 'dockerComposeCommand')
  const isBuild = textOf(inputs, 'action').toLowerCase() === 'build services' || command.startsWith('build')
  return isBuild ? withArguments(`${command} ${textOf(inputs, 'arguments')}`, undefined) : undefined
}

/** A variable that stands alone among the arguments may hold any of them. */
function withArguments(text: string, absent: false | undefined): BuildFlags {
  const otherwise = /(?:^|\s)\$[({]/.test(text) ? undefined : absent
  const noCache = /--no-cache\b/.test(text) ? true : otherwise
  return {
    usesCache: noCache === undefined ? undefined : !noCache,
    pulls: /--pull\b/.test(text) ? true : otherwise,
  }
}

function textOf(inputs: Variables, name: string): string {
  const input = inputs.get(name)
  return input === undefined ? '' : (valueOf(input) ?? '')
}

/** A boolean input: off where absent, undecided where an expression stands. */
function isOn(input: Known<string> | undefined): boolean | undefined {
  if (input === undefined) return false
  const value = valueOf(input)
  return value === undefined || value.includes('$') ? undefined : value === 'true'
}
