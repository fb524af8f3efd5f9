import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

export const cdInsteadOfWorkdir: Control<'image-build'> = {
  id: 'BH-0651',
  name: 'cd-instead-of-workdir',
  title: 'RUN changes its folder',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['trivy:DS-0013', 'hadolint:DL3003'],
  rationale:
    'Where a step runs should stand in the Dockerfile: hidden in command lines, a reviewer overlooks that a step writes to a folder that hostile code may replace.',
  remediation: 'Use WORKDIR.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      ({ name, words }) => (name === 'cd' ? words[0] : undefined),
      `${build.name} changes the folder in RUN instead of with WORKDIR.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN cd /x && make'],
    pass: ['FROM a:1\nWORKDIR /x\nRUN make'],
    unknown: [],
  },
}
