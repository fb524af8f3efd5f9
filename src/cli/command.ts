import type { Flags, FlagValues } from './flags.ts'
import type { ExitCode, World } from './world.ts'

/** One verb of the command line. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** What follows the verb: `PATH…`. */
  readonly operands: string
  readonly flags: Flags
  readonly examples: readonly (readonly [command: string, what: string])[]
  readonly run: (flags: FlagValues, world: World) => ExitCode | Promise<ExitCode>
}
