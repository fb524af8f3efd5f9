import { valueOf } from '../../model/known.ts'
import type { Pipeline, PipelineJob, PipelinePermissions } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { fail, pass, unknown, type Verdict, worst } from '../verdict.ts'

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
    const own = pipeline.jobs.filter(({ permissions }) => permissions.origin !== undefined)
    const others = pipeline.jobs.filter((job) => !own.includes(job))
    return worst([
      ...own.map(({ permissions }) => judge(permissions)),
      ...(others.length === 0 ? [] : [judgeShared(pipeline, others)]),
    ])
  },
  examples: {
    fail: [
      'on: push\npermissions: write-all\njobs: { a: { runs-on: ubuntu-latest } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest } }',
      'on: push\npermissions: { contents: read }\njobs: { a: { runs-on: ubuntu-latest, permissions: write-all } }',
      'on: push\npermissions: read-all\njobs:\n  a: { runs-on: ubuntu-latest }\n  b:\n    runs-on: ubuntu-latest\n    permissions: write-all # <-',
    ],
    pass: [
      'on: push\npermissions: { contents: read }\njobs: { a: { runs-on: ubuntu-latest } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, permissions: { packages: write } } }',
      'on: push\npermissions: write-all\njobs: { a: { runs-on: ubuntu-latest, permissions: {} } }',
    ],
    unknown: ['on: workflow_call\njobs: { a: { runs-on: ubuntu-latest } }'],
  },
}

function judge({ all, origin }: PipelinePermissions): Verdict {
  return valueOf(all) === 'write-all' ? fail('The token may write everything.', origin) : pass()
}

/** Jobs that state nothing have what the workflow states, and one that is called has at most its caller's. */
function judgeShared(pipeline: Pipeline, jobs: readonly PipelineJob[]): Verdict {
  if (pipeline.permissions.origin !== undefined) return judge(pipeline.permissions)
  const places = [pipeline.triggers[0]?.origin, ...jobs.map(({ origin }) => origin)]
  if (pipeline.triggers.every(({ event }) => event === 'workflow_call'))
    return unknown('The workflow that calls this one decides what its token may do.', ...places)
  return fail('Neither the workflow nor the job states what its token may do.', ...places)
}
