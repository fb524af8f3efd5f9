import { valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Pipeline, PipelineContainer, Variables } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, type Verdict, worst } from '../verdict.ts'
import { allContainers, allSteps } from './image-steps.ts'

export const pipelineLiteralSecret: Control<'pipeline'> = {
  id: 'BH-0712',
  name: 'pipeline-literal-secret',
  title: 'Pipeline has a secret written into it',
  layer: 'process',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: ['Z.key'],
  vector: 'exposed-secrets',
  references: [],
  rationale: 'Whoever reads the repository, or a log of the build, holds the secret for as long as it works.',
  remediation:
    'Take the secret out of the file, change it, and hand it over from the secret store of the pipeline.',
  isSensitive: true,
  applies: 'pipeline',
  when: (pipeline) => allSteps(pipeline).length > 0,
  check: (pipeline) =>
    worst([
      every(allVariables(pipeline), (variables) => {
        const found = literalSecret(variables)
        return found === undefined
          ? pass()
          : fail(`The value of ${found.name} is a secret in plain text.`, found.origin)
      }),
      every(allContainers(pipeline), judgePassword),
    ]),
  examples: {
    fail: [
      'steps: [{ script: make, env: { REGISTRY_PASSWORD: Hh3kP9vQ2sWx8LzR4t } }]',
      'variables: [{ name: api-key, value: Hh3kP9vQ2sWx8LzR4t }]\nsteps: [{ script: make }]',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, container: { image: a, credentials: { username: b, password: tiger } }, steps: [{ run: make }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, services: { db: { image: a, env: { DB_PASSWORD: Hh3kP9vQ2sWx8LzR4t } } }, steps: [{ run: make }] } }',
      'on: push\nenv: { REGISTRY_PASSWORD: Hh3kP9vQ2sWx8LzR4t }\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make }] } }',
    ],
    pass: [
      'steps: [{ script: make, env: { REGISTRY_PASSWORD: $(registryPassword) } }]',
      'steps: [{ script: make, env: { TOKEN: "true" } }]',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, container: { image: a, credentials: { username: b, password: "${{ secrets.REGISTRY }}" } }, steps: [{ run: make }] } }',
    ],
    unknown: [],
  },
}

function allVariables(pipeline: Pipeline): readonly Variables[] {
  return [
    pipeline.variables,
    ...pipeline.jobs.map(({ variables }) => variables),
    ...allContainers(pipeline).map(({ variables }) => variables),
    ...allSteps(pipeline).flatMap(({ env, inputs }) => [env, inputs]),
  ]
}

/** Here any text is a password, however short it is. */
function judgePassword({ password }: PipelineContainer): Verdict {
  const text = valueOf(password) ?? ''
  return password.state !== 'stated' || text === '' || text.includes('$')
    ? pass()
    : fail('The password for the registry of a container is in plain text.', password.origin)
}

const secretName = /(?:^|[_-])(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)$/i

function literalSecret(variables: Variables): { name: string; origin: Origin } | undefined {
  for (const [name, known] of variables) {
    const value = valueOf(known) ?? ''
    if (known.state === 'stated' && secretName.test(name) && isLiteral(value))
      return { name, origin: known.origin }
  }
  return undefined
}

/** Long enough, of mixed signs, and no expression or path. */
function isLiteral(value: string): boolean {
  return (
    value.length >= 12 &&
    !/[\s${}<>]|^[./]|^https?:/.test(value) &&
    /[0-9]/.test(value) &&
    /[A-Za-z]/.test(value)
  )
}
