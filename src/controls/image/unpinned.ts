import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'

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
export function unpinnedPackage(
  { name, words }: ShellCommand,
  { programs, actions, withValue, open }: Installer,
): ShellWord | undefined {
  if (!programs.test(name)) return undefined
  const [action, ...rest] = words.filter(
    ({ text }, index) => index > 0 && !text.startsWith('-') && !withValue.test(words[index - 1]?.text ?? ''),
  )
  if (action === undefined || !actions.test(action.text)) return undefined
  return rest.find(({ text }) => open.test(text))
}

/** `curl`, `python3-devel`; not `curl-7.76.1`, `./x.rpm`, `@development` or `curl-$VERSION`. */
export const openRpmName: RegExp = /^(?!.*-\d)(?!.*\.rpm$)[A-Za-z0-9][\w+.-]*$/

export const dnfOptionsWithValue: RegExp =
  /^(?:-[cdex]|--(?:config|enablerepo|disablerepo|exclude|installroot|releasever|repo|repofrompath|repoid|setopt))$/
