import type { ShellCommand, ShellWord } from '../../kernel/shell.ts'
import type { Control } from '../control.ts'
import { forbidInCommands, operands } from './build.ts'

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
  check: (build) => forbidInCommands(build, find, `${build.name} installs sudo.`),
  examples: {
    fail: ['FROM a:1\nRUN apt-get install -y sudo'],
    pass: ['FROM a:1\nRUN apt-get install -y sudoku'],
    unknown: [],
  },
}
