import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { BuildStage, ImageBuild, Instruction, Keyword } from '../../model/image-build.ts'
import { type Known, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import { every, fail, forbid, pass, type Verdict, worst } from '../verdict.ts'

/** The stage that becomes the image, then those that it is built on. */
export function shippedStages(build: ImageBuild): readonly BuildStage[] {
  const stages: BuildStage[] = []
  for (let stage = build.stages.at(-1); stage !== undefined; stage = stage.base) stages.push(stage)
  return stages
}

/** Instructions of some keywords in all stages. */
export function instructionsOf(build: ImageBuild, ...keywords: readonly Keyword[]): readonly Instruction[] {
  return inStages(build.stages, keywords)
}

/** Instructions of some keywords in what becomes the image. */
export function shippedInstructions(
  build: ImageBuild,
  ...keywords: readonly Keyword[]
): readonly Instruction[] {
  return inStages(shippedStages(build), keywords)
}

function inStages(stages: readonly BuildStage[], keywords: readonly Keyword[]): readonly Instruction[] {
  return stages.flatMap((stage) => stage.instructions.filter(({ keyword }) => keywords.includes(keyword)))
}

/** The USER that containers start with; nothing where every stage leaves it to its base image. */
export function finalUser(build: ImageBuild): Known<string> | undefined {
  for (const stage of shippedStages(build)) {
    const user = stage.instructions.findLast(({ keyword }) => keyword === 'USER')
    if (user !== undefined) return user.words[0]
  }
  return undefined
}

export function placeOf(instruction: Instruction, word: { start: number; end: number }): Origin {
  return { document: instruction.origin.document, start: word.start, end: word.end }
}

/** Where a command stands. */
export function commandPlace(instruction: Instruction, command: ShellCommand): Origin {
  const [first] = command.words
  return first === undefined ? instruction.origin : placeOf(instruction, first)
}

/** Fails for every command of RUN in which a telling word is found. */
export function forbidInCommands(
  build: ImageBuild,
  find: (command: ShellCommand) => ShellWord | undefined,
  message: string,
): Verdict {
  return every(instructionsOf(build, 'RUN'), (run) => forbidInRun(run, find, message))
}

function forbidInRun(
  run: Instruction,
  find: (command: ShellCommand) => ShellWord | undefined,
  message: string,
): Verdict {
  return every(run.commands, (command) => {
    const found = find(command)
    return found === undefined ? pass() : fail(message, placeOf(run, found))
  })
}

/** An option by its long names, or by a letter among short ones (`-fsSLk`). */
export function option(
  command: ShellCommand,
  names: readonly string[],
  letter?: string,
): ShellWord | undefined {
  return command.words.find(({ text }, index) => {
    if (index === 0) return false
    if (names.some((name) => text === name || text.startsWith(`${name}=`))) return true
    return letter !== undefined && /^-[A-Za-z0-9]+$/.test(text) && text.includes(letter)
  })
}

/** The command's operands after its first one (`apt-get install X Y`): options left out. */
export function operands(command: ShellCommand): readonly ShellWord[] {
  return command.words.slice(1).filter(({ text }) => !text.startsWith('-'))
}

/** `apt-get -y install x` runs `install`. */
export function runs(command: ShellCommand, programs: RegExp, actions: readonly string[]): boolean {
  return programs.test(command.name) && operands(command).some(({ text }) => actions.includes(text))
}

/** Fails where ENV, ARG or a command of RUN sets a variable to a bad value. */
export function forbidVariable(
  build: ImageBuild,
  isBad: (name: string, value: string) => boolean,
  message: string,
): Verdict {
  const pairs = [...build.globals, ...instructionsOf(build, 'ENV', 'ARG')].flatMap(({ pairs }) => pairs)
  const stated = every(pairs, ({ name, value, origin }) => {
    const known = valueOf(value)
    if (known !== undefined) return isBad(name, known) ? fail(message, origin) : pass()
    const isAsked = isBad(name, 'false') || isBad(name, '0')
    return value.state === 'hidden' && isAsked ? forbid(value, () => false, message) : pass()
  })
  const inCommands = forbidInCommands(
    build,
    ({ assignments }) => assignments.find(({ name, value }) => isBad(name, value))?.word,
    message,
  )
  return worst([stated, inCommands])
}

/** `file:<digest> in /app`, as `docker history` prints a copy whose source nobody can tell any more. */
export function isHistoryLine([source, preposition]: readonly Known<string>[]): boolean {
  return (
    source !== undefined &&
    preposition !== undefined &&
    /^(?:file|multi):[0-9a-f]{64}$/.test(valueOf(source) ?? '') &&
    valueOf(preposition) === 'in'
  )
}
