import { valueOf } from '../../model/known.ts'
import type { Variables } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, type Verdict } from '../verdict.ts'

const name = 'ACTIONS_ALLOW_UNSECURE_COMMANDS'

export const unsecuredWorkflowCommands: Control<'pipeline'> = {
  id: 'BH-0717',
  name: 'unsecured-workflow-commands',
  title: 'Whatever a build prints may set its environment',
  layer: 'process',
  severity: 'high',
  guarantees: ['containment'],
  barriers: [],
  vector: 'build-machine',
  references: [],
  rationale:
    'With `set-env` and `add-path` switched on again, a line that hostile code prints becomes a variable or a program of every later step (CVE-2020-15228).',
  remediation: `Remove \`${name}\` and write to the files \`$GITHUB_ENV\` and \`$GITHUB_PATH\`.`,
  applies: 'pipeline',
  when: (pipeline) => pipeline.system === 'github',
  check: (pipeline) =>
    every(
      [
        pipeline.variables,
        ...pipeline.jobs.flatMap((job) => [job.variables, ...job.steps.map(({ env }) => env)]),
      ],
      judge,
    ),
  examples: {
    fail: [
      'on: push\nenv: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true }\njobs: { a: { runs-on: ubuntu-latest } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: a, env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: "true" } }] } }',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: a }] } }',
      'on: push\nenv: { ACTIONS_ALLOW_UNSECURE_COMMANDS: false }\njobs: { a: { runs-on: ubuntu-latest } }',
    ],
    unknown: [],
  },
}

function judge(variables: Variables): Verdict {
  const known = variables.get(name)
  return known?.state === 'stated' && valueOf(known) === 'true'
    ? fail('The workflow lets what it prints set its environment.', known.origin)
    : pass()
}
