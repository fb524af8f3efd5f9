import { resolve } from 'node:path'

import { surveyReach } from '../../engine/reach.ts'
import { hint } from '../../kernel/nearest.ts'
import { isIncomplete, type Problem } from '../../model/problem.ts'
import type { Platform } from '../../model/platform.ts'
import { answer, restrictTo } from '../../reach/answer.ts'
import { findNamed, knownNames, type Named } from '../../reach/named.ts'
import { noPorts, portRange, type Ports, protocols, union } from '../../reach/ports.ts'
import { answerData, type ReachData } from '../../report/reach/data.ts'
import { renderReach } from '../../report/reach/terminal.ts'
import { collect } from '../collect.ts'
import type { Command } from '../command.ts'
import { dataFormat } from '../output.ts'
import { configFlag, loadConfig } from '../config.ts'
import type { FlagValues } from '../flags.ts'
import { hasColor } from '../formats.ts'
import { collectOptions, kubernetesOf, sourceFlags } from '../source-flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

const { 'changed-since': _, ...flagsOfSources } = sourceFlags

export const reachCommand: Command = {
  name: 'reach',
  summary: 'Say whether network policies let one end connect to another, and why',
  operands: 'FROM TO PATH…',
  flags: {
    port: {
      type: 'string',
      isList: true,
      value: 'PORT',
      summary: 'Ask for these ports only: 443, 8000-8010, 53/udp; TCP unless stated',
    },
    format: dataFormat,
    config: configFlag,
    ...flagsOfSources,
  },
  examples: [
    ['bulkhead reach models/llm data/Service/store deploy/', 'from a workload to a service'],
    ['bulkhead reach models/llm imds deploy/ --port 80', 'to the metadata service of Azure'],
    ['bulkhead reach internet models/Deployment/llm deploy/', 'from the internet to a workload'],
    [
      'bulkhead reach models/llm 10.0.0.0/8 deploy/',
      'to a network; also: api-server, dns, wireserver, node, own-node',
    ],
  ],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  const [from, to, ...paths] = flags.positionals
  if (from === undefined || to === undefined || paths.length === 0)
    throw new UsageError('Name two ends and what to read: bulkhead reach FROM TO PATH…')
  const ports = readPorts(flags.list('port'))
  const config = loadConfig(flags.text('config'), world)
  const files = paths.filter((path) => path !== '-').map((path) => resolve(world.cwd, path))
  const kubernetes = kubernetesOf(flags) ?? config.config.kubernetes
  const version = kubernetes === undefined ? {} : { kubernetesVersion: kubernetes }
  const input = await collect(files, collectOptions(flags, world, kubernetes))
  const { platform, reach, problems, enforcement } = surveyReach(input, { config, ...version })
  const unread = problems.find(isIncomplete)
  const source = requireNamed(from, platform, unread)
  const target = requireNamed(to, platform, unread)
  const answers = answer(source, target, { platform, reach })
  if (answers.length === 0) throw new UsageError(whyNone(source, target))
  const asked = ports === undefined ? answers : answers.map((each) => restrictTo(ports, each))
  print({ schema: 1, from, to, enforcement, answers: asked.map(answerData), problems }, { flags, world })
  return unread !== undefined && !flags.isSet('allow-incomplete') ? 3 : 0
}

function print(
  data: ReachData,
  { flags, world }: { readonly flags: FlagValues; readonly world: World },
): void {
  const isJson = flags.text('format') === 'json'
  const options = { hasColor: hasColor(world.env, world.stdout.isTerminal) }
  world.stdout.write(isJson ? `${JSON.stringify(data, undefined, 2)}\n` : renderReach(data, options))
}

function requireNamed(word: string, platform: Platform, unread: Problem | undefined): Named {
  const [named, ...others] = findNamed(word, platform)
  if (named === undefined) {
    const missing = unread === undefined ? '' : ` Not everything was read: ${unread.message}`
    const near = hint(word, knownNames(platform))
    throw new UsageError(`Nothing here is called '${word}'.${near}${missing} ${waysToName}`)
  }
  if (others.length > 0)
    throw new UsageError(`Several workloads are called '${word}'; name the kind, as in NAMESPACE/KIND/NAME.`)
  return named
}

const waysToName =
  'An end is NAMESPACE/NAME, NAMESPACE/KIND/NAME, an address, a CIDR, internet, imds, wireserver, api-server, dns, node or own-node.'

function whyNone(from: Named, to: Named): string {
  if (from.kind === 'service') return 'A service connects to nothing by itself; name a workload behind it.'
  if (to.kind === 'service')
    return 'The service leads to no pod that was read: it has no selector, or none matches.'
  return 'Network policies are about pods: one of the two ends has to be one.'
}

/** `80`, `8000-8010`, `53/udp`. */
function readPorts(words: readonly string[]): Ports | undefined {
  return words.length === 0 ? undefined : words.map(readPort).reduce(union, noPorts)
}

function readPort(word: string): Ports {
  const [, first = '', last = first, name = 'tcp'] =
    /^(\d{1,5})(?:-(\d{1,5}))?(?:\/([a-z]+))?$/i.exec(word) ?? []
  const protocol = protocols.find((each) => each === name.toUpperCase())
  const ports = protocol === undefined ? noPorts : portRange(protocol, Number(first), Number(last))
  if (ports !== noPorts) return ports
  throw new UsageError(`Option --port takes a port such as 443, 8000-8010 or 53/udp; not '${word}'.`)
}
