import { trimEndOf } from '../../kernel/text.ts'
import type { ShellCommand, ShellWord } from '../../kernel/shell-command.ts'
import type { BuildStage, ImageBuild, Instruction } from '../../model/image-build.ts'
import { valueOf } from '../../model/known.ts'
import { every, fail, pass, type Verdict } from '../verdict.ts'
import { placeOf, shippedStages } from './build.ts'

/** What the image takes from a stage: paths, or everything of a stage that it is built on; undefined where it is hidden. */
type Taken = readonly (string | undefined)[]

const everything: Taken = ['/']

/** Of a stage that is copied from more often, all counts as taken. */
const mostPaths = 1000

/** Where package managers put programs, and what they leave behind. */
export const programs: readonly string[] = [
  '/usr/bin/program',
  '/usr/sbin/program',
  '/bin/program',
  '/sbin/program',
]
export const packageCaches: readonly string[] = [
  '/var/cache/packages',
  '/var/lib/packages',
  '/etc/apk/cache/packages',
]

/** The stages from which one of some files gets into the image. */
export function stagesThatShip(build: ImageBuild, files: readonly string[]): readonly BuildStage[] {
  const taken = takenFrom(build)
  return build.stages.filter((stage) =>
    files.some((file) => (taken.get(stage) ?? []).some((path) => holds(path, file))),
  )
}

/** Fails for a command whose files get into the image; a relative path may be any. */
export function forbidShipped(
  build: ImageBuild,
  find: (command: ShellCommand) => ShellWord | undefined,
  { message, files }: { message: string; files: (command: ShellCommand) => readonly string[] },
): Verdict {
  const taken = takenFrom(build)
  return every(build.stages, (stage) =>
    every(
      stage.instructions.filter(({ keyword }) => keyword === 'RUN'),
      (run) =>
        every(run.commands, (command) => {
          const found = find(command)
          if (found === undefined) return pass()
          const paths = taken.get(stage) ?? []
          const isShipped = filesOf(command, files).some((file) => paths.some((path) => touches(path, file)))
          return isShipped ? fail(message, placeOf(run, found)) : pass()
        }),
    ),
  )
}

/** A command that names no file may change any. */
function filesOf(
  command: ShellCommand,
  files: (command: ShellCommand) => readonly string[],
): readonly string[] {
  const named = files(command)
  return named.length === 0 ? [''] : named
}

/** COPY and ADD whose target gets into the image. */
export function shippedCopies(build: ImageBuild): readonly Instruction[] {
  const taken = takenFrom(build)
  return build.stages.flatMap((stage) =>
    stage.instructions.filter(({ keyword, words }) => {
      const target = words.at(-1)
      const file = target === undefined ? '' : (valueOf(target) ?? '')
      return ['COPY', 'ADD'].includes(keyword) && (taken.get(stage) ?? []).some((path) => touches(path, file))
    }),
  )
}

function holds(taken: string | undefined, file: string): boolean {
  return taken === undefined || taken === '/' || file === taken || file.startsWith(`${taken}/`)
}

/** Whether one lies in the other. */
function touches(taken: string | undefined, file: string): boolean {
  return holds(taken, file) || !file.startsWith('/') || holds(file.replace(/(?<=.)\/$/, ''), taken ?? '')
}

const known = new WeakMap<ImageBuild, ReadonlyMap<BuildStage, Taken>>()

/** What the image takes from each stage, asked by many controls. */
function takenFrom(build: ImageBuild): ReadonlyMap<BuildStage, Taken> {
  const before = known.get(build)
  if (before !== undefined) return before
  const taken = follow(build)
  known.set(build, taken)
  return taken
}

/** From the last stage back along FROM and COPY --from. Of a stage that is copied from, all that it copies may come along. */
function follow(build: ImageBuild): ReadonlyMap<BuildStage, Taken> {
  const taken = new Map<BuildStage, Taken>(shippedStages(build).map((stage) => [stage, everything]))
  const names = new Map(build.stages.map((stage) => [stage.alias?.toLowerCase(), stage]))
  const open = [...taken.keys()]
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    for (const { from, paths } of copiesOf(stage)) {
      const sources = stagesNamed(build, names, from).filter((source) => source !== stage)
      open.push(...sources.flatMap((source) => take(taken, source, paths)))
    }
  }
  return taken
}

/** The stage of a name or number; any of them where the name is hidden, none where it is an image's. */
function stagesNamed(
  build: ImageBuild,
  names: ReadonlyMap<string | undefined, BuildStage>,
  from: string | undefined,
): readonly BuildStage[] {
  if (from === undefined) return build.stages
  const named = names.get(from) ?? build.stages[/^\d+$/.test(from) ? Number(from) : -1]
  return named === undefined ? [] : [named]
}

/** Notes what is taken from a stage and those that it is built on; gives those from which nothing was taken before. */
function take(taken: Map<BuildStage, Taken>, from: BuildStage, paths: Taken): BuildStage[] {
  const added: BuildStage[] = []
  for (let stage: BuildStage | undefined = from; stage !== undefined; stage = stage.base) {
    const before = taken.get(stage)
    if (before === everything) break
    if (before === undefined) added.push(stage)
    const all = [...(before ?? []), ...paths]
    taken.set(stage, all.length > mostPaths ? everything : all)
  }
  return added
}

function copiesOf(stage: BuildStage): { from: string | undefined; paths: Taken }[] {
  return stage.instructions
    .filter(({ keyword }) => keyword === 'COPY')
    .flatMap(({ flags, words }) => {
      const from = flags.find(({ name }) => name === 'from')
      if (from === undefined) return []
      return [
        {
          from: valueOf(from.value)?.toLowerCase(),
          paths: words.slice(0, -1).map((word) => pathOf(valueOf(word))),
        },
      ]
    })
}

/** A source as an absolute path, up to its first wildcard; sources are relative to the root of their stage. */
function pathOf(source: string | undefined): string | undefined {
  if (source === undefined) return undefined
  const [fixed = ''] = source.split(/[*?[]/, 1)
  const folder = fixed === source ? fixed : fixed.slice(0, fixed.lastIndexOf('/') + 1)
  return `/${trimEndOf(folder.replace(/^[./]+/, ''), '/')}`
}
