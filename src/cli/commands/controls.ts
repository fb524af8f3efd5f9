import { countExamples, testExamples } from '../../engine/test-examples.ts'
import type { AnyControl } from '../../controls/any-control.ts'
import { registry } from '../../controls/registry.ts'
import { plural } from '../../kernel/text.ts'
import { layers } from '../../knowledge/guarantees.ts'
import type { Command } from '../command.ts'
import { dataFormat } from '../output.ts'
import { configFlag, loadConfig } from '../config.ts'
import type { FlagValues } from '../flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

export const controlsCommand: Command = {
  name: 'controls',
  summary: 'List the controls, or test the examples of your own',
  operands: '',
  flags: {
    format: dataFormat,
    layer: { type: 'string', value: 'LAYER', choices: layers, summary: 'Only the controls of one layer' },
    test: { type: 'boolean', summary: 'Run the examples of every control, your own included' },
    config: configFlag,
  },
  examples: [
    ['bulkhead controls --layer network', 'what is asked of the network'],
    ['bulkhead controls --format json', 'the catalogue for other tools'],
    ['bulkhead controls --test', 'prove the controls of bulkhead.yaml by their examples'],
  ],
  run,
}

function run(flags: FlagValues, world: World): ExitCode {
  if (flags.positionals.length > 0)
    throw new UsageError('bulkhead controls takes no operands; explain takes an id.')
  const own = loadConfig(flags.text('config'), world).controls
  if (flags.isSet('test')) return runTests([...registry, ...own], world)
  const layer = flags.text('layer')
  const controls = [...registry, ...own].filter((control) => layer === undefined || control.layer === layer)
  world.stdout.write(flags.text('format') === 'json' ? asJson(controls) : asTable(controls))
  return 0
}

function asJson(controls: readonly AnyControl[]): string {
  const data = controls.map(({ check: _check, when: _when, ...control }) => control)
  return `${JSON.stringify(data, undefined, 2)}\n`
}

function asTable(controls: readonly AnyControl[]): string {
  const width = Math.max(...controls.map(({ name }) => name.length))
  const lines = layers.flatMap((layer) => {
    const own = controls.filter((control) => control.layer === layer)
    if (own.length === 0) return []
    const rows = own.map(
      ({ id, name, severity, title }) => `  ${id}  ${name.padEnd(width)}  ${severity.padEnd(8)}  ${title}`,
    )
    return [`${layer} (${own.length})`, ...rows, '']
  })
  return `${lines.join('\n')}${plural(controls.length, 'control')}\n`
}

function runTests(controls: readonly AnyControl[], world: World): ExitCode {
  const failures = testExamples(controls)
  for (const { control, message } of failures) world.stdout.write(`✗ ${control}: ${message}\n`)
  world.stdout.write(`${plural(countExamples(controls), 'example')} tried, ${failures.length} wrong\n`)
  return failures.length === 0 ? 0 : 1
}
