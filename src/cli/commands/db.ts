import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import { Collector, type Taken } from '../../images/advisories/collector.ts'
import { type DatabaseHead, writeDatabase } from '../../images/advisories/database-text.ts'
import { readRecords } from '../../images/advisories/read-records.ts'
import { OpenError } from '../../images/open/open-error.ts'
import { plural } from '../../kernel/text.ts'
import type { Command } from '../command.ts'
import { databaseFlags, databasePath, loadDatabase } from '../database.ts'
import type { FlagValues } from '../flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

export const dbCommand: Command = {
  name: 'db',
  summary: 'Make the database of advisories, or say what is in it',
  operands: 'update|status',
  flags: {
    from: {
      type: 'string',
      value: 'PATH',
      summary:
        'Folder or file of advisories (OSV, CISA KEV, EPSS, endoflife.date; JSON, NDJSON or CSV, also gzip); repeatable',
    },
    ...databaseFlags,
  },
  examples: [
    ['bulkhead db update --from advisories/', 'from files that were carried here: nothing is fetched'],
    ['bulkhead db status', 'what it holds, and how old it is'],
  ],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  const [verb, ...others] = flags.positionals
  if (others.length === 0 && verb === 'update') return await update(flags, world)
  if (others.length === 0 && verb === 'status') return status(flags, world)
  throw new UsageError(
    'Say what to do with the database: bulkhead db update --from FOLDER, or bulkhead db status.',
  )
}

async function update(flags: FlagValues, world: World): Promise<ExitCode> {
  const paths = flags.values('from').map((path) => resolve(world.cwd, path))
  if (paths.length === 0)
    throw new UsageError('Name where the advisories are: bulkhead db update --from FOLDER.')
  const collector = new Collector()
  for (const path of paths) await takeFrom(path, collector)
  const content = collector.finish(world.today)
  if (content.advisories.size === 0)
    throw new UsageError('No advisory was found there; the database was left as it is.')
  const path = databasePath(flags, world)
  world.writeFile(path, writeDatabase(content))
  world.stdout.write(`${takenSentence(collector.taken)}\n${path}\n`)
  return 0
}

async function takeFrom(path: string, collector: Collector): Promise<void> {
  if (!existsSync(path)) throw new UsageError(`There is no ${path}.`)
  try {
    await readRecords(path, collector)
  } catch (error) {
    if (error instanceof OpenError) throw new UsageError(`The advisories cannot be read: ${error.message}`)
    throw error
  }
}

function takenSentence({ taken, unusable, malformed, scores }: Taken): string {
  const left = [
    ...(scores === 0 ? [] : [`${plural(scores, 'score')} of EPSS`]),
    ...(unusable === 0 ? [] : [`${unusable} say nothing about versions that are known here`]),
    ...(malformed === 0 ? [] : [`${malformed} are no records`]),
  ]
  return [`${plural(taken, 'record')} taken`, ...left].join('; ')
}

function status(flags: FlagValues, world: World): ExitCode {
  const database = loadDatabase(flags, world)
  if (database === undefined) {
    world.stdout.write(`There is no database yet (${databasePath(flags, world)}).\n`)
    return 3
  }
  const { made, newest, ecosystems, exploited, epss } = database.head
  const lines = [
    `made ${made}${newest === undefined ? '' : `, newest advisory of ${newest}`}`,
    ...Object.entries(ecosystems)
      .sort()
      .map(([name, count]) => `${String(count).padStart(8)}  ${name}`),
    `${String(exploited).padStart(8)}  known to be exploited`,
    ...(epss === undefined ? [] : [epssLine(epss)]),
  ]
  world.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

function epssLine({ scores, model, date }: NonNullable<DatabaseHead['epss']>): string {
  const aside = [date === undefined ? '' : ` of ${date}`, model === undefined ? '' : `, model ${model}`]
  return `${String(scores).padStart(8)}  scored by EPSS${aside.join('')}`
}
