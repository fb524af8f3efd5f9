import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { instructionsOf } from './build.ts'

export const buildStepOnHostNetwork: Control<'image-build'> = {
  id: 'BH-0680',
  name: 'build-step-on-host-network',
  title: 'Build step shares the build machine’s network',
  layer: 'process',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['N.imds'],
  vector: 'build-machine',
  references: [],
  rationale:
    'In the host’s network a step reaches what listens on the build machine and the cloud’s metadata service: downloaded code takes the build’s identity.',
  remediation: 'Remove `--network=host`; use `--network=none` where nothing is fetched.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'RUN'), ({ flags }) =>
      every(
        flags.filter(({ name }) => name === 'network'),
        ({ value }) =>
          forbid(
            value,
            (mode) => mode === 'host',
            `${build.name} runs a build step in the build machine's network.`,
          ),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nRUN --network=host x'],
    pass: ['FROM a:1\nRUN --network=none x', 'FROM a:1\nRUN x'],
    unknown: ['FROM a:1\nARG N\nRUN --network=$N x'],
  },
}
