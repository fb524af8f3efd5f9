import type { Known } from '../../model/known.ts'
import { valueOf } from '../../model/known.ts'
import type { Pipeline, PipelineJob } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, type Verdict, worst } from '../verdict.ts'
import { expressionsIn } from './expressions.ts'
import { allSteps } from './image-steps.ts'

export const allSecretsHandedOn: Control<'pipeline'> = {
  id: 'BH-0721',
  name: 'all-secrets-handed-on',
  title: 'Workflow hands on every secret of its repository',
  layer: 'process',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['Z.key'],
  vector: 'exposed-secrets',
  references: [],
  rationale:
    'A step or workflow that needs one secret gets those of the registries, clouds and clusters too: whoever takes it over has them all, and a log masks none that stands inside another text.',
  remediation:
    'Name the secrets that are needed, one by one, under `env:` of the step or `secrets:` of the called workflow.',
  applies: 'pipeline',
  when: (pipeline) => pipeline.system === 'github' && allSteps(pipeline).length > 0,
  check: (pipeline) => worst([every(textsOf(pipeline), judgeText), every(pipeline.jobs, judgeCall)]),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make, env: { ALL: "${{ toJSON(secrets) }}" } }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo \'${{ tojson( secrets ) }}\' > x" }] } }',
      'on: push\njobs: { a: { uses: acme/flows/.github/workflows/build.yml@08eba0b27e820071cde6df949e0beb9ba4906955, secrets: inherit } }',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make, env: { KEY: "${{ secrets.KEY }}" } }] } }',
      'on: push\njobs: { a: { uses: ./.github/workflows/build.yml, secrets: inherit } }',
      'on: push\njobs: { a: { uses: acme/flows/.github/workflows/build.yml@08eba0b27e820071cde6df949e0beb9ba4906955, secrets: { KEY: "${{ secrets.KEY }}" } } }',
    ],
    unknown: [],
  },
}

function textsOf(pipeline: Pipeline): readonly Known<string | undefined>[] {
  const steps = allSteps(pipeline)
  const variables = [
    pipeline.variables,
    ...pipeline.jobs.map((job) => job.variables),
    ...steps.flatMap(({ env, inputs }) => [env, inputs]),
  ]
  return [...variables.flatMap((each) => [...each.values()]), ...steps.map(({ script }) => script)]
}

function judgeText(text: Known<string | undefined>): Verdict {
  const isAll = expressionsIn(valueOf(text) ?? '').some((each) =>
    /\btojson\(\s*secrets\s*\)/i.test(each.text),
  )
  return text.state === 'stated' && isAll
    ? fail('Every secret of the repository goes into one text.', text.origin)
    : pass()
}

/** A workflow of the same repository is its own; it is judged in its own file. */
function judgeCall({ inheritsSecrets, steps: [call] }: PipelineJob): Verdict {
  if (!inheritsSecrets || call === undefined) return pass()
  const called = valueOf(call.uses)
  return called?.startsWith('./') === false
    ? fail(`The workflow ${called} gets every secret of the repository.`, call.origin)
    : pass()
}
