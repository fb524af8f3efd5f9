import { plural } from '../../kernel/text.ts'
import type { BaseImage } from '../base.ts'
import { type Weakness, weakness } from '../hardening.ts'
import type { Layer } from '../layers/layer.ts'
import { type PackageCommand, packageCommandOf } from './package-commands.ts'
import { commandsOf } from './script.ts'

/** A layer of the image's own, and what its instruction did with packages. */
interface Step {
  readonly layer: Layer
  readonly commands: readonly PackageCommand[]
  /** Its packages come from an archive of one day. */
  readonly isOfSnapshot: boolean
}

/** What of an image is laid in an order, or holds what, that makes each build of it another, and each update a large one. */
export function findDisorder(layers: readonly Layer[], base: BaseImage | undefined): Weakness[] {
  const steps = layers.slice(base?.layers ?? 0).map(stepOf)
  return [
    ...updatedAlone(steps),
    ...upgraded(steps),
    ...unpinned(steps),
    ...modelsAbove(steps),
    ...machineIds(steps),
    ...leftBehind(steps),
  ]
}

function stepOf(layer: Layer): Step {
  const commands = commandsOf(layer.createdBy ?? '')
  return {
    layer,
    commands: commands.flatMap((each) => packageCommandOf(each) ?? []),
    isOfSnapshot: commands.some(({ words }) => words.some(({ text }) => /\bsnapshot\b/.test(text))),
  }
}

function placed({ layer }: Step, text: string): string {
  return `layer ${layer.index}: ${text.length > 200 ? `${text.slice(0, 200)}…` : text}`
}

function found(name: Parameters<typeof weakness>[0], message: string, places: readonly string[]): Weakness[] {
  return places.length === 0 ? [] : [weakness(name, message, places)]
}

/** From the cache of a builder, the lists stay those of an earlier day. */
function updatedAlone(steps: readonly Step[]): Weakness[] {
  const places = steps.flatMap((step) =>
    step.commands.flatMap(({ manager, does }, index) => {
      const isUsed = step.commands.slice(index).some((other) => other.does !== 'update')
      return does === 'update' && !isUsed ? placed(step, `${manager} update`) : []
    }),
  )
  const message =
    'Lists of packages are updated in an instruction that installs none of them: out of the cache of a build, later instructions install what is old by then.'
  return found('lists-updated-alone', message, places)
}

function upgraded(steps: readonly Step[]): Weakness[] {
  const places = steps.flatMap((step) =>
    step.commands.flatMap(({ manager, does }) =>
      does === 'upgrade' ? placed(step, `${manager} upgrade`) : [],
    ),
  )
  const message =
    'The build upgrades the packages of its base: the base is older than its own updates, and each of them is pulled twice.'
  return found('packages-upgraded', message, places)
}

function unpinned(steps: readonly Step[]): Weakness[] {
  const isOfSnapshot = steps.some((step) => step.isOfSnapshot)
  const places = steps.flatMap((step) =>
    step.commands
      .filter((each) => each.unpinned.length > 0)
      .map(({ manager, unpinned: names }) => placed(step, `${manager} ${names.join(' ')}`)),
  )
  const message =
    'Packages are installed without a version: which ones a build brings along depends on its day.'
  return isOfSnapshot ? [] : found('packages-unpinned', message, places)
}

/** As much as nobody wants to send again for an update of packages. */
const largeBytes = 2 ** 28

function modelsAbove(steps: readonly Step[]): Weakness[] {
  const first = steps.findIndex(({ commands }) => commands.some(({ does }) => does !== 'update'))
  const above = first === -1 ? [] : steps.slice(first + 1).filter((step) => modelBytes(step) >= largeBytes)
  const places = above.map((step) => placed(step, `${mebibytes(modelBytes(step))} of models`))
  const message = `Models lie above packages (layer ${steps[first]?.layer.index ?? 0}): each update of those sends them anew, unless they were copied with COPY --link, which no history tells.`
  return found('models-above-packages', message, places)
}

function modelBytes({ layer }: Step): number {
  return [...layer.content.models.values()].reduce((sum, { size }) => sum + size, 0)
}

function machineIds(steps: readonly Step[]): Weakness[] {
  const places = steps.flatMap((step) => step.layer.content.machineIds.map((path) => placed(step, path)))
  const message =
    'The image has the identity of a machine: whoever tells machines apart by it takes all containers of the image for one.'
  return found('machine-id', message, places)
}

function leftBehind(steps: readonly Step[]): Weakness[] {
  const all = steps.flatMap((step) =>
    [...step.layer.content.leftovers].map(([kind, left]) => ({
      kind,
      ...left,
      place: placed(step, left.example),
    })),
  )
  const files = all.reduce((sum, each) => sum + each.files, 0)
  const bytes = all.reduce((sum, each) => sum + each.bytes, 0)
  const names = [...new Set(all.map(({ kind }) => kind))].sort().join(', ')
  const message = `Builds left ${plural(files, 'file')} of ${mebibytes(bytes)} behind (${names}): no container needs them, and no two builds leave the same.`
  return found(
    'left-by-build',
    message,
    all.map(({ place }) => place),
  )
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
