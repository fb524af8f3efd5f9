import type { ShellCommand } from '../../kernel/shell-command.ts'
import { valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, unknown, type Verdict, worst } from '../verdict.ts'
import { allSteps, commandOrigin } from './image-steps.ts'
import { lifetimeOf, type PlacedStep, placedSteps, spelledOut } from './spelled-out.ts'

export const registryPassword: Control<'pipeline'> = {
  id: 'BH-0711',
  name: 'registry-password',
  title: 'Build pushes with a password that does not expire',
  layer: 'process',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['I.push', 'Z.key'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'A stored push password works from anywhere until somebody changes it. Hostile code in one build step reads it and replaces the images of every tenant.',
  remediation:
    'Log in with a federated identity (`azure/login` with `id-token: write`, then `az acr login`; a service connection with workload identity federation) that may push to one repository.',
  applies: 'pipeline',
  when: (pipeline) => allSteps(pipeline).length > 0,
  check: (pipeline) => every(placedSteps(pipeline), judge),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/login-action@v3, with: { username: a, password: "${{ secrets.ACR }}" } }] } }',
      'steps: [{ script: docker login -u a -p $(ACR_PASSWORD) acme.azurecr.io }]',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: azure/docker-login@v2, with: { username: a, password: "${{ secrets.ACR }}" } }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo ${{ secrets.ACR }} | docker login acme.azurecr.io -u a --password-stdin" }] } }',
      'on: push\nenv: { KEY: "${{ secrets.QUAY }}" }\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo $KEY | podman login quay.io -u a --password-stdin" }] } }',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: azure/login@v2, with: { client-id: a } }, { run: az acr login -n acme }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/login-action@v3, with: { registry: ghcr.io, password: "${{ secrets.GITHUB_TOKEN }}" } }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo ${{ secrets.GITHUB_TOKEN }} | docker login ghcr.io -u a --password-stdin" }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo \\"$TOKEN\\" | helm registry login ghcr.io -u a --password-stdin", env: { TOKEN: "${{ github.token }}" } }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "aws ecr get-login-password | docker login -u AWS --password-stdin 1.dkr.ecr.eu-west-1.amazonaws.com" }] } }',
      'steps: [{ script: "TOKEN=$(az acr login -n acme --expose-token --query accessToken -o tsv); docker login acme.azurecr.io -u a -p $TOKEN" }]',
    ],
    unknown: [
      'on: workflow_call\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/login-action@v3, with: { username: a, password: "${{ inputs.password }}" } }] } }',
    ],
  },
}

const loginActions =
  /^(?:docker\/login-action|azure\/docker-login|redhat-actions\/podman-login|aevea\/action-kaniko|elgohr\/publish-docker-github-action)@/i

function judge(placed: PlacedStep): Verdict {
  const { step } = placed
  const password = step.inputs.get('password')
  const ofAction =
    loginActions.test(valueOf(step.uses) ?? '') && password !== undefined
      ? [verdictOn(spelledOut(valueOf(password) ?? '', placed), step.origin)]
      : []
  const logins = step.commands.filter(isLogin)
  return worst([...ofAction, ...logins.map((login) => judgeCommand(login, placed))])
}

function judgeCommand(login: ShellCommand, placed: PlacedStep): Verdict {
  const { step } = placed
  const piped = step.commands.filter(({ pipeline }) => pipeline === login.pipeline)
  const words = piped.flatMap(({ words: own, inner }) => [...own, ...inner.flatMap((each) => each.words)])
  const text = words.map((word) => word.text).join(' ')
  return verdictOn(spelledOut(text, placed), commandOrigin(login, step))
}

const clients = new Set(['docker', 'podman', 'buildah', 'nerdctl', 'helm', 'oras', 'skopeo', 'crane', 'az'])

function isLogin({ name, words }: ShellCommand): boolean {
  const texts = words.map(({ text }) => text)
  if (!clients.has(name) || !texts.includes('login') || (name === 'az' && texts[1] !== 'acr')) return false
  return texts.some((text) => /^(?:-p|--password(?:-stdin)?)(?:=|$)/.test(text))
}

function verdictOn(secret: string, origin: Origin): Verdict {
  const lifetime = lifetimeOf(secret)
  if (lifetime === 'stored') return fail('The build logs in to a registry with a stored password.', origin)
  return lifetime === 'job' ? pass() : unknown('The caller hands over the password of the registry.', origin)
}
