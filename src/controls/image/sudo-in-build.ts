import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

export const sudoInBuild: Control<'image-build'> = {
  id: 'BH-0641',
  name: 'sudo-in-build',
  title: 'Build uses sudo',
  layer: 'image',
  severity: 'low',
  guarantees: ['containment'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-image',
  references: ['checkov:CKV2_DOCKER_1', 'trivy:DS-0010', 'hadolint:DL3004'],
  rationale:
    'A sudo in RUN means that sudo is in the image: setuid root, and made to hand root out to hostile code.',
  remediation: 'Run the step before USER, as the root that the build is, and leave sudo out.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      ({ words, wrappers }) => (wrappers.includes('sudo') ? words[0] : undefined),
      `${build.name} uses sudo in RUN.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN sudo apt-get install git', 'FROM a:1\nRUN a && sudo b'],
    pass: ['FROM a:1\nRUN apt-get install sudoku'],
    unknown: [],
  },
}
