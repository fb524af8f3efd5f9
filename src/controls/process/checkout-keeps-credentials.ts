import type { PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, forbid } from '../verdict.ts'
import { allSteps } from './image-steps.ts'

export const checkoutKeepsCredentials: Control<'pipeline'> = {
  id: 'BH-0715',
  name: 'checkout-keeps-credentials',
  title: 'Checkout leaves its token on the build machine',
  layer: 'process',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['A.token'],
  vector: 'exposed-secrets',
  references: [],
  rationale:
    'The token stays in `.git/config`: every later step reads it, and `COPY . .` puts it into the image.',
  remediation:
    'Set `persist-credentials: false` on actions/checkout; leave out `persistCredentials` on `checkout`.',
  applies: 'pipeline',
  when: (pipeline) => allSteps(pipeline).some(isCheckout),
  check: (pipeline) =>
    every(allSteps(pipeline).filter(isCheckout), ({ keepsCredentials, origin }) =>
      keepsCredentials.state === 'default' && keepsCredentials.value === true
        ? fail('The checkout leaves its token in the working tree.', origin)
        : forbid(
            keepsCredentials,
            (keeps) => keeps === true,
            'The checkout leaves its token in the working tree.',
          ),
    ),
  examples: {
    fail: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }] } }',
      'steps: [{ checkout: self, persistCredentials: true }]',
    ],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { persist-credentials: false } }] } }',
      'steps: [{ checkout: self }]',
    ],
    unknown: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { persist-credentials: "${{ inputs.keep }}" } }] } }',
    ],
  },
}

function isCheckout({ keepsCredentials }: PipelineStep): boolean {
  return keepsCredentials.state === 'hidden' || keepsCredentials.value !== undefined
}
