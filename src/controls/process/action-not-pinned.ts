import { valueOf } from '../../model/known.ts'
import type { PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, unknown, type Verdict } from '../verdict.ts'
import { allSteps } from './image-steps.ts'

export const actionNotPinned: Control<'pipeline'> = {
  id: 'BH-0704',
  name: 'action-not-pinned',
  title: 'Pipeline runs an action that its author can change',
  layer: 'process',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['I.digest'],
  vector: 'supply-chain',
  references: ['owasp-docker:OWASP-DOCKER-13'],
  rationale:
    'A tag or branch moves. Whoever takes over the action’s repository runs code in the build, with its token and registry credentials, and so in every image (tj-actions/changed-files, CVE-2025-30066).',
  remediation:
    'Name the full commit hash: `uses: owner/action@<40 hex digits> # v4.2.0`, and let a bot raise it.',
  applies: 'pipeline',
  when: (pipeline) =>
    pipeline.system === 'github' && allSteps(pipeline).some(({ uses }) => uses.state !== 'default'),
  check: (pipeline) => every(allSteps(pipeline), judgeStep),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }] } }',
      'on: push\njobs: { a: { uses: acme/flows/.github/workflows/build.yml@main } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: "docker://alpine:3" }] } }',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@08eba0b27e820071cde6df949e0beb9ba4906955 }] } }',
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: ./.github/actions/build }] } }',
    ],
    unknown: [],
  },
}

function judgeStep({ uses }: PipelineStep): Verdict {
  if (uses.state === 'default') return pass()
  const reference = valueOf(uses)
  if (reference === undefined) return unknown('Which action the step runs cannot be told.', uses.origin)
  if (reference.startsWith('./') || /@(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(reference)) return pass()
  if (/^docker:\/\/.+@sha256:[0-9a-f]{64}$/.test(reference)) return pass()
  return fail(`The action ${reference} is not pinned to a commit.`, uses.origin)
}
