import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands, operands, runs } from './build.ts'

function find(command: ShellCommand): ShellWord | undefined {
  if (!runs(command, /^apt-get$/, ['install'])) return undefined
  const packages = operands(command).filter(({ text }) => text !== 'install')
  return packages.find(({ text }) => /^[a-z0-9][a-z0-9+.-]+$/.test(text) && !text.endsWith('.deb'))
}

export const systemPackagesUnpinned: Control<'image-build'> = {
  id: 'BH-0672',
  name: 'system-packages-unpinned',
  title: 'apt-get installs packages without a version',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3008'],
  rationale:
    'The same Dockerfile gives another image tomorrow: what an attacker managed to publish in between comes with it, and nobody can say from which build on.',
  remediation: 'Name versions, or build on a snapshot of the archive, and rebuild on purpose.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} installs packages with apt-get without a version.`),
  examples: {
    fail: ['FROM a:1\nRUN apt-get install -y curl'],
    pass: [
      'FROM a:1\nRUN apt-get install -y curl=8.14.1-2',
      'FROM a:1\nRUN apt-get install -y ./x.deb',
      'FROM a:1\nRUN apt-get update',
    ],
    unknown: [],
  },
}
