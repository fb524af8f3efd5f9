import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands, operands, option } from './build.ts'

import { isPipInstall } from './pip.ts'

function find(command: ShellCommand): ShellWord | undefined {
  if (!isPipInstall(command)) return undefined
  if (option(command, ['--require-hashes', '--no-index']) !== undefined) return undefined
  const isLocal = operands(command)
    .slice(1)
    .every(({ text }) => /^(?:pip|install)$|^[./]/.test(text))
  return isLocal && option(command, ['-r', '--requirement']) === undefined ? undefined : command.words[0]
}

export const pythonPackagesWithoutHashes: Control<'image-build'> = {
  id: 'BH-0671',
  name: 'python-packages-without-hashes',
  title: 'Python packages are not checked against hashes',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: [],
  rationale:
    'A version number does not bind its content: an index or a mirror that was taken over gives other code under the same number.',
  remediation:
    'Install from a lock file with `pip install --require-hashes -r requirements.txt` or `uv sync --locked`.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} installs Python packages from an index without hashes.`),
  examples: {
    fail: ['FROM a:1\nRUN pip install torch==2.9.1', 'FROM a:1\nRUN pip install -r requirements.txt'],
    pass: [
      'FROM a:1\nRUN pip install --require-hashes -r requirements.txt',
      'FROM a:1\nRUN pip install --no-index ./wheels/x.whl',
      'FROM a:1\nRUN pip install .',
    ],
    unknown: [],
  },
}
