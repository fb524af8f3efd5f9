import type { Control } from '../control.ts'
import { forbidShipped } from './shipping.ts'

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
  differs: {
    'checkov:CKV2_DOCKER_17': 'Only what ends up in the image counts: other stages are thrown away.',
  },
  rationale:
    'A password set in RUN stands in the history and is the same in every container: hostile code becomes that user, often root, by asking su.',
  remediation: 'Leave accounts without passwords; nobody logs in to a container.',
  applies: 'image-build',
  check: (build) =>
    forbidShipped(build, ({ name, words }) => (name === 'chpasswd' ? words[0] : undefined), {
      message: `${build.name} sets a password with chpasswd.`,
      files: () => ['/etc/shadow'],
    }),
  examples: {
    fail: ['FROM a:1\nRUN echo "root:x" | chpasswd'],
    pass: [
      'FROM a:1\nRUN useradd app',
      'FROM a:1 AS x\nRUN echo "a:b" | chpasswd\nFROM b:1',
      'FROM a:1\nRUN echo chpasswd',
    ],
    unknown: [],
  },
}
