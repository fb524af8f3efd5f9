import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { operands } from './build.ts'
import { forbidShipped, programs } from './shipping.ts'

const managers = /^(?:apt|apt-get|aptitude|apk|yum|dnf|microdnf|tdnf|zypper|pacman)$/
const packages = /^(?:sudo|doas)(?:[=~].*)?$/

function find(command: ShellCommand): ShellWord | undefined {
  return managers.test(command.name) ? operands(command).find(({ text }) => packages.test(text)) : undefined
}

export const sudoInstalled: Control<'image-build'> = {
  id: 'BH-0629',
  name: 'sudo-installed',
  title: 'Image holds sudo',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment', 'isolation'],
  barriers: ['K.nonroot'],
  vector: 'misconfigured-image',
  references: [],
  rationale:
    'The tool sudo is setuid root and made to hand out root: hostile code that runs as an unprivileged user gets root through a rule, or through one of sudo’s own flaws.',
  remediation: 'Leave sudo out; do what needs root in RUN before USER.',
  applies: 'image-build',
  check: (build) =>
    forbidShipped(build, find, {
      message: `${build.name} installs sudo.`,
      files: () => programs,
    }),
  examples: {
    fail: [
      'FROM a:1 AS x\nRUN apt-get install -y sudo\nFROM scratch\nCOPY --from=x / /',
      'FROM a:1\nRUN apt-get install -y sudo',
    ],
    pass: [
      'FROM a:1 AS x\nRUN apt-get install -y sudo\nFROM b:1\nCOPY --from=x /app /app',
      'FROM a:1\nRUN apt-get install -y sudoku',
    ],
    unknown: [],
  },
}
