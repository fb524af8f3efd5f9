import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'

import { isPipInstall } from './pip.ts'

const withValue =
  /^(?:-[rcietf]|--(?:requirement|constraint|index-url|extra-index-url|find-links|target|prefix|root|platform|python|trusted-host|editable|python-version|only-binary|no-binary|config-settings|torch-backend|cache-dir))$/
const pinned = /===?|@|^[./]|\.(?:whl|tar\.gz|zip|txt)$|^\$|:\/\//

function find(command: ShellCommand): ShellWord | undefined {
  if (!isPipInstall(command)) return undefined
  const start = command.words.findIndex(({ text }) => text === 'install') + 1
  const words = command.words.slice(start)
  if (words.some(({ text }) => /^(?:-r|--requirement|-c|--constraint)/.test(text))) return undefined
  return words.find(
    ({ text }, index) =>
      !text.startsWith('-') && !pinned.test(text) && !withValue.test(words[index - 1]?.text ?? ''),
  )
}

export const pythonPackagesUnpinned: Control<'image-build'> = {
  id: 'BH-0670',
  name: 'python-packages-unpinned',
  title: 'Python packages are not pinned',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3013'],
  rationale:
    'Whoever publishes a newer version, or a package of a name that you mistyped, puts code into the next build without any change of yours.',
  remediation: 'Name versions, `pip install torch==2.9.1`, or install from a lock file.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} installs Python packages without a version.`),
  examples: {
    fail: ['FROM a:1\nRUN pip install torch', 'FROM a:1\nRUN python3 -m pip install -U "vllm>=0.9"'],
    pass: [
      'FROM a:1\nRUN pip install torch==2.9.1',
      'FROM a:1\nRUN pip install -r requirements.txt',
      'FROM a:1\nRUN pip install .',
      'FROM a:1\nRUN pip install --upgrade pip==25.3',
      'FROM a:1\nRUN pip install git+https://x/y@0123456',
    ],
    unknown: [],
  },
}
