import { itemsOf, textOf } from '../../kernel/tree.ts'
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
import { readCommands } from './script.ts'

/** What differs between the systems; the rest of a pipeline is read alike. */
export interface PipelineParts {
  readonly triggers: readonly PipelineTrigger[]
  readonly permissions: PipelinePermissions
  readonly jobs: readonly PipelineJob[]
  readonly hasOtherParts: boolean
}

/** Reads a GitHub workflow, or a composite action, whose steps are those of one job. */
export function readGitHub(root: Fields, origin: Origin): PipelineParts {
  if (root.has('runs')) return readCompositeAction(root.map('runs'), origin)
  const jobs = root.map('jobs')
  const names = jobs.keys()
  return {
    triggers: readTriggers(root, origin),
    permissions: readPermissions(root),
    jobs: names.map((name) => readJob(jobs.map(name), name, origin)),
    hasOtherParts: names.some((name) => jobs.map(name).has('uses')),
  }
}

function readCompositeAction(runs: Fields, origin: Origin): PipelineParts {
  const permissions = { origin: undefined, all: unset(), scopes: new Map<string, Known<string>>() }
  const steps = runs.each('steps', (step) => readStep(step, origin))
  const isSelfHosted = hidden('the calling workflow picks the runner', origin)
  const job = { name: 'action', origin, runner: [], isSelfHosted, permissions, containers: [], steps }
  return { triggers: [], permissions, jobs: [job], hasOtherParts: true }
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
  const runner = readRunner(fields)
  const services = fields.map('services')
  const containers = [
    readContainer(fields, origin),
    ...services.keys().map((key) => readService(services.map(key), origin)),
  ]
  const reusable: PipelineStep[] = fields.has('uses') ? [readStep(fields, origin)] : []
  return {
    name,
    origin,
    runner,
    isSelfHosted: readSelfHosted(runner, origin),
    permissions: readPermissions(fields),
    containers: containers.filter((container) => container !== undefined),
    steps: [...reusable, ...fields.each('steps', (step) => readStep(step, origin))],
  }
}

/** `runs-on`: a label, a list of labels, or `{group, labels}`. */
function readRunner(fields: Fields): readonly Known<string>[] {
  const node = fields.child('runs-on')
  if (node === undefined) return []
  if (node.kind === 'list') return fields.freeTexts('runs-on')
  if (node.kind !== 'map') return [fields.freeText('runs-on', '')]
  const group = fields.map('runs-on')
  return group.child('labels')?.kind === 'list' ? group.freeTexts('labels') : [group.freeText('labels', '')]
}

const hostedRunner = /^(?:ubuntu|windows|macos)-/

function readSelfHosted(runner: readonly Known<string>[], origin: Origin): Known<boolean> {
  for (const label of runner) {
    if (label.state === 'stated' && label.value === 'self-hosted') return stated(true, label.origin)
    if (label.state === 'hidden' || /\$\{\{/.test(label.value))
      return hidden('an expression picks the runner', origin)
  }
  const isHosted = runner.some((label) => label.state !== 'hidden' && hostedRunner.test(label.value))
  if (isHosted || runner.length === 0) return stated(false, origin)
  return hidden('a label of one’s own may stand for any machine', origin)
}

function readContainer(job: Fields, parent: Origin): PipelineContainer | undefined {
  if (!job.has('container')) return undefined
  if (textOf(job.child('container')) !== undefined) {
    return { image: job.optionalText('container'), options: unset(), volumes: [], origin: parent }
  }
  return readService(job.map('container'), parent)
}

function readService(fields: Fields, parent: Origin): PipelineContainer {
  return {
    image: fields.optionalText('image'),
    options: fields.freeText<undefined>('options', undefined),
    volumes: fields.freeTexts('volumes'),
    origin: fields.originOr(parent),
  }
}

function readStep(fields: Fields, parent: Origin): PipelineStep {
  const script = fields.freeScript('run')
  return {
    origin: fields.originOr(parent),
    uses: fields.optionalText('uses'),
    inputs: fields.written('with'),
    env: fields.written('env'),
    script,
    commands: readCommands(script),
  }
}
