import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { instructionsOf } from './build.ts'

export const buildStepPrivileged: Control<'image-build'> = {
  id: 'BH-0679',
  name: 'build-step-privileged',
  title: 'Build step runs without a sandbox',
  layer: 'process',
  severity: 'high',
  guarantees: ['containment'],
  barriers: [],
  vector: 'build-machine',
  references: [],
  rationale:
    'With `--security=insecure` what runs in the step, downloaded code included, has every capability on the build machine: it leaves the build and signs what it likes.',
  remediation: 'Remove `--security=insecure`.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'RUN'), ({ flags }) =>
      every(
        flags.filter(({ name }) => name === 'security'),
        ({ value }) =>
          forbid(value, (mode) => mode === 'insecure', `${build.name} runs a build step without a sandbox.`),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nRUN --security=insecure x'],
    pass: ['FROM a:1\nRUN --security=sandbox x', 'FROM a:1\nRUN x'],
    unknown: ['FROM a:1\nARG S\nRUN --security=$S x'],
  },
}
