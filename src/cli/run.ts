import { hint } from '../kernel/nearest.ts'
import type { Command } from './command.ts'
import { makeCompletionCommand } from './commands/completion.ts'
import { controlsCommand } from './commands/controls.ts'
import { dbCommand } from './commands/db.ts'
import { explainCommand } from './commands/explain.ts'
import { imageCommand } from './commands/image.ts'
import { modelFileCommand } from './commands/model-file.ts'
import { patchCommand } from './commands/patch.ts'
import { reachCommand } from './commands/reach.ts'
import { rematchCommand } from './commands/rematch.ts'
import { referenceCommand } from './commands/reference.ts'
import { whatIfCommand } from './commands/what-if.ts'
import { scanCommand } from './commands/scan.ts'
import { verifyCommand } from './commands/verify.ts'
import { parseFlags } from './flags.ts'
import { commandHelp, overview } from './help.ts'
import { type ExitCode, UsageError, type World } from './world.ts'

const verbs: readonly Command[] = [
  scanCommand,
  reachCommand,
  whatIfCommand,
  imageCommand,
  rematchCommand,
  modelFileCommand,
  verifyCommand,
  patchCommand,
  referenceCommand,
  dbCommand,
  explainCommand,
  controlsCommand,
]

export const commands: readonly Command[] = [...verbs, makeCompletionCommand(verbs)]

/** Runs one command line and returns the exit code; nothing but `main.ts` ends the process. */
export async function runCommandLine(args: readonly string[], world: World): Promise<ExitCode> {
  try {
    return await dispatch(args, world)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    world.stderr.write(`bulkhead: ${error.message}\n`)
    return 2
  }
}

async function dispatch([verb, ...args]: readonly string[], world: World): Promise<ExitCode> {
  if (verb === undefined || verb === 'help' || isHelp(verb)) return printHelp(args[0], world)
  const command = findCommand(verb)
  if (args.some(isHelp)) return printHelp(verb, world)
  return command.run(parseFlags(args, command.flags), world)
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h'
}

function findCommand(verb: string): Command {
  const command = commands.find(({ name }) => name === verb)
  if (command !== undefined) return command
  const names = commands.map(({ name }) => name)
  throw new UsageError(`Unknown command '${verb}'.${hint(verb, names)} bulkhead --help lists them.`)
}

function printHelp(verb: string | undefined, world: World): ExitCode {
  return print(verb === undefined ? overview(commands) : commandHelp(findCommand(verb)), world)
}

function print(text: string, world: World): ExitCode {
  world.stdout.write(text)
  return 0
}
