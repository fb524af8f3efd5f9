import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import { operands } from './build.ts'

/** How a package manager is told what to install. */
export interface Installer {
  readonly programs: RegExp
  /** `install` and its short forms; the first operand. */
  readonly actions: RegExp
  /** Options whose value is the next word. */
  readonly withValue: RegExp
  /** Names of packages that leave the version open. */
  readonly open: RegExp
}

/** The first package that a command installs in whatever version there is. */
export function unpinnedPackage(command: ShellCommand, installer: Installer): ShellWord | undefined {
  if (!installer.programs.test(command.name)) return undefined
  const [action, ...rest] = operands(command).filter((word) => !isValue(command, word, installer))
  if (action === undefined || !installer.actions.test(action.text)) return undefined
  return rest.find(({ text }) => installer.open.test(text))
}

function isValue({ words }: ShellCommand, word: ShellWord, { withValue }: Installer): boolean {
  return withValue.test(words[words.indexOf(word) - 1]?.text ?? '')
}

/** `curl`, `python3-devel`; not `curl-7.76.1`, `./x.rpm`, `@development` or `curl-$VERSION`. */
export const openRpmName: RegExp = /^(?!.*-\d)(?!.*\.rpm$)[A-Za-z0-9][\w+.-]*$/

export const dnfOptionsWithValue: RegExp =
  /^(?:-[cdex]|--(?:config|enablerepo|disablerepo|exclude|installroot|releasever|repo|repofrompath|repoid|setopt))$/
