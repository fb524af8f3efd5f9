import type { ShellCommand } from '../../kernel/shell-command.ts'

/** What a command does with packages. */
export interface PackageCommand {
  readonly manager: string
  readonly does: 'update' | 'upgrade' | 'install'
  /** Those that it names without a version. */
  readonly unpinned: readonly string[]
}

interface Manager {
  readonly update: readonly string[]
  readonly upgrade: readonly string[]
  readonly install: readonly string[]
  /** Whether a name says which version is meant. */
  readonly pinned: RegExp
}

const none: readonly string[] = []
const ofRpm: Manager = {
  update: none,
  upgrade: ['update', 'upgrade', 'distro-sync'],
  install: ['install'],
  pinned: /-\d/,
}
const ofPython: Manager = { update: none, upgrade: none, install: ['install'], pinned: /[=@<>~!]/ }
const ofDebian: Manager = {
  update: ['update'],
  upgrade: ['upgrade', 'dist-upgrade', 'full-upgrade'],
  install: ['install'],
  pinned: /=/,
}

const managers: ReadonlyMap<string, Manager> = new Map([
  ['apt-get', ofDebian],
  ['apt', ofDebian],
  ['apk', { update: ['update'], upgrade: ['upgrade'], install: ['add'], pinned: /[=<>~]/ }],
  ['dnf', ofRpm],
  ['yum', ofRpm],
  ['microdnf', ofRpm],
  ['tdnf', ofRpm],
  ['zypper', { ...ofRpm, upgrade: ['update', 'up', 'dup', 'patch'], install: ['install', 'in'] }],
  ['pip', ofPython],
  ['pip3', ofPython],
])

/** Options whose value stands in a word of its own. */
const withValue: ReadonlySet<string> = new Set(
  '-t -o -c -r -i -f --virtual --repository --root --target --prefix --constraint --requirement --index-url --extra-index-url --find-links --installroot --releasever'.split(
    ' ',
  ),
)

/** Nothing for a command that is about no packages, or does something else with them. */
export function packageCommandOf(command: ShellCommand): PackageCommand | undefined {
  const [name = '', ...words] = withoutStarter([
    command.name,
    ...command.words.slice(1).map(({ text }) => text),
  ])
  const manager = managers.get(name)
  if (manager === undefined) return undefined
  const [action = '', ...others] = operandsIn(words)
  if (manager.update.includes(action)) return { manager: name, does: 'update', unpinned: [] }
  // With names behind it, it installs those alone.
  if (manager.upgrade.includes(action) && others.length === 0)
    return { manager: name, does: 'upgrade', unpinned: [] }
  if (!manager.install.includes(action)) return undefined
  const unpinned = others.filter((each) => isPackage(each) && !manager.pinned.test(each))
  return { manager: name, does: 'install', unpinned }
}

/** `python3 -m pip install` and `uv pip install` are `pip install`. */
function withoutStarter(words: readonly string[]): readonly string[] {
  if (words[0] === 'uv' && words[1] === 'pip') return words.slice(1)
  return /^python[\d.]*$/.test(words[0] ?? '') && words[1] === '-m' ? words.slice(2) : words
}

function operandsIn(texts: readonly string[]): string[] {
  return texts.filter((text, index) => !text.startsWith('-') && !withValue.has(texts[index - 1] ?? ''))
}

/** No file, address, group or variable. */
function isPackage(text: string): boolean {
  return /^[A-Za-z0-9][\w.+:=@~[\]-]*$/.test(text) && !/\.(?:deb|rpm|apk|whl|txt|gz)$/.test(text)
}
