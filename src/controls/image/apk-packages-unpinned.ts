import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands, operands, runs } from './build.ts'

function find(command: ShellCommand): ShellWord | undefined {
  if (!runs(command, /^apk$/, ['add'])) return undefined
  const virtual = command.words.findIndex(({ text }) => /^(?:-t|--virtual|-X|--repository)$/.test(text))
  return operands(command).find(
    (word) =>
      /^[a-z0-9][a-z0-9+._-]*$/i.test(word.text) &&
      word.text !== 'add' &&
      word !== command.words[virtual + 1],
  )
}

export const apkPackagesUnpinned: Control<'image-build'> = {
  id: 'BH-0673',
  name: 'apk-packages-unpinned',
  title: 'apk installs packages without a version',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3018'],
  rationale:
    'The same Dockerfile gives another image tomorrow: what an attacker managed to publish in between comes with it, and nobody can say from which build on.',
  remediation: 'Name versions: `apk add --no-cache curl=8.14.1-r1`.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} installs packages with apk without a version.`),
  examples: {
    fail: ['FROM a:1\nRUN apk add --no-cache curl'],
    pass: ['FROM a:1\nRUN apk add --no-cache curl=8.14.1-r1', 'FROM a:1\nRUN apk update'],
    unknown: [],
  },
}
