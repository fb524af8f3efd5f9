import type { ImageBuild, Instruction } from '../../model/image-build.ts'
import { every, fail, pass, type Verdict } from '../verdict.ts'
import { commandPlace, runs } from './build.ts'
import { packageCaches, stagesThatShip } from './shipping.ts'

/** A package manager that keeps what it downloaded until it is told to clean up. */
interface PackageManager {
  readonly program: string
  readonly actions: readonly string[]
  /** Words that make a command the one that cleans up. */
  readonly clean: readonly string[]
}

/** Fails where the last installation of a RUN that gets into the image is not followed by the cleaning, in the same RUN. */
export function demandClean(build: ImageBuild, manager: PackageManager, message: string): Verdict {
  return every(stagesThatShip(build, packageCaches), ({ instructions }) =>
    every(
      instructions.filter(({ keyword }) => keyword === 'RUN'),
      (run) => demandCleanRun(run, manager, message),
    ),
  )
}

function demandCleanRun(run: Instruction, manager: PackageManager, message: string): Verdict {
  const program = new RegExp(`^${manager.program}$`)
  const last = run.commands.findLastIndex((command) => runs(command, program, manager.actions))
  const installation = run.commands[last]
  if (installation === undefined) return pass()
  const isClean = run.commands
    .slice(last + 1)
    .some(
      ({ name, words }) => name === manager.program && words.some(({ text }) => manager.clean.includes(text)),
    )
  return isClean ? pass() : fail(message, commandPlace(run, installation))
}
