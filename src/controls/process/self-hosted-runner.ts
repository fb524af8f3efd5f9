import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const selfHostedRunner: Control<'pipeline'> = {
  id: 'BH-0709',
  name: 'self-hosted-runner',
  title: 'Build runs on a machine inside the own network',
  layer: 'process',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['V.node'],
  vector: 'build-machine',
  references: [],
  rationale:
    'A build executes what it is given. On a runner of one’s own, often a pod of the very cluster, code from a pull request or a dependency stays for the next build and reaches what the runner reaches.',
  remediation:
    'Use the vendor’s fresh machines, or runners that are thrown away after each job, in a cluster and network of their own.',
  applies: 'pipeline',
  check: (pipeline) =>
    every(pipeline.jobs, ({ isSelfHosted, name }) =>
      forbid(isSelfHosted, (on) => on, `Job ${name} runs on a machine of one's own.`),
    ),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: [self-hosted, linux] } }',
      'pool: aks-agents\nsteps: [{ script: make }]',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-24.04 } }',
      'pool: { vmImage: ubuntu-latest }\nsteps: [{ script: make }]',
    ],
    unknown: ['on: push\njobs: { a: { runs-on: "${{ matrix.os }}" } }'],
  },
}
