import { itemsOf, textOf } from '../../kernel/tree.ts'
import { hidden, type Known, unset, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type {
  PipelineContainer,
  PipelineJob,
  PipelinePermissions,
  PipelineStep,
  PipelineTrigger,
  Variables,
} from '../../model/pipeline.ts'
import type { Fields } from '../../values/fields.ts'
import { containerOf, type PipelineParts } from './parts.ts'
import { readRunner } from './runner.ts'
import { readCommands, readSwitch } from './script.ts'

/** Reads a GitHub workflow, or a composite action, whose steps are those of one job. */
export function readGitHub(root: Fields, origin: Origin): PipelineParts {
  if (root.has('runs')) return readCompositeAction(root.map('runs'), origin)
  const jobs = root.map('jobs')
  const names = jobs.keys()
  return {
    triggers: readTriggers(root, origin),
    permissions: readPermissions(root),
    variables: root.written('env'),
    jobs: names.map((name) => readJob(jobs.map(name), name, origin)),
    containers: [],
    repositories: [],
    hasOtherParts: names.some((name) => jobs.map(name).has('uses')),
  }
}

function readCompositeAction(runs: Fields, origin: Origin): PipelineParts {
  const permissions = { origin: undefined, all: unset(), scopes: new Map<string, Known<string>>() }
  const steps = stepsOf(runs, 'steps').map((step) => readStep(step, origin))
  const isSelfHosted = hidden('the calling workflow picks the runner', origin)
  const variables: Variables = new Map()
  const condition = unset()
  const job = {
    name: 'action',
    origin,
    isSelfHosted,
    permissions,
    variables,
    condition,
    inheritsSecrets: false,
    containers: [],
    steps,
  }
  return {
    triggers: [],
    permissions,
    variables,
    jobs: [job],
    containers: [],
    repositories: [],
    hasOtherParts: true,
  }
}

/** YAML 1.1 reads the key `on` as true; GitHub does not. The key holds a word, a list or a map. */
function readTriggers(root: Fields, parent: Origin): PipelineTrigger[] {
  const key = root.has('on') ? 'on' : 'true'
  const node = root.child(key)
  const origin = root.keyOrigin(key) ?? parent
  const word = textOf(node)
  if (word !== undefined) return [{ event: word, origin }]
  if (node?.kind === 'list') return itemsOf(node).flatMap((item) => triggerOf(textOf(item), origin))
  return root
    .map(key)
    .keys()
    .map((event) => ({ event, origin: root.map(key).keyOrigin(event) ?? origin }))
}

function triggerOf(event: string | undefined, origin: Origin): PipelineTrigger[] {
  return event === undefined ? [] : [{ event, origin }]
}

function readPermissions(fields: Fields): PipelinePermissions {
  const origin = fields.keyOrigin('permissions')
  if (textOf(fields.child('permissions')) !== undefined) {
    return { origin, all: fields.optionalText('permissions'), scopes: new Map() }
  }
  return { origin, all: unset(), scopes: fields.dictionary('permissions') }
}

function readJob(fields: Fields, name: string, parent: Origin): PipelineJob {
  const origin = fields.originOr(parent)
  const services = fields.map('services')
  const containers = [
    readContainer(fields, origin),
    ...services.keys().map((key) => readService(services.map(key), origin)),
  ]
  const reusable: PipelineStep[] = fields.has('uses') ? [readStep(fields, origin)] : []
  return {
    name,
    origin,
    isSelfHosted: readRunner(fields, origin),
    permissions: readPermissions(fields),
    variables: fields.written('env'),
    condition: fields.freeScript('if'),
    inheritsSecrets: textOf(fields.child('secrets')) === 'inherit',
    containers: containers.filter((container) => container !== undefined),
    steps: [...reusable, ...stepsOf(fields, 'steps').map((step) => readStep(step, origin))],
  }
}

function readContainer(job: Fields, parent: Origin): PipelineContainer | undefined {
  if (!job.has('container')) return undefined
  if (textOf(job.child('container')) !== undefined) {
    return containerOf(job.optionalText('container'), parent)
  }
  return readService(job.map('container'), parent)
}

function readService(fields: Fields, parent: Origin): PipelineContainer {
  return {
    image: fields.optionalText('image'),
    options: fields.freeText<undefined>('options', undefined),
    volumes: fields.freeTexts('volumes'),
    variables: fields.written('env'),
    password: fields.map('credentials').freeText<undefined>('password', undefined),
    origin: fields.originOr(parent),
  }
}

function readStep(fields: Fields, parent: Origin): PipelineStep {
  const uses = fields.optionalText('uses')
  const script = fields.has('run') ? fields.freeScript('run') : scriptOfAction(fields.map('with'))
  // GitHub's own scripts are JavaScript.
  const isShell = !(valueOf(uses) ?? '').startsWith('actions/github-script@')
  return {
    origin: fields.originOr(parent),
    uses,
    inputs: fields.written('with'),
    env: fields.written('env'),
    condition: fields.freeScript('if'),
    keepsCredentials: keepsCredentials(valueOf(uses) ?? '', fields.map('with')),
    script,
    commands: isShell ? readCommands(script) : [],
  }
}

/** Steps that run side by side stand in a list of their own (`parallel`, GitHub's workflow syntax). */
function stepsOf(fields: Fields, key: string, depth = 0): readonly Fields[] {
  return fields
    .list(key)
    .flatMap((step) => (step.has('parallel') && depth < 5 ? stepsOf(step, 'parallel', depth + 1) : [step]))
}

/** A checkout keeps its token unless told otherwise. */
function keepsCredentials(action: string, inputs: Fields): Known<boolean | undefined> {
  return action.startsWith('actions/checkout@') ? readSwitch(inputs, 'persist-credentials', true) : unset()
}

/** Actions such as actions/github-script and azure/cli take their script as an input. */
function scriptOfAction(inputs: Fields): Known<string | undefined> {
  const key = ['script', 'inlineScript'].find((each) => inputs.has(each))
  return key === undefined ? unset() : inputs.freeScript(key)
}
