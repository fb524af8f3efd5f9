import { gravestExit, imageExitCode } from '../../engine/image-exit.ts'
import { everyPlatform } from '../../images/open/platform.ts'
import type { ImageReport } from '../../images/image-report.ts'
import { imageJsonChunks, imagesJsonChunks } from '../../report/image/json.ts'
import { renderCyclonedx } from '../../report/image/cyclonedx.ts'
import { renderImageJunit } from '../../report/image/junit.ts'
import { renderImageMarkdown } from '../../report/image/markdown.ts'
import { renderOpenVex } from '../../report/image/openvex.ts'
import { renderImageSarif } from '../../report/image/sarif.ts'
import { renderSpdx } from '../../report/image/spdx.ts'
import { renderImage } from '../../report/image/terminal.ts'
import type { Command } from '../command.ts'
import { type Call, outputFlag, type View, viewOf, writeOut } from '../output.ts'
import { cacheFlags } from '../cache.ts'
import { databaseFlags } from '../database.ts'
import { vexFlags } from '../vex.ts'
import type { FlagValues } from '../flags.ts'
import { exitFlags, exitPolicyOf } from '../exit-policy.ts'
import { inspectPlatforms } from '../image.ts'
import { runImageDiff } from '../image-diff.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'
import { configFlag } from '../config.ts'
import { plainHttpFlag } from '../registries.ts'

const renderers: Readonly<
  Record<string, (report: ImageReport, view: View, author?: string) => Iterable<string>>
> = {
  terminal: (report, view) => [renderImage(report, view)],
  json: imageJsonChunks,
  cyclonedx: (report) => [renderCyclonedx(report)],
  spdx: (report) => [renderSpdx(report)],
  openvex: (report, _, author) => [renderOpenVex(report, author)],
  sarif: (report) => [renderImageSarif(report)],
  junit: (report) => [renderImageJunit(report)],
  markdown: (report) => [renderImageMarkdown(report)],
}

/** Formats that may tell of the images of several platforms. */
const forSeveral: ReadonlySet<string> = new Set(['terminal', 'json', 'markdown'])

export const imageCommand: Command = {
  name: 'image',
  summary: 'Say what is inside an image, what is vulnerable in it, and what to do',
  operands: 'IMAGE | diff OLD NEW',
  flags: {
    platform: {
      type: 'string',
      value: 'OS/ARCH',
      summary: 'Which image of several platforms, or all of them (default linux/amd64)',
    },
    name: { type: 'string', value: 'NAME', summary: 'Which image of a layout or archive that holds several' },
    format: {
      type: 'string',
      short: 'f',
      value: 'FORMAT',
      choices: Object.keys(renderers),
      summary: 'Output format',
    },
    output: outputFlag,
    'plain-http': plainHttpFlag,
    base: {
      type: 'string',
      value: 'IMAGE',
      summary: 'The image that it was built on: tells its layers from own ones',
    },
    'ask-registries': {
      type: 'boolean',
      summary: 'Ask registries what the names of its base and of approved bases stand for now',
    },
    config: configFlag,
    ...vexFlags,
    ...databaseFlags,
    ...cacheFlags,
    'skip-secrets': { type: 'boolean', summary: 'Do not search the texts of the image for secrets' },
    all: { type: 'boolean', summary: 'Print every layer, package and place' },
    ...exitFlags,
  },
  examples: [
    ['bulkhead image models.azurecr.io/llm:1.4', 'an image in a registry, as docker knows this user there'],
    ['bulkhead image model-server.tar', 'what docker save wrote, or an OCI archive'],
    ['bulkhead image layout/ --platform linux/arm64', 'an OCI image layout; all judges every platform in it'],
    ['bulkhead image app.tar --base debian.tar', 'what is own, and what came with the base image'],
    ['bulkhead image app.tar --vex vendor.openvex.json', 'set aside what its vendor says does not matter'],
    ['bulkhead image diff llm:1.4 llm:1.5', 'what one has that the other has not; worse is exit code 1'],
    ['bulkhead image /mnt/rootfs -f json', 'a folder that holds the files of a container'],
  ],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  const [reference, ...others] = flags.positionals
  if (reference === 'diff') return await runImageDiff(others, { flags, world })
  if (reference === undefined || others.length > 0)
    throw new UsageError('Name one image: bulkhead image IMAGE')
  const format = flags.text('format') ?? 'terminal'
  if (flags.text('platform') === everyPlatform && !forSeveral.has(format))
    throw new UsageError(`Format ${format} is about one image: name one platform, not all.`)
  const reports = await inspectPlatforms(reference, { flags, world })
  write(reports, { flags, world })
  return gravestExit(reports.map((report) => imageExitCode(report, exitPolicyOf(flags))))
}

function write(reports: readonly ImageReport[], call: Call): void {
  const format = call.flags.text('format') ?? 'terminal'
  const render = (report: ImageReport): Iterable<string> =>
    renderers[format]?.(report, viewOf(call), call.flags.text('vex-author')) ?? []
  const [first] = reports
  if (reports.length > 1 && format === 'json') writeOut(imagesJsonChunks(reports), call)
  else
    writeOut(
      reports.flatMap((report) => [...(report === first ? [] : ['\n']), ...render(report)]),
      call,
    )
}
