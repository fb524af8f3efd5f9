import { resolve } from 'node:path'

import { registry } from '../../controls/registry.ts'
import type { ParsedConfig } from '../../config/parse.ts'
import { exitCode } from '../../engine/exit.ts'
import { seeImage } from '../../engine/image-facts.ts'
import { readPlatform } from '../../engine/read-platform.ts'
import { scan as scanPlatform } from '../../engine/scan.ts'
import type { ScanInput, ScanOptions } from '../../engine/scan-input.ts'
import { type Severity, severities } from '../../knowledge/guarantees.ts'
import type { Platform } from '../../model/platform.ts'
import { loadBaseline } from '../baseline.ts'
import { collect } from '../collect.ts'
import type { Command } from '../command.ts'
import { configFlag, loadConfig } from '../config.ts'
import { writeEvidence } from '../evidence.ts'
import type { FlagValues } from '../flags.ts'
import type { Call } from '../output.ts'
import { selectControls } from '../select.ts'
import { imageSources, imagesFlags, openImagesOf } from '../platform-images.ts'
import { collectOptions, kubernetesOf, sourceFlags } from '../source-flags.ts'
import { needsGraph, reportFlags, wantedReports, writeReports } from '../formats.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

export const scanCommand: Command = {
  name: 'scan',
  summary: 'Judge a platform: what holds, what fails, what cannot be known',
  operands: 'PATH…',
  flags: {
    ...reportFlags,
    'fail-on': {
      type: 'string',
      value: 'SEVERITY',
      choices: [...severities, 'never'],
      summary:
        'Lowest severity that makes the exit code 1 (default high); with never broken guarantees do not either',
    },
    only: {
      type: 'string',
      isList: true,
      value: 'CONTROL',
      summary: 'Ask only these controls (id, name or foreign id)',
    },
    skip: { type: 'string', isList: true, value: 'CONTROL', summary: 'Leave these controls out' },
    config: configFlag,
    baseline: {
      type: 'string',
      value: 'FILE',
      summary: 'Earlier JSON report: only what is new or worse counts',
    },
    evidence: { type: 'string', value: 'DIR', summary: 'Write what an auditor asks for into a folder' },
    strict: { type: 'boolean', summary: 'Let undecided controls count as failed' },
    ...imagesFlags,
    ...sourceFlags,
  },
  examples: [
    ['bulkhead scan deploy/', 'judge everything below a folder'],
    ['bulkhead scan deploy/ --images', 'and the images that are named there, as their registries have them'],
    ['kubectl kustomize prod | bulkhead scan -', 'judge what another program writes'],
    ['bulkhead scan . --changed-since origin/main', 'report only what a branch touches'],
    [
      'bulkhead scan deploy/ -f sarif=bulkhead.sarif -f junit=bulkhead.xml',
      'and write reports for a pipeline',
    ],
  ],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  if (flags.positionals.length === 0) throw new UsageError('Name what to scan: bulkhead scan PATH…')
  const wanted = wantedReports(flags)
  const config = loadConfig(flags.text('config'), world)
  // What is wrong with a question is said before anything is read.
  const asked = askedBy(config, { flags, world })
  const { input, options } = await takeInput(config, { flags, world })
  const report = scanPlatform(input, { ...options, ...asked, includesGraph: needsGraph(wanted) })
  writeReports(report, wanted, { flags, world })
  writeEvidence(report, { flags, world })
  if (report.counts.objects === 0) {
    world.stderr.write('bulkhead: nothing was judged: nothing in what was named defines a platform.\n')
  }
  return exitCode(report, {
    failOn: (flags.text('fail-on') ?? 'high') as Severity | 'never',
    isStrict: flags.isSet('strict'),
    allowsIncomplete: flags.isSet('allow-incomplete'),
  })
}

/** Which controls are asked, and with what their answers are compared. @throws UsageError */
function askedBy(config: ParsedConfig, { flags, world }: Call): ScanOptions {
  const [baseline, only, skip] = [flags.text('baseline'), flags.list('only'), flags.list('skip')]
  return {
    controls: selectControls([...registry, ...config.controls], { only, skip }),
    assessesBreach: only.length + skip.length === 0,
    ...(baseline === undefined ? {} : { baseline: loadBaseline(baseline, world) }),
  }
}

/** What is scanned: manifests and, where they are asked for, the images that they name. */
interface Taken {
  readonly input: ScanInput
  readonly options: ScanOptions
}

async function takeInput(config: ParsedConfig, { flags, world }: Call): Promise<Taken> {
  const kubernetes = kubernetesOf(flags) ?? config.config.kubernetes
  const sources = await imageSources({ flags, world })
  const paths = flags.positionals.filter((path) => path !== '-').map((path) => resolve(world.cwd, path))
  const collected = await collect(paths, collectOptions(flags, world, kubernetes))
  const options = { config, today: world.today, ...(kubernetes && { kubernetesVersion: kubernetes }) }
  const platform = (): Platform => readPlatform(collected, options).platform
  const { images, problems } = await openImagesOf(platform, sources, world)
  return {
    input: { ...collected, problems: [...(collected.problems ?? []), ...problems] },
    options: { ...options, ...(images === undefined ? {} : { images: images.map(seeImage) }) },
  }
}
