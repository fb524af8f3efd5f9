import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'

export const sudoInCommand: Control<'container'> = {
  id: 'BH-0151',
  name: 'sudo-in-command',
  title: 'Container starts through sudo',
  layer: 'workload',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['K.nnp', 'K.nonroot'],
  vector: 'misconfigured-container',
  references: ['kubescape:C-0062'],
  rationale:
    'A command that works with sudo means that the image lets its user become root without a password, and so does hostile code in it.',
  remediation: 'Start the program as the user that it runs as, and remove sudo from the image.',
  applies: 'container',
  check: ({ name, command }) =>
    every(command, (word) =>
      forbid(word, (text) => text.includes('sudo'), `Container ${name} starts through sudo.`),
    ),
  examples: {
    fail: ['command: [sudo, serve]', 'command: [sh, -c, "exec sudo serve"]'],
    pass: ['{}', 'command: [serve]'],
    unknown: ['command: ["{{ .Values.command }}"]'],
  },
}
