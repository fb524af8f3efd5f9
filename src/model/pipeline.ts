import type { ShellCommand } from '../kernel/shell-command.ts'
import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'

/** A build pipeline: a GitHub workflow or composite action, or a pipeline of Azure DevOps. */
export interface Pipeline extends ObjectMeta {
  readonly asset: 'pipeline'
  readonly system: 'github' | 'azure'
  readonly triggers: readonly PipelineTrigger[]
  /** Of the whole file; jobs may state their own. */
  readonly permissions: PipelinePermissions
  /** What every job finds in its environment. */
  readonly variables: Variables
  readonly jobs: readonly PipelineJob[]
  /** Declared for all jobs, which run in them by their names; those of one job alone stand with it. */
  readonly containers: readonly PipelineContainer[]
  /** Other repositories that it takes templates or code from. */
  readonly repositories: readonly PipelineRepository[]
  /** Parts stand in other files (templates, reusable workflows): what is not found here may be there. */
  readonly hasOtherParts: boolean
}

export type Variables = ReadonlyMap<string, Known<string>>

export interface PipelineTrigger {
  /** The event as GitHub calls it: `push`, `pull_request_target`, `schedule`; Azure's are mapped to these. */
  readonly event: string
  readonly origin: Origin
}

export interface PipelineRepository {
  readonly name: string
  /** Where it is kept: `git` is the pipeline's own organisation. */
  readonly host: Known<string>
  /** A branch, a tag or a commit; unset means the default branch. */
  readonly ref: Known<string | undefined>
  readonly origin: Origin
}

/** What the job's own token may do on the repository. */
export interface PipelinePermissions {
  readonly origin: Origin | undefined
  /** `read-all`, `write-all`, or unset where scopes stand one by one or nothing is stated. */
  readonly all: Known<string | undefined>
  readonly scopes: ReadonlyMap<string, Known<string>>
}

export interface PipelineJob {
  readonly name: string
  readonly origin: Origin
  /** A machine of one's own rather than the vendor's; unknown where an expression picks it. */
  readonly isSelfHosted: Known<boolean>
  readonly permissions: PipelinePermissions
  readonly variables: Variables
  /** When it runs, in the system's own language. */
  readonly condition: Known<string | undefined>
  /** Every secret of the repository goes to the workflow that it calls (`secrets: inherit`). */
  readonly inheritsSecrets: boolean
  /** Containers that the job runs in or beside it. */
  readonly containers: readonly PipelineContainer[]
  readonly steps: readonly PipelineStep[]
}

export interface PipelineContainer {
  readonly image: Known<string | undefined>
  /** Options of `docker create`. */
  readonly options: Known<string | undefined>
  readonly volumes: readonly Known<string>[]
  readonly variables: Variables
  /** For the registry of its image. */
  readonly password: Known<string | undefined>
  readonly origin: Origin
}

export interface PipelineStep {
  readonly origin: Origin
  /** The action, task or reusable workflow that it runs; unset for scripts. */
  readonly uses: Known<string | undefined>
  readonly inputs: Variables
  readonly env: Variables
  readonly condition: Known<string | undefined>
  /** Of a checkout: whether its token stays on the machine; unset for every other step. */
  readonly keepsCredentials: Known<boolean | undefined>
  /** The text of a script; unset for actions. */
  readonly script: Known<string | undefined>
  /** Its simple commands, words placed in the file. */
  readonly commands: readonly ShellCommand[]
}
