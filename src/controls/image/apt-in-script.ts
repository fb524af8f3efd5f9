import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

export const aptInScript: Control<'image-build'> = {
  id: 'BH-0643',
  name: 'apt-in-script',
  title: 'Build uses apt',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: ['checkov:CKV_DOCKER_9', 'hadolint:DL3027'],
  rationale:
    'The tool apt is made for people and changes its behaviour between versions: a build that breaks or asks is a build whose security updates stop.',
  remediation: 'Use apt-get.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      ({ name, words }) => (name === 'apt' ? words[0] : undefined),
      `${build.name} uses apt, which is made for people.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN apt install curl'],
    pass: ['FROM a:1\nRUN apt-get install curl', 'FROM a:1\nRUN cd /var/lib && rm -rf apt'],
    unknown: [],
  },
}
