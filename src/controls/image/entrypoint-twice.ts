import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

export const entrypointTwice: Control<'image-build'> = {
  id: 'BH-0634',
  name: 'entrypoint-twice',
  title: 'ENTRYPOINT stands more than once in a stage',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0007', 'hadolint:DL4004'],
  rationale:
    'Only the last ENTRYPOINT counts. A reviewer who reads the first believes that something else runs than what does, and that is how hostile changes pass.',
  remediation: 'Keep the one that counts.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages, ({ instructions }) => {
      const [, second] = instructions.filter(({ keyword }) => keyword === 'ENTRYPOINT')
      return second === undefined
        ? pass()
        : fail(
            `${build.name} has ENTRYPOINT more than once in one stage; only the last counts.`,
            second.origin,
          )
    }),
  examples: {
    fail: ['FROM a:1\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]'],
    pass: ['FROM a:1 AS x\nENTRYPOINT CMD a\nFROM b:1\nENTRYPOINT CMD b'],
    unknown: [],
  },
}
