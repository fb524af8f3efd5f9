import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands, option, runs } from './build.ts'

function find(command: ShellCommand): ShellWord | undefined {
  if (!runs(command, /^apt-get$/, ['install'])) return undefined
  return option(command, ['--yes', '--assume-yes', '-qq'], 'y') !== undefined ? undefined : command.words[0]
}

export const aptGetAsks: Control<'image-build'> = {
  id: 'BH-0644',
  name: 'apt-get-asks',
  title: 'apt-get asks before it installs',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'vulnerable-application',
  references: ['trivy:DS-0021', 'hadolint:DL3014'],
  rationale:
    'A build that waits for an answer fails: the image is not rebuilt, and the flaws that the update would close stay open for hostile code.',
  remediation: 'Add `-y`.',
  applies: 'image-build',
  check: (build) => forbidInCommands(build, find, `${build.name} installs with apt-get without -y.`),
  examples: {
    fail: ['FROM a:1\nRUN apt-get install x', 'FROM a:1\nRUN a && apt-get install --no-install-recommends x'],
    pass: [
      'FROM a:1\nRUN apt-get install -y x',
      'FROM a:1\nRUN apt-get -yq install x',
      'FROM a:1\nRUN apt-get install x --assume-yes',
      'FROM a:1\nRUN apt-get -qq install x',
    ],
    unknown: [],
  },
}
