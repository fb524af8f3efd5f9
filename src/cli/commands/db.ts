import type { DatabaseHead } from '../../images/advisories/database-text.ts'
import type { Command } from '../command.ts'
import { databaseFlags, databasePath, loadDatabase } from '../database.ts'
import { updateDatabase } from '../db-update.ts'
import type { FlagValues } from '../flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

export const dbCommand: Command = {
  name: 'db',
  summary: 'Make the database of advisories, or say what is in it',
  operands: 'update|status',
  flags: {
    from: {
      type: 'string',
      value: 'PATH|URL',
      summary:
        'Where advisories are: a folder or file (OSV, CISA KEV, EPSS, endoflife.date; JSON, NDJSON, CSV or zip, also gzip), a mirror (https://…/) or one file of a server; repeatable (default: who publishes them)',
    },
    ecosystem: {
      type: 'string',
      value: 'NAME',
      isList: true,
      summary: 'Fetch the advisories of these alone, such as Debian,PyPI (default: all that are matched)',
    },
    'allow-incomplete': { type: 'boolean', summary: 'Do without what cannot be fetched' },
    ...databaseFlags,
  },
  examples: [
    ['bulkhead db update', 'from OSV, CISA, FIRST and endoflife.date'],
    ['bulkhead db update --from https://mirror.example/advisories/', 'from a mirror of them'],
    ['bulkhead db update --from advisories/', 'from files that were carried here: nothing is fetched'],
    ['bulkhead db status', 'what it holds, and how old it is'],
  ],
  run,
}

async function run(flags: FlagValues, world: World): Promise<ExitCode> {
  const [verb, ...others] = flags.positionals
  if (others.length === 0 && verb === 'update') return await updateDatabase({ flags, world })
  if (others.length === 0 && verb === 'status') return status(flags, world)
  throw new UsageError('Say what to do with the database: bulkhead db update, or bulkhead db status.')
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
