import type { Control } from '../control.ts'
import { forbidInCommands, runs } from './build.ts'

export const distUpgrade: Control<'image-build'> = {
  id: 'BH-0653',
  name: 'dist-upgrade',
  title: 'Build upgrades the distribution',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'supply-chain',
  references: ['trivy:DS-0024'],
  rationale:
    'A dist-upgrade replaces and removes packages as it sees fit: the image is no longer what its base image’s scan said.',
  remediation: 'Build on a newer base image.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => (runs(command, /^apt-get$/, ['dist-upgrade']) ? command.words[0] : undefined),
      `${build.name} runs apt-get dist-upgrade.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN apt-get -y dist-upgrade'],
    pass: ['FROM a:1\nRUN apt-get -y upgrade'],
    unknown: [],
  },
}
