import type { Command } from './command.ts'

export type Shell = 'bash' | 'zsh' | 'fish'

export const shells: readonly Shell[] = ['bash', 'zsh', 'fish']

const scripts: Readonly<Record<Shell, (commands: readonly Command[]) => string>> = {
  bash: bashScript,
  zsh: (commands) => `autoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`,
  fish: fishScript,
}

/** A script that completes commands, options and the choices of options. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return scripts[shell](commands)
}

function bashScript(commands: readonly Command[]): string {
  const options = commands.map(({ name, flags }) => {
    const words = [...Object.keys(flags), 'help'].map((flag) => `--${flag}`).join(' ')
    return `    ${name}) words="${words}" ;;`
  })
  const choices = choicesOf(commands).map(([flag, values]) => `    --${flag}) words="${values.join(' ')}" ;;`)
  return `${[
    '_bulkhead() {',
    '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words=""',
    '  case "${COMP_WORDS[1]}" in',
    ...options,
    `    *) words="${commands.map(({ name }) => name).join(' ')} --help --version" ;;`,
    '  esac',
    '  case "$previous" in',
    ...choices,
    '  esac',
    '  if [[ $COMP_CWORD -eq 1 ]]; then',
    `    words="${commands.map(({ name }) => name).join(' ')} --help --version"`,
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))',
    '}',
    'complete -o filenames -F _bulkhead bulkhead',
  ].join('\n')}\n`
}

/** Options with choices; those of one name share them. */
function choicesOf(commands: readonly Command[]): (readonly [string, readonly string[]])[] {
  const choices = new Map<string, Set<string>>()
  for (const { flags } of commands) {
    for (const [name, flag] of Object.entries(flags)) {
      if (flag.choices === undefined) continue
      choices.set(name, new Set([...(choices.get(name) ?? []), ...flag.choices]))
    }
  }
  return [...choices].map(([name, values]) => [name, [...values]] as const)
}

function fishScript(commands: readonly Command[]): string {
  const lines = commands.flatMap(({ name, summary, flags }) => [
    `complete -c bulkhead -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...Object.entries(flags).map(([flag, { summary: what, type, choices, short }]) =>
      [
        `complete -c bulkhead -n '__fish_seen_subcommand_from ${name}' -l ${flag}`,
        ...(short === undefined ? [] : [`-s ${short}`]),
        ...(type === 'string' ? ['-r'] : []),
        ...(choices === undefined ? [] : [`-f -a ${quote(choices.join(' '))}`]),
        `-d ${quote(what)}`,
      ].join(' '),
    ),
  ])
  return `${lines.join('\n')}\n`
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
