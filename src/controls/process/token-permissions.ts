import { valueOf } from '../../model/known.ts'
import type { Pipeline, PipelinePermissions } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, type Verdict } from '../verdict.ts'

export const tokenPermissions: Control<'pipeline'> = {
  id: 'BH-0708',
  name: 'token-permissions',
  title: 'Workflow token may write to the whole repository',
  layer: 'process',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['A.rbac'],
  vector: 'build-machine',
  references: [],
  rationale:
    'Every action and script of the job holds the token. With `write-all`, or nothing stated, hostile code in a build step changes the source that the next image is built from.',
  remediation:
    'State `permissions: { contents: read }` at the top and add single scopes to the job that needs them.',
  applies: 'pipeline',
  when: (pipeline) => pipeline.system === 'github' && pipeline.triggers.length > 0,
  check: (pipeline) => {
    if (pipeline.permissions.origin !== undefined) return judge(pipeline.permissions)
    return every(pipeline.jobs, ({ permissions, origin }) =>
      permissions.origin === undefined
        ? fail('Neither the workflow nor the job states what its token may do.', topOf(pipeline), origin)
        : judge(permissions),
    )
  },
  examples: {
    fail: [
      'on: push\npermissions: write-all\njobs: { a: { runs-on: ubuntu-latest } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest } }',
    ],
    pass: [
      'on: push\npermissions: { contents: read }\njobs: { a: { runs-on: ubuntu-latest } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, permissions: { packages: write } } }',
    ],
    unknown: [],
  },
}

function judge({ all, origin }: PipelinePermissions): Verdict {
  return valueOf(all) === 'write-all' ? fail('The token may write everything.', origin) : pass()
}

function topOf(pipeline: Pipeline): Pipeline['origin'] | undefined {
  return pipeline.triggers[0]?.origin
}
