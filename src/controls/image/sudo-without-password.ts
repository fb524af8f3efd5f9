import type { Control } from '../control.ts'
import { forbidShipped } from './shipping.ts'

export const sudoWithoutPassword: Control<'image-build'> = {
  id: 'BH-0689',
  name: 'sudo-without-password',
  title: 'Image lets a user become root',
  layer: 'image',
  severity: 'high',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'escape',
  references: [],
  rationale:
    'A sudoers line without password makes root of any code that runs as that user: the unprivileged user is then no barrier at all.',
  remediation: 'Remove the line, and sudo with it.',
  applies: 'image-build',
  check: (build) =>
    forbidShipped(build, ({ words }) => words.find(({ text }) => /NOPASSWD/.test(text)), {
      message: `${build.name} lets a user become root without a password.`,
      files: () => ['/etc/sudoers', '/etc/sudoers.d/user'],
    }),
  examples: {
    fail: ['FROM a:1\nRUN echo "app ALL=(ALL) NOPASSWD:ALL" >> /etc/sudoers'],
    pass: [
      'FROM a:1\nRUN useradd app',
      'FROM a:1 AS x\nRUN echo "a ALL=(ALL) NOPASSWD:ALL" > /etc/sudoers\nFROM b:1\nCOPY --from=x /app /app',
    ],
    unknown: [],
  },
}
