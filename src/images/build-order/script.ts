import type { ShellCommand } from '../../kernel/shell-command.ts'
import { splitShell } from '../../kernel/shell.ts'

/** How builders write down that a shell ran: `/bin/sh -c …`, `RUN |1 A=b /bin/bash -o pipefail -c … # buildkit`. */
const shell =
  /^(?:RUN )?(?:\|\d+ (?:[^]*? )?)?\/(?:usr\/)?bin\/(?:ba|da|a)?sh (?:(?:-\w*o \w+|-\w+) )*?-\w*c /

/** Arguments of a build may stand in front. */
const longestStart = 4096

/** The commands of an instruction of the history; none where it ran no shell. */
export function commandsOf(instruction: string): readonly ShellCommand[] {
  const start = shell.exec(instruction.slice(0, longestStart))
  if (start === null) return []
  const script = instruction.slice(start.index + start[0].length)
  return script.startsWith('#(nop)') ? [] : splitShell(script)
}
