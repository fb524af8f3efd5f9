import { resolve } from 'node:path'

import type { AnyControl } from '../../controls/any-control.ts'
import type { Supposition } from '../../breach/changes/what-if.ts'
import { registry } from '../../controls/registry.ts'
import { whatIf } from '../../engine/what-if.ts'
import { reportDepth } from '../../findings/reported-depth.ts'
import { hint } from '../../kernel/nearest.ts'
import { type FactName, factNames, type Facts, platformFacts } from '../../knowledge/platform-facts.ts'
import { isIncomplete } from '../../model/problem.ts'
import { renderWhatIf } from '../../report/what-if.ts'
import { collect } from '../collect.ts'
import type { Command } from '../command.ts'
import { dataFormat } from '../output.ts'
import { configFlag, loadConfig } from '../config.ts'
import type { FlagValues } from '../flags.ts'
import { requireControls } from '../select.ts'
import { collectOptions, kubernetesOf, sourceFlags } from '../source-flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

const { 'changed-since': _, ...flagsOfSources } = sourceFlags

export const whatIfCommand: Command = {
  name: 'what-if',
  summary: 'Say how depths would change with some controls passing or failing, or other facts',
  operands: 'PATH…',
  flags: {
    with: {
      type: 'string',
      isList: true,
      value: 'CONTROL',
      summary: 'Suppose that this control passes everywhere (id, name or foreign id)',
    },
    without: {
      type: 'string',
      isList: true,
      value: 'CONTROL',
      summary: 'Suppose that this control fails everywhere',
    },
    fact: { type: 'string', isList: true, value: 'NAME=VALUE', summary: 'Suppose this fact' },
    format: dataFormat,
    config: configFlag,
    ...flagsOfSources,
  },
  examples: [
    ['bulkhead what-if deploy/ --with untrusted-pod-without-sandbox', 'every untrusted pod in a sandbox'],
    ['bulkhead what-if deploy/ --without privileged-container', 'what holds if one container is privileged'],
    ['bulkhead what-if deploy/ --fact networkPolicy=none', 'a cluster that enforces no policies'],
  ],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  if (flags.positionals.length === 0) throw new UsageError('Name what to read: bulkhead what-if PATH…')
  const supposition = {
    passing: controlsOf(flags.list('with')),
    failing: controlsOf(flags.list('without')),
    facts: factsOf(flags.list('fact')),
  }
  requireDisjoint(supposition)
  const config = loadConfig(flags.text('config'), world)
  const paths = flags.positionals.filter((path) => path !== '-').map((path) => resolve(world.cwd, path))
  const kubernetes = kubernetesOf(flags) ?? config.config.kubernetes
  const input = await collect(paths, collectOptions(flags, world, kubernetes))
  const version = kubernetes === undefined ? {} : { kubernetesVersion: kubernetes }
  const result = whatIf(input, { config, today: world.today, ...version }, supposition)
  if (result.footholds === 0) {
    world.stderr.write('bulkhead: nothing was judged: no untrusted code on Kubernetes in what was named.\n')
    return 3
  }
  const isJson = flags.text('format') === 'json'
  world.stdout.write(isJson ? `${JSON.stringify(result, jsonDepth, 2)}\n` : renderWhatIf(result))
  return result.problems.some(isIncomplete) && !flags.isSet('allow-incomplete') ? 3 : 0
}

function requireDisjoint({ passing, failing }: Supposition): void {
  const both = passing.find((control) => failing.includes(control))
  if (both !== undefined) throw new UsageError(`${both.name} cannot both pass and fail.`)
}

/** As in the JSON report: no way is no number, and beyond what is counted depths are not told apart. */
function jsonDepth(key: string, value: unknown): unknown {
  return depthKeys.has(key) && typeof value === 'number' ? reportDepth(value) : value
}

const depthKeys: ReadonlySet<string> = new Set(['lower', 'upper'])

function controlsOf(words: readonly string[]): readonly AnyControl[] {
  return words.flatMap((word) => requireControls(word, registry))
}

function factsOf(words: readonly string[]): Facts {
  return Object.fromEntries(words.map(factOf))
}

function factOf(word: string): readonly [FactName, { readonly value: string }] {
  const [name = '', value = ''] = word.split('=', 2)
  const known = factNames.find((each) => each === name)
  if (known === undefined) throw new UsageError(`No fact is called '${name}'.${hint(name, factNames)}`)
  const values = Object.keys(platformFacts[known].values)
  if (!values.includes(value))
    throw new UsageError(`Fact ${known} is one of ${values.join(', ')}; not '${value}'.`)
  return [known, { value }]
}
