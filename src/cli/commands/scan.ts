import { resolve } from 'node:path'

import { registry } from '../../controls/registry.ts'
import { exitCode } from '../../engine/exit.ts'
import { scan as scanPlatform } from '../../engine/scan.ts'
import type { Report } from '../../findings/report.ts'
import { type Severity, severities } from '../../knowledge/guarantees.ts'
import { renderJson } from '../../report/json.ts'
import { renderTerminal } from '../../report/terminal.ts'
import { loadBaseline } from '../baseline.ts'
import { collect } from '../collect.ts'
import type { Command } from '../command.ts'
import { loadConfig } from '../config.ts'
import type { FlagValues } from '../flags.ts'
import { selectControls } from '../select.ts'
import { collectOptions, sourceFlags } from '../source-flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

type Renderer = (report: Report, world: World, flags: FlagValues) => string

const renderers: Readonly<Record<string, Renderer>> = {
  terminal: (report, world, flags) =>
    renderTerminal(report, {
      hasColor: world.stdout.isTerminal && world.env['NO_COLOR'] === undefined,
      maxFindings: flags.isSet('all') ? Infinity : 20,
    }),
  json: (report) => renderJson(report),
}

export const scanCommand: Command = {
  name: 'scan',
  summary: 'Judge a platform: what holds, what fails, what cannot be known',
  operands: 'PATH…',
  flags: {
    format: {
      type: 'string',
      short: 'f',
      value: 'FORMAT',
      choices: Object.keys(renderers),
      summary: 'Output format',
    },
    output: { type: 'string', short: 'o', value: 'FILE', summary: 'Write the report to a file' },
    'fail-on': {
      type: 'string',
      value: 'SEVERITY',
      choices: [...severities, 'never'],
      summary: 'Lowest severity that makes the exit code 1 (default high)',
    },
    only: {
      type: 'string',
      isList: true,
      value: 'CONTROL',
      summary: 'Ask only these controls (id, name or foreign id)',
    },
    skip: { type: 'string', isList: true, value: 'CONTROL', summary: 'Leave these controls out' },
    config: { type: 'string', value: 'FILE', summary: 'Configuration (default bulkhead.yaml)' },
    baseline: { type: 'string', value: 'FILE', summary: 'Earlier JSON report: only what is new counts' },
    strict: { type: 'boolean', summary: 'Let undecided controls count as failed' },
    'allow-incomplete': { type: 'boolean', summary: 'Let what was not analysed not change the exit code' },
    all: { type: 'boolean', summary: 'Print every finding' },
    ...sourceFlags,
  },
  examples: [['bulkhead scan deploy/', 'judge everything below a folder']],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  if (flags.positionals.length === 0) throw new UsageError('Name what to scan: bulkhead scan PATH…')
  const paths = flags.positionals.map((path) => resolve(world.cwd, path))
  const config = loadConfig(flags.text('config'), world)
  const baseline = flags.text('baseline')
  const report = scanPlatform(await collect(paths, collectOptions(flags, world)), {
    config,
    controls: selectControls([...registry, ...config.controls], {
      only: flags.list('only'),
      skip: flags.list('skip'),
    }),
    today: world.today,
    ...(baseline === undefined ? {} : { baseline: loadBaseline(baseline, world) }),
  })
  write(report, flags, world)
  return exitCode(report, {
    failOn: (flags.text('fail-on') ?? 'high') as Severity | 'never',
    isStrict: flags.isSet('strict'),
    allowsIncomplete: flags.isSet('allow-incomplete'),
  })
}

function write(report: Report, flags: FlagValues, world: World): void {
  const text = renderers[flags.text('format') ?? 'terminal']?.(report, world, flags) ?? ''
  const output = flags.text('output')
  if (output === undefined) world.stdout.write(text)
  else world.writeFile(resolve(world.cwd, output), text)
}
