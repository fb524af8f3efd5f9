import { valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import type { PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
import { allSteps, commandOrigin } from './image-steps.ts'

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
  check: (pipeline) =>
    every(allSteps(pipeline), (step) => {
      const origin = passwordLogin(step)
      return origin === undefined
        ? pass()
        : fail('The build logs in to a registry with a stored password.', origin)
    }),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/login-action@v3, with: { username: a, password: "${{ secrets.ACR }}" } }] } }',
      'steps: [{ script: docker login -u a -p $(ACR_PASSWORD) acme.azurecr.io }]',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: azure/login@v2, with: { client-id: a } }, { run: az acr login -n acme }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: docker/login-action@v3, with: { registry: ghcr.io, password: "${{ secrets.GITHUB_TOKEN }}" } }] } }',
    ],
    unknown: [],
  },
}

/** The job's own token ends with the job. */
const shortLived = /secrets\.GITHUB_TOKEN|github\.token|steps\.|needs\./

function passwordLogin(step: PipelineStep): Origin | undefined {
  const password = step.inputs.get('password')
  const isLogin = (valueOf(step.uses) ?? '').startsWith('docker/login-action@')
  if (isLogin && password !== undefined && !shortLived.test(valueOf(password) ?? '')) return step.origin
  const command = step.commands.find(
    ({ name, words }) =>
      ['docker', 'podman', 'buildah', 'helm', 'oras', 'skopeo'].includes(name) &&
      words.some(({ text }) => text === 'login') &&
      words.some(({ text }) => /^(?:-p|--password(?:-stdin)?)(?:=|$)/.test(text)) &&
      !words.some(({ text }) => shortLived.test(text)),
  )
  return command === undefined ? undefined : commandOrigin(command, step)
}
