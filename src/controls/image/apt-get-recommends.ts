import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands, runs } from './build.ts'

function find(command: ShellCommand): ShellWord | undefined {
  if (!runs(command, /^apt-get$/, ['install'])) return undefined
  return command.words.some(({ text }) =>
    /^--no-install-recommends$|^(?:-o)?APT::Install-Recommends=(?:0|false|no)$/i.test(text),
  )
    ? undefined
    : command.words[0]
}

export const aptGetRecommends: Control<'image-build'> = {
  id: 'BH-0645',
  name: 'apt-get-recommends',
  title: 'apt-get installs what is only recommended',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'vulnerable-application',
  references: ['trivy:DS-0029', 'hadolint:DL3015'],
  rationale: 'Every package more is one more that may have flaws, and one more tool for hostile code.',
  remediation: 'Add `--no-install-recommends`.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} installs recommended packages with apt-get.`),
  examples: {
    fail: ['FROM a:1\nRUN apt-get install -y x'],
    pass: [
      'FROM a:1\nRUN apt-get install -y --no-install-recommends x',
      'FROM a:1\nRUN apt-get -o APT::Install-Recommends=false install x',
    ],
    unknown: [],
  },
}
