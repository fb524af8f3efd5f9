import { resolve } from 'node:path'

import { isEmptyPlan, patchExitCode, planPatches } from '../../engine/patch.ts'
import { readPlatform } from '../../engine/read-platform.ts'
import type { PatchPlan } from '../../findings/patching/plan.ts'
import { jsonDocument } from '../../report/json-chunks.ts'
import { renderPatchMarkdown, renderPullRequest } from '../../report/patch/markdown.ts'
import { renderPatch } from '../../report/patch/terminal.ts'
import { collect } from '../collect.ts'
import type { Command } from '../command.ts'
import { configFlag, loadConfig } from '../config.ts'
import type { FlagValues } from '../flags.ts'
import { type Call, outputFlag, type View, viewOf, writeOut } from '../output.ts'
import { imagesFlags, imageSources, openImagesOf } from '../platform-images.ts'
import { collectOptions, kubernetesOf, sourceFlags } from '../source-flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

const { 'changed-since': _, ...flagsOfSources } = sourceFlags

const renderers: Readonly<Record<string, (plan: PatchPlan, view: View) => Iterable<string>>> = {
  terminal: (plan, view) => [renderPatch(plan, view)],
  json: (plan) => jsonDocument(plan, new Set(['steps', 'problems'])),
  markdown: (plan) => [renderPatchMarkdown(plan)],
  'pull-request': (plan) => [renderPullRequest(plan)],
}

export const patchCommand: Command = {
  name: 'patch',
  summary: 'Say which images of a platform to rebuild or renew, in which order and by when',
  operands: 'PATH…',
  flags: {
    format: {
      type: 'string',
      short: 'f',
      value: 'FORMAT',
      choices: Object.keys(renderers),
      summary: 'Output format',
    },
    output: outputFlag,
    config: configFlag,
    all: { type: 'boolean', summary: 'Print every place' },
    ...imagesFlags,
    ...flagsOfSources,
  },
  examples: [
    ['bulkhead patch deploy/ --images', 'ask the registries of all images that are named there'],
    ['bulkhead patch deploy/ --images-from images/ -f json', 'take them from a folder, without any network'],
    ['bulkhead patch deploy/ --images -f pull-request -o text.md', 'a title and a text for a pull request'],
  ],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  const plan = await makePlanOf({ flags, world })
  const render = renderers[flags.text('format') ?? 'terminal']
  writeOut(render?.(plan, viewOf({ flags, world })) ?? [], { flags, world })
  if (isEmptyPlan(plan)) world.stderr.write('bulkhead: no image was opened: there is nothing to plan.\n')
  return patchExitCode(plan, flags.isSet('allow-incomplete'))
}

/** @throws UsageError */
async function makePlanOf({ flags, world }: Call): Promise<PatchPlan> {
  if (flags.positionals.length === 0)
    throw new UsageError('Name what to patch: bulkhead patch PATH… --images')
  const sources = await imageSources({ flags, world })
  if (sources === undefined)
    throw new UsageError(
      'Say where the images are: --images asks their registries, --images-from DIR reads a folder.',
    )
  const config = loadConfig(flags.text('config'), world)
  const kubernetes = kubernetesOf(flags) ?? config.config.kubernetes
  const paths = flags.positionals.filter((path) => path !== '-').map((path) => resolve(world.cwd, path))
  const collected = await collect(paths, collectOptions(flags, world, kubernetes))
  const options = { config, today: world.today, ...(kubernetes && { kubernetesVersion: kubernetes }) }
  const { platform, parsed } = readPlatform(collected, options)
  const { images = [], problems } = await openImagesOf(() => platform, sources, world)
  const all = [...(collected.problems ?? []), ...parsed.problems, ...problems]
  return planPatches({ platform, images, problems: all }, options)
}
