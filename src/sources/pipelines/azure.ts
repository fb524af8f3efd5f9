import { textOf } from '../../kernel/tree.ts'
import { type Known, unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type {
  PipelineContainer,
  PipelineJob,
  PipelinePermissions,
  PipelineRepository,
  PipelineStep,
  PipelineTrigger,
  Variables,
} from '../../model/pipeline.ts'
import type { Fields } from '../../values/fields.ts'
import { bodyOf, extendedBy, hasParts, itemsOf } from './azure-template.ts'
import { containerOf, type PipelineParts } from './parts.ts'
import { readPool } from './pool.ts'
import { readCommands, readSwitch } from './script.ts'

const noPermissions: PipelinePermissions = { origin: undefined, all: unset(), scopes: new Map() }

/** Reads a pipeline of Azure DevOps: stages of jobs of steps, each level optional (Azure Pipelines YAML schema). */
export function readAzure(root: Fields, origin: Origin): PipelineParts {
  const body = extendedBy(root)
  const stages = itemsOf(body, 'stages').map(bodyOf)
  const levels = stages.length > 0 ? stages : [body]
  const isTemplate = isCalled(root, origin)
  const isPickedElsewhere = isTemplate || root.has('extends')
  const context = { origin, isPickedElsewhere }
  return {
    triggers: isTemplate ? [] : readTriggers(root, origin),
    permissions: noPermissions,
    variables: readVariables(root),
    jobs: levels.flatMap((stage) => readJobs(stage, [stage, body, root], context)),
    containers: sharedContainers(root, origin),
    repositories: readRepositories(root, origin),
    hasOtherParts: isPickedElsewhere || hasParts(root, 0),
  }
}

/** A template says nothing of when it runs: whoever calls it does. */
function isCalled(root: Fields, { document }: Origin): boolean {
  const isNamedAsPipeline = /(?:^|\/)\.?azure-pipelines[^/]*$/i.test(document.path)
  const told = ['trigger', 'pr', 'schedules', 'resources', 'extends'].some((key) => root.has(key))
  return !isNamedAsPipeline && !told
}

/** `trigger` (absent means every branch), `pr`, `schedules`, `resources.pipelines`. */
function readTriggers(root: Fields, parent: Origin): PipelineTrigger[] {
  const triggers: PipelineTrigger[] = []
  if (textOf(root.child('trigger')) !== 'none')
    triggers.push({ event: 'push', origin: root.keyOrigin('trigger') ?? parent })
  if (root.has('pr') && textOf(root.child('pr')) !== 'none') {
    triggers.push({ event: 'pull_request', origin: root.keyOrigin('pr') ?? parent })
  }
  if (root.list('schedules').length > 0)
    triggers.push({ event: 'schedule', origin: root.keyOrigin('schedules') ?? parent })
  return triggers
}

/** A map of names, or a list of `{name, value}`; groups and templates stand elsewhere. */
function readVariables(level: Fields): Variables {
  if (level.child('variables')?.kind !== 'list') return level.written('variables')
  return new Map(itemsOf(level, 'variables').flatMap((item) => namedValue(item)))
}

function namedValue(item: Fields): (readonly [string, Known<string>])[] {
  const name = textOf(item.child('name'))
  return name === undefined || !item.has('value') ? [] : [[name, item.freeText('value', '')]]
}

interface Context {
  readonly origin: Origin
  /** Where nothing is stated, the template or the caller picks the pool. */
  readonly isPickedElsewhere: boolean
}

/** The pool may stand on the job, its stage or the pipeline. */
function readJobs(level: Fields, above: readonly Fields[], context: Context): PipelineJob[] {
  const jobs = itemsOf(level, 'jobs').map(bodyOf)
  if (jobs.length > 0) return jobs.map((job) => readJob(job, [job, ...above], context))
  return level.has('steps') || level === above.at(-1) ? [readJob(level, above, context)] : []
}

function readJob(fields: Fields, levels: readonly Fields[], context: Context): PipelineJob {
  const origin = fields.originOr(context.origin)
  return {
    name: textOf(fields.child('job')) ?? textOf(fields.child('deployment')) ?? 'job',
    origin,
    isSelfHosted: readPool(levels, origin, context.isPickedElsewhere),
    permissions: noPermissions,
    variables: readVariables(fields),
    condition: fields.freeScript('condition'),
    inheritsSecrets: false,
    containers: readOwnContainer(fields, origin),
    steps: stepLists(fields).flatMap((list) => list.map((step) => readStep(step, origin))),
  }
}

/** A container by its parts, or by its image. A plain name is one of the resources, which may stand elsewhere. */
function readOwnContainer(job: Fields, origin: Origin): PipelineContainer[] {
  const node = job.child('container')
  if (node?.kind === 'map') return [readContainer(job.map('container'), origin)]
  if (!/[:/$]/.test(textOf(node) ?? '')) return []
  return [containerOf(job.optionalText('container'), origin)]
}

/** Steps of a job, and of the phases of a deployment (`strategy.runOnce.deploy.steps` …). */
function stepLists(fields: Fields): (readonly Fields[])[] {
  const strategy = fields.map('strategy')
  const phases = ['runOnce', 'rolling', 'canary'].flatMap((kind) =>
    ['preDeploy', 'deploy', 'routeTraffic', 'postRouteTraffic'].map((phase) => strategy.map(kind).map(phase)),
  )
  return [fields, ...phases].map((level) => itemsOf(level, 'steps'))
}

/** The old form of `resources` is a list that names the pipeline's own repository alone. */
function resourcesOf(root: Fields, kind: string): readonly Fields[] {
  return root.child('resources')?.kind === 'map' ? itemsOf(root.map('resources'), kind) : []
}

function readRepositories(root: Fields, parent: Origin): readonly PipelineRepository[] {
  return resourcesOf(root, 'repositories').map((item) => ({
    name: textOf(item.child('name')) ?? textOf(item.child('repository')) ?? '',
    host: item.freeText('type', 'git'),
    ref: item.freeText<undefined>('ref', undefined),
    origin: item.originOr(parent),
  }))
}

function sharedContainers(root: Fields, origin: Origin): readonly PipelineContainer[] {
  return resourcesOf(root, 'containers').map((container) => readContainer(container, origin))
}

function readContainer(fields: Fields, parent: Origin): PipelineContainer {
  return {
    image: fields.optionalText('image'),
    options: fields.freeText<undefined>('options', undefined),
    volumes: fields.freeTexts('volumes'),
    variables: fields.written('env'),
    password: unset(),
    origin: fields.originOr(parent),
  }
}

const scriptKeys = ['script', 'bash', 'pwsh', 'powershell'] as const

function readStep(fields: Fields, parent: Origin): PipelineStep {
  const key = scriptKeys.find((each) => fields.has(each))
  const script = key === undefined ? inlineScript(fields.map('inputs')) : fields.freeScript(key)
  return {
    origin: fields.originOr(parent),
    uses: fields.optionalText('task'),
    inputs: fields.written('inputs'),
    env: fields.written('env'),
    condition: fields.freeScript('condition'),
    keepsCredentials: keepsCredentials(fields),
    script,
    commands: readCommands(script),
  }
}

/** `checkout` removes the token again unless told otherwise. */
function keepsCredentials(fields: Fields): Known<boolean | undefined> {
  return fields.has('checkout') ? readSwitch(fields, 'persistCredentials', false) : unset()
}

/** Tasks such as Bash@3 and AzureCLI@2 take their script as an input; names of inputs know no case. */
function inlineScript(inputs: Fields): Known<string | undefined> {
  const key = inputs.keys().find((each) => ['script', 'inlinescript', 'inline'].includes(each.toLowerCase()))
  return key === undefined ? unset() : inputs.freeScript(key)
}
