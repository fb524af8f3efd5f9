import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

export const passwordSetInBuild: Control<'image-build'> = {
  id: 'BH-0669',
  name: 'password-set-in-build',
  title: 'Build sets a password',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['checkov:CKV2_DOCKER_17'],
  rationale:
    'A password set in RUN stands in the history and is the same in every container: hostile code becomes that user, often root, by asking su.',
  remediation: 'Leave accounts without passwords; nobody logs in to a container.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      ({ name, words }) => (name === 'chpasswd' ? words[0] : undefined),
      `${build.name} sets a password with chpasswd.`,
    ),
  examples: {
    fail: ['FROM a:1\nRUN echo "root:x" | chpasswd'],
    pass: ['FROM a:1\nRUN useradd app', 'FROM a:1\nRUN echo chpasswd'],
    unknown: [],
  },
}
