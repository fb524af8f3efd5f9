import type { Control } from '../control.ts'
import { every, fail, pass } from '../verdict.ts'

export const commandTwice: Control<'image-build'> = {
  id: 'BH-0633',
  name: 'command-twice',
  title: 'CMD stands more than once in a stage',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0016', 'hadolint:DL4003'],
  rationale:
    'Only the last CMD counts. A reviewer who reads the first believes that something else runs than what does, and that is how hostile changes pass.',
  remediation: 'Keep the one that counts.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages, ({ instructions }) => {
      const [, second] = instructions.filter(({ keyword }) => keyword === 'CMD')
      return second === undefined
        ? pass()
        : fail(`${build.name} has CMD more than once in one stage; only the last counts.`, second.origin)
    }),
  examples: {
    fail: ['FROM a:1\nCMD ["a"]\nCMD ["b"]'],
    pass: ['FROM a:1 AS x\nCMD CMD a\nFROM b:1\nCMD CMD b'],
    unknown: [],
  },
}
