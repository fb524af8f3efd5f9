import { completionScript, type Shell, shells } from '../completion.ts'
import type { Command } from '../command.ts'
import { hint } from '../../kernel/nearest.ts'
import { UsageError } from '../world.ts'

/** The command that completes all others; it is handed them, since it is one of them. */
export function makeCompletionCommand(others: readonly Command[]): Command {
  return {
    name: 'completion',
    summary: 'Print the completion script of a shell',
    operands: 'bash|zsh|fish',
    flags: {},
    examples: [['source <(bulkhead completion bash)', 'complete commands and options in this shell']],
    run: (flags, world) => {
      const [word = ''] = flags.positionals
      const shell = shells.find((each): each is Shell => each === word)
      if (shell === undefined)
        throw new UsageError(`Name a shell: ${shells.join(', ')}.${hint(word, shells)}`)
      world.stdout.write(completionScript(shell, others))
      return 0
    },
  }
}
