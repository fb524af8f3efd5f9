import { valueOf } from '../../model/known.ts'
import type { Pipeline, PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { fail, pass } from '../verdict.ts'
import { allSteps } from './image-steps.ts'

export const untrustedCheckout: Control<'pipeline'> = {
  id: 'BH-0706',
  name: 'untrusted-checkout',
  title: "Pipeline checks out a stranger's code with its own rights",
  layer: 'process',
  severity: 'critical',
  guarantees: ['containment', 'isolation'],
  barriers: [],
  vector: 'build-machine',
  references: [],
  rationale:
    '`pull_request_target` and `workflow_run` run with the repository’s secrets and a writing token. Code from the pull request that is built or run there takes both, and with them the images.',
  remediation:
    'Use `pull_request` for what touches the stranger’s code; keep secrets to a job that does not.',
  applies: 'pipeline',
  when: (pipeline) => pipeline.system === 'github',
  check: (pipeline) => {
    const checkout = isPrivileged(pipeline) ? allSteps(pipeline).find(takesPullRequest) : undefined
    return checkout === undefined
      ? pass()
      : fail(
          'The workflow checks out the pull request’s code while it holds the repository’s secrets.',
          checkout.origin,
        )
  },
  examples: {
    fail: [
      'on: pull_request_target\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.event.pull_request.head.sha }}" } }] } }',
    ],
    pass: [
      'on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { ref: "${{ github.event.pull_request.head.sha }}" } }] } }',
      'on: pull_request_target\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }] } }',
    ],
    unknown: [],
  },
}

function isPrivileged({ triggers }: Pipeline): boolean {
  return triggers.some(({ event }) => event === 'pull_request_target' || event === 'workflow_run')
}

const strangersCode = /github\.(?:event\.(?:pull_request|workflow_run)\.(?:head|merge)|head_ref)|refs\/pull\//

function takesPullRequest({ uses, inputs, commands }: PipelineStep): boolean {
  const isCheckout = (valueOf(uses) ?? '').startsWith('actions/checkout@')
  const ref = [inputs.get('ref'), inputs.get('repository')].map((input) =>
    input === undefined ? '' : (valueOf(input) ?? ''),
  )
  if (isCheckout && ref.some((text) => strangersCode.test(text))) return true
  return commands.some(
    ({ name, words }) =>
      (name === 'git' || name === 'gh') && words.some(({ text }) => strangersCode.test(text)),
  )
}
