import type { ShellCommand } from '../../kernel/shell-command.ts'
import { valueOf } from '../../model/known.ts'
import type { Pipeline, PipelineJob, PipelineStep, Variables } from '../../model/pipeline.ts'

/** A step with all that its script may name: the nearest level wins. */
export interface PlacedStep {
  readonly step: PipelineStep
  readonly job: PipelineJob
  readonly levels: readonly Variables[]
}

export function placedSteps(pipeline: Pipeline): readonly PlacedStep[] {
  return pipeline.jobs.flatMap((job) =>
    job.steps.map((step) => ({ step, job, levels: [step.env, job.variables, pipeline.variables] })),
  )
}

/** `$NAME`, `${NAME}`, `$(NAME)`, `$env:NAME` and `${{ env.NAME }}`. */
const named = /\$\{\{\s*env\.(\w+)\s*\}\}|\$(?:env:)?(\w+)|\$\{(\w+)\}|\$\(([\w.]+)\)/g

/** Longer texts are left as they are: a name may stand for a text that holds the next name a thousand times. */
const longest = 2 ** 16

/** A text with what the names in it hold, as far as the step, its job, its pipeline or its own script tells. */
export function spelledOut(text: string, { step, levels }: PlacedStep): string {
  const once = (given: string): string => {
    let left = longest - given.length
    return given.replace(named, (whole, ...groups: readonly (string | undefined)[]) => {
      const name = groups.slice(0, 4).find((group) => group !== undefined) ?? ''
      const value = valueIn(levels, name) ?? assigned(step.commands, name) ?? whole
      left -= value.length
      return left < 0 ? whole : value
    })
  }
  return once(once(text))
}

function valueIn(levels: readonly Variables[], name: string): string | undefined {
  const known = levels.find((level) => level.has(name))?.get(name)
  return known === undefined ? undefined : valueOf(known)
}

function assigned(commands: readonly ShellCommand[], name: string): string | undefined {
  return commands.flatMap(({ assignments }) => assignments).findLast((each) => each.name === name)?.value
}

/** Whether a secret ends with the job, was stored before it, or is handed over by a caller who is not seen here. */
export type Lifetime = 'job' | 'stored' | 'unknown'

/** The job's own token, what a step before got, and what clouds hand out for minutes or hours. */
const ofJob =
  /secrets\.GITHUB_TOKEN|github\.token|\b(?:steps|needs)\.|System\.AccessToken|get-login-password|print-access-token|--expose-token|get-access-token|\bgh auth token|0{8}-0{4}-0{4}-0{4}-0{12}/i

export function lifetimeOf(text: string): Lifetime {
  if (ofJob.test(text)) return 'job'
  return /\b(?:inputs|parameters)\./.test(text) ? 'unknown' : 'stored'
}
