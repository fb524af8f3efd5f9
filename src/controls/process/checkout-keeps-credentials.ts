import { valueOf } from '../../model/known.ts'
import type { PipelineStep } from '../../model/pipeline.ts'
import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'
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
  remediation: 'Set `persist-credentials: false` on actions/checkout.',
  applies: 'pipeline',
  when: (pipeline) => allSteps(pipeline).some(isCheckout),
  check: (pipeline) =>
    every(allSteps(pipeline).filter(isCheckout), ({ inputs, origin }) => {
      const persist = inputs.get('persist-credentials')
      return persist !== undefined && valueOf(persist) === 'false'
        ? pass()
        : fail('The checkout leaves its token in the working tree.', origin)
    }),
  examples: {
    fail: ['on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }] } }'],
    pass: [
      'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4, with: { persist-credentials: false } }] } }',
    ],
    unknown: [],
  },
}

function isCheckout({ uses }: PipelineStep): boolean {
  return (valueOf(uses) ?? '').startsWith('actions/checkout@')
}
