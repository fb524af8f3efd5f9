import { resolve } from 'node:path'

import type { Report } from '../findings/report.ts'
import { renderAzurePipelines } from '../report/azure-pipelines.ts'
import { renderBenchmarks } from '../report/benchmarks.ts'
import { renderGraph } from '../report/graph.ts'
import { renderGraphml } from '../report/graphml.ts'
import { renderHtml } from '../report/html.ts'
import { renderCoverage } from '../report/coverage.ts'
import { jsonChunks } from '../report/json.ts'
import { renderJunit } from '../report/junit.ts'
import { renderMarkdown } from '../report/markdown.ts'
import { renderOtm } from '../report/otm.ts'
import { renderSarif } from '../report/sarif.ts'
import { renderTerminal } from '../report/terminal.ts'
import { type Grouping, groupings } from '../report/views.ts'
import type { Flags, FlagValues } from './flags.ts'
import { hint } from '../kernel/nearest.ts'
import { type Output, UsageError, type World } from './world.ts'

/** A report as text, in pieces: a whole one may be longer than a JavaScript string can be. */
type Renderer = (report: Report, view: View) => Iterable<string>

/** How a person wants to see it; formats for machines take no notice. */
interface View {
  readonly hasColor: boolean
  readonly width: number
  readonly isFull: boolean
  readonly groupBy: Grouping
}

const renderers: Readonly<Record<string, Renderer>> = {
  terminal: (report, view) => [renderTerminal(report, view)],
  json: jsonChunks,
  sarif: (report) => [renderSarif(report)],
  junit: (report) => [renderJunit(report)],
  markdown: (report) => [renderMarkdown(report)],
  html: (report) => [renderHtml(report)],
  benchmarks: (report) => [renderBenchmarks(report)],
  coverage: (report) => [renderCoverage(report)],
  otm: renderOtm,
  graph: renderGraph,
  graphml: renderGraphml,
  'azure-pipelines': (report) => [renderAzurePipelines(report)],
}

/** Formats that tell of the whole map of breaches, which is large. */
const graphFormats: ReadonlySet<string> = new Set(['coverage', 'otm', 'graph', 'graphml'])

const formats = Object.keys(renderers)

/** Options of every command that prints a report. */
export const reportFlags: Flags = {
  format: {
    type: 'string',
    short: 'f',
    value: 'NAME[=FILE]',
    isList: true,
    summary: `Report format, to standard output or a file; repeatable: ${formats.join(', ')}`,
  },
  output: {
    type: 'string',
    short: 'o',
    value: 'FILE',
    summary: 'Write the report to a file instead of standard output',
  },
  html: { type: 'string', value: 'FILE', summary: 'Write the report as one HTML file as well' },
  'group-by': {
    type: 'string',
    value: 'WHAT',
    choices: groupings,
    summary: 'Group findings in the terminal report',
  },
  all: { type: 'boolean', summary: 'Print every finding, place and path' },
}

/** One report that somebody asked for; without a file it goes to standard output. */
interface Wanted {
  readonly format: string
  readonly file?: string
}

/**
 * Reads which reports are asked for, before anything is scanned.
 *
 * @throws UsageError for an unknown format, or two reports in one place
 */
export function wantedReports(flags: FlagValues): readonly Wanted[] {
  const named = flags.values('format').map(parseWanted)
  const unplaced = named.filter(({ file }) => file === undefined)
  if (unplaced.length > 1) {
    const [, second] = unplaced
    throw new UsageError(
      `Only one report goes to standard output; name a file for the others: --format ${second?.format ?? ''}=FILE.`,
    )
  }
  const output = flags.text('output')
  const main: Wanted = {
    format: unplaced[0]?.format ?? 'terminal',
    ...(output === undefined ? {} : { file: output }),
  }
  const page = flags.text('html')
  const wanted = [
    main,
    ...named.filter(({ file }) => file !== undefined),
    ...(page === undefined ? [] : [{ format: 'html', file: page }]),
  ]
  const files = wanted.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined) throw new UsageError(`Two reports cannot go to one file: ${twice}.`)
  return wanted
}

export function needsGraph(wanted: readonly Wanted[]): boolean {
  return wanted.some(({ format }) => graphFormats.has(format))
}

function parseWanted(value: string): Wanted {
  const at = value.indexOf('=')
  const format = at === -1 ? value : value.slice(0, at)
  if (!formats.includes(format)) {
    throw new UsageError(
      `Option --format does not know '${format}'; it takes ${formats.join(', ')}, each with =FILE or without.${hint(format, formats)}`,
    )
  }
  if (at === -1) return { format }
  const file = value.slice(at + 1)
  if (file === '') throw new UsageError(`Option --format ${format}= needs a file after the equals sign.`)
  return { format, file }
}

/** Writes the reports; where each file went is said on standard error. */
export function writeReports(
  report: Report,
  wanted: readonly Wanted[],
  from: { flags: FlagValues; world: World },
): void {
  const { world, flags } = from
  for (const { format, file } of wanted) {
    const toTerminal = file === undefined ? world.stdout : undefined
    const chunks = renderers[format]?.(report, viewOf(flags, world, toTerminal)) ?? []
    if (file === undefined) for (const chunk of chunks) world.stdout.write(chunk)
    else {
      world.writeFile(resolve(world.cwd, file), chunks)
      world.stderr.write(`bulkhead: the ${format} report is in ${file}\n`)
    }
  }
}

/** Columns where nobody reads along: a build log, a file. */
const defaultWidth = 100

function viewOf(flags: FlagValues, world: World, output: Output | undefined): View {
  return {
    hasColor: hasColor(world.env, output?.isTerminal === true),
    width: output?.isTerminal === true ? output.columns : defaultWidth,
    isFull: flags.isSet('all'),
    groupBy: groupings.find((each) => each === flags.text('group-by')) ?? 'asset',
  }
}

/** NO_COLOR wins over FORCE_COLOR, both over what the output is; an empty value says nothing (no-color.org). */
export function hasColor(env: World['env'], isTerminal: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false
  const forced = env['FORCE_COLOR'] ?? ''
  if (forced !== '') return forced !== '0' && forced !== 'false'
  return isTerminal && env['TERM'] !== 'dumb'
}
