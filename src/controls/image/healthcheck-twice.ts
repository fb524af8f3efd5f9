import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

export const healthcheckTwice: Control<'image-build'> = {
  id: 'BH-0632',
  name: 'healthcheck-twice',
  title: 'HEALTHCHECK stands more than once in a stage',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0023', 'hadolint:DL3012'],
  rationale:
    'Only the last HEALTHCHECK counts. A reviewer who reads the first believes that something else runs than what does, and that is how hostile changes pass.',
  remediation: 'Keep the one that counts.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages, ({ instructions }) => {
      const [, second] = instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK')
      return second === undefined
        ? pass()
        : fail(
            `${build.name} has HEALTHCHECK more than once in one stage; only the last counts.`,
            second.origin,
          )
    }),
  examples: {
    fail: ['FROM a:1\nHEALTHCHECK CMD a\nHEALTHCHECK CMD b'],
    pass: ['FROM a:1 AS x\nHEALTHCHECK CMD a\nFROM b:1\nHEALTHCHECK CMD b'],
    unknown: [],
  },
}
