import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

const inAddress = /^[a-z][a-z0-9+.-]*:\/\/[^/@\s:]*:[^/@\s$]{6,}@/
const inOption = /^--?(?:password|passwd|token|api-key|secret)=(?!\$|<|file:|env:)[^\s]{6,}$/

function findSecret(command: ShellCommand): ShellWord | undefined {
  return command.words.find(
    ({ text, isExpanded }, index) =>
      !isExpanded && (inAddress.test(text) || inOption.test(text) || isUser(command, text, index)),
  )
}

/** `curl -u name:password`. */
function isUser(command: ShellCommand, text: string, index: number): boolean {
  const before = command.words[index - 1]?.text
  return command.name === 'curl' && (before === '-u' || before === '--user') && /^[^:]+:.{4,}$/.test(text)
}

export const secretInBuildCommand: Control<'image-build'> = {
  id: 'BH-0616',
  name: 'secret-in-build-command',
  title: 'Build command holds a password',
  layer: 'image',
  severity: 'high',
  confidence: 'likely',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: [
    'cis-docker-1.6-docker-bench:4.10',
    'krol3-container-security-checklist:KROL3-image-hardening-7',
  ],
  rationale:
    'The command line stands in the image’s history and the build’s log: everyone who may pull the image has the password.',
  remediation: 'Read the password from `RUN --mount=type=secret`, and rotate this one.',
  isSensitive: true,
  applies: 'image-build',
  check: (build) => forbidInCommands(build, findSecret, `${build.name} has a password in a RUN line.`),
  examples: {
    fail: [
      'FROM a:1\nRUN curl -u admin:hunter22 https://x',
      'FROM a:1\nRUN git clone https://me:ghp_abcdefgh@github.com/x/y',
      'FROM a:1\nRUN mysql --password=hunter22',
    ],
    pass: [
      'FROM a:1\nRUN curl https://x',
      'FROM a:1\nRUN git clone https://$TOKEN@github.com/x/y',
      'FROM a:1\nRUN mysql --password="$PASS"',
      'FROM a:1\nRUN tool --password-stdin',
    ],
    unknown: [],
  },
}
