import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'
import { type Installer, unpinnedPackage } from './unpinned.ts'

const gem: Installer = {
  programs: /^gem$/,
  actions: /^i(?:nstall)?$/,
  withValue: /^(?:-[inPst]|--(?:bindir|install-dir|platform|source|trust-policy))$/,
  open: /^(?!.*\.gem$)[A-Za-z0-9][\w.-]*$/,
}

/** Behind `--` stand options of the compiler. */
function find(command: ShellCommand): ShellWord | undefined {
  const end = command.words.findIndex(({ text }) => text === '--')
  const words = end === -1 ? command.words : command.words.slice(0, end)
  const isVersioned = words.some(({ text }) => /^(?:-v|--version(?:=|$))/.test(text))
  return isVersioned ? undefined : unpinnedPackage({ ...command, words }, gem)
}

export const gemPackagesUnpinned: Control<'image-build'> = {
  id: 'BH-0694',
  name: 'gem-packages-unpinned',
  title: 'gem installs packages without a version',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3028'],
  rationale:
    'Whoever publishes a newer version, or a package of a name that you mistyped, puts code into the next build without any change of yours: its extensions are built, and run, at once.',
  remediation: 'Name versions, `gem install fluentd:1.19.0`, or install from a lock file with Bundler.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(build, find, `${build.name} installs packages with gem without a version.`),
  examples: {
    fail: [
      'FROM a:1\nRUN gem install fluentd --no-document',
      'FROM a:1\nRUN gem install --source https://x a:1.0 b',
    ],
    pass: [
      'FROM a:1\nRUN gem install fluentd:1.19.0 -- --with-x',
      'FROM a:1\nRUN gem install fluentd -v 1.19.0',
      'FROM a:1\nRUN gem install --version=1.19.0 fluentd',
      'FROM a:1\nRUN gem install ./x.gem x.gem',
      'FROM a:1\nRUN gem update',
    ],
    unknown: [],
  },
}
