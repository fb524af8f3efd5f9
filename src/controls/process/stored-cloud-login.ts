import type { ShellCommand } from '../../kernel/shell-command.ts'
import { valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, unknown, type Verdict, worst } from '../verdict.ts'
import { allSteps, commandOrigin } from './image-steps.ts'
import { lifetimeOf, type PlacedStep, placedSteps, spelledOut } from './spelled-out.ts'

export const storedCloudLogin: Control<'pipeline'> = {
  id: 'BH-0716',
  name: 'stored-cloud-login',
  title: 'Pipeline signs in to a cloud with a stored secret',
  layer: 'process',
  severity: 'high',
  guarantees: ['containment'],
  barriers: ['Z.key'],
  vector: 'exposed-secrets',
  references: [],
  rationale:
    'A stored secret works from anywhere until somebody changes it. Hostile code in one step, a dependency’s build script for instance, reads it and is that cloud identity from then on.',
  remediation:
    'Sign in with a federated identity: `azure/login` with `client-id`, `tenant-id` and `id-token: write`; a service connection with workload identity federation; a role or a pool of identities in other clouds.',
  applies: 'pipeline',
  when: (pipeline) => allSteps(pipeline).length > 0,
  check: (pipeline) => every(placedSteps(pipeline), judge),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: azure/login@v2, with: { creds: "${{ secrets.AZURE_CREDENTIALS }}" } }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: aws-actions/configure-aws-credentials@v4, with: { aws-secret-access-key: "${{ secrets.AWS }}" } }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: azure/k8s-set-context@v4, with: { kubeconfig: "${{ secrets.KUBECONFIG }}" } }] } }',
      'steps: [{ bash: az login --service-principal -u $(appId) -p $(appSecret) --tenant $(tenant) }]',
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    env:\n      ARM_CLIENT_SECRET: ${{ secrets.ARM }} # <-\n    steps: [{ run: terraform apply }]',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: azure/login@v2, with: { client-id: "${{ vars.ID }}", tenant-id: a, subscription-id: b } }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: aws-actions/configure-aws-credentials@v4, with: { role-to-assume: a } }] } }',
      'steps: [{ bash: az login --service-principal -u $(appId) --federated-token $(idToken) --tenant $(tenant) }]',
      'steps: [{ bash: az login --identity }]',
    ],
    unknown: [
      'on: workflow_call\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: azure/login@v2, with: { creds: "${{ inputs.creds }}" } }] } }',
    ],
  },
}

/** Actions with the input that takes what was stored. */
const inputsOfActions: readonly (readonly [RegExp, string])[] = [
  [/^azure\/(?:login|aks-set-context)@/i, 'creds'],
  [/^azure\/k8s-set-context@/i, 'kubeconfig'],
  [/^azure\/(?:webapps-deploy|functions-action)@/i, 'publish-profile'],
  [/^aws-actions\/configure-aws-credentials@/i, 'aws-secret-access-key'],
  [/^google-github-actions\/auth@/i, 'credentials_json'],
]

/** Variables from which the clouds' own programs and Terraform take a secret. */
const secretVariables = ['AZURE_CLIENT_SECRET', 'ARM_CLIENT_SECRET', 'AWS_SECRET_ACCESS_KEY']

function judge(placed: PlacedStep): Verdict {
  return worst([...ofInputs(placed), ...ofVariables(placed), ...ofCommands(placed)])
}

function ofInputs(placed: PlacedStep): Verdict[] {
  const { uses, inputs, origin } = placed.step
  const action = valueOf(uses) ?? ''
  return inputsOfActions.flatMap(([pattern, name]) => {
    const input = pattern.test(action) ? inputs.get(name) : undefined
    return input === undefined ? [] : [verdictOn(spelledOut(valueOf(input) ?? '', placed), origin)]
  })
}

function ofVariables(placed: PlacedStep): Verdict[] {
  return secretVariables.flatMap((name) => {
    const known = placed.levels.find((level) => level.has(name))?.get(name)
    const value = known === undefined ? '' : (valueOf(known) ?? '')
    return known?.state === 'stated' && value !== ''
      ? [verdictOn(spelledOut(value, placed), known.origin)]
      : []
  })
}

function ofCommands(placed: PlacedStep): Verdict[] {
  return placed.step.commands.filter(signsIn).map((command) => {
    const text = command.words.map((word) => word.text).join(' ')
    return verdictOn(spelledOut(text, placed), commandOrigin(command, placed.step))
  })
}

function signsIn({ name, words }: ShellCommand): boolean {
  const texts = words.map(({ text }) => text)
  const starts = (...given: readonly string[]): boolean =>
    given.every((word, index) => texts[index + 1] === word)
  if (name === 'az')
    return starts('login') && texts.some((text) => /^(?:-p|--password|--client-secret)(?:=|$)/.test(text))
  if (name === 'aws') return starts('configure', 'set', 'aws_secret_access_key')
  return name === 'gcloud' && starts('auth', 'activate-service-account')
}

function verdictOn(secret: string, origin: Origin): Verdict {
  const lifetime = lifetimeOf(secret)
  if (lifetime === 'stored') return fail('The pipeline signs in to a cloud with a stored secret.', origin)
  return lifetime === 'job'
    ? pass()
    : unknown('The caller hands over what the pipeline signs in with.', origin)
}
