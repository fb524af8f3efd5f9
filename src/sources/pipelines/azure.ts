import { textOf } from '../../kernel/tree.ts'
import { hidden, type Known, stated, unset } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type {
  PipelineContainer,
  PipelineJob,
  PipelinePermissions,
  PipelineStep,
  PipelineTrigger,
} from '../../model/pipeline.ts'
import type { Fields } from '../../values/fields.ts'
import type { PipelineParts } from './github.ts'
import { readCommands } from './script.ts'

const noPermissions: PipelinePermissions = { origin: undefined, all: unset(), scopes: new Map() }

/** Reads a pipeline of Azure DevOps: stages of jobs of steps, each level optional (Azure Pipelines YAML schema). */
export function readAzure(root: Fields, origin: Origin): PipelineParts {
  const stages = root.list('stages')
  const levels = stages.length > 0 ? stages : [root]
  const containers = root
    .map('resources')
    .list('containers')
    .map((container) => readContainer(container, origin))
  const context = { origin, containers }
  return {
    triggers: readTriggers(root, origin),
    permissions: noPermissions,
    jobs: levels.flatMap((stage) => readJobs(stage, [stage, root], context)),
    hasOtherParts: root.has('extends') || hasTemplates(root, 0),
  }
}

/** Stages, jobs and steps may each come from a template, at any level. */
function hasTemplates(fields: Fields, depth: number): boolean {
  if (fields.has('template')) return true
  if (depth > 3) return false
  return ['stages', 'jobs', 'steps'].some((key) =>
    fields.list(key).some((item) => hasTemplates(item, depth + 1)),
  )
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

interface Context {
  readonly origin: Origin
  readonly containers: readonly PipelineContainer[]
}

/** The pool may stand on the job, its stage or the pipeline. */
function readJobs(level: Fields, above: readonly Fields[], context: Context): PipelineJob[] {
  const jobs = level.list('jobs')
  if (jobs.length === 0) return [readJob(level, above, context)]
  return jobs.map((job) => readJob(job, [job, ...above], context))
}

function readJob(fields: Fields, levels: readonly Fields[], context: Context): PipelineJob {
  const origin = fields.originOr(context.origin)
  const pooled = levels.find((level) => level.has('pool'))
  const runner = pooled === undefined ? [] : [readPool(pooled)]
  const name = textOf(fields.child('job')) ?? textOf(fields.child('deployment')) ?? 'job'
  return {
    name,
    origin,
    runner,
    isSelfHosted: readSelfHosted(pooled, origin),
    permissions: noPermissions,
    containers: context.containers,
    steps: stepLists(fields).flatMap((list) => list.map((step) => readStep(step, origin))),
  }
}

/** Steps of a job, and of the phases of a deployment (`strategy.runOnce.deploy.steps` …). */
function stepLists(fields: Fields): (readonly Fields[])[] {
  const strategy = fields.map('strategy')
  const phases = ['runOnce', 'rolling', 'canary'].flatMap((kind) =>
    ['preDeploy', 'deploy', 'routeTraffic', 'postRouteTraffic'].map((phase) => strategy.map(kind).map(phase)),
  )
  return [fields, ...phases].map((level) => level.list('steps'))
}

function readPool(level: Fields): Known<string> {
  if (textOf(level.child('pool')) !== undefined) return level.freeText('pool', '')
  const pool = level.map('pool')
  return pool.freeText(pool.has('vmImage') ? 'vmImage' : 'name', '')
}

/** A pool with a `vmImage`, or called `Azure Pipelines`, is Microsoft's; any other name is a pool of one's own. */
function readSelfHosted(level: Fields | undefined, origin: Origin): Known<boolean> {
  if (level === undefined) return stated(false, origin)
  if (level.map('pool').has('vmImage')) return stated(false, origin)
  const name = readPool(level)
  if (name.state === 'hidden' || name.value.includes('$'))
    return hidden('an expression picks the pool', origin)
  return stated(
    name.value !== 'Azure Pipelines' && name.value !== '',
    name.state === 'stated' ? name.origin : origin,
  )
}

function readContainer(fields: Fields, parent: Origin): PipelineContainer {
  return {
    image: fields.optionalText('image'),
    options: fields.freeText<undefined>('options', undefined),
    volumes: fields.freeTexts('volumes'),
    origin: fields.originOr(parent),
  }
}

const scriptKeys = ['script', 'bash', 'pwsh', 'powershell'] as const

function readStep(fields: Fields, parent: Origin): PipelineStep {
  const inputs = fields.written('inputs')
  const key = scriptKeys.find((each) => fields.has(each))
  const script = key === undefined ? inlineScript(fields.map('inputs')) : fields.freeScript(key)
  return {
    origin: fields.originOr(parent),
    uses: fields.optionalText('task'),
    inputs,
    env: fields.written('env'),
    script,
    commands: readCommands(script),
  }
}

/** Tasks such as Bash@3 and AzureCLI@2 take their script as an input. */
function inlineScript(inputs: Fields): Known<string | undefined> {
  const key = ['script', 'inlineScript', 'Inline'].find((each) => inputs.has(each))
  return key === undefined ? unset() : inputs.freeScript(key)
}
