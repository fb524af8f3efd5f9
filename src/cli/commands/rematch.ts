import { join, relative, resolve } from 'node:path'

import { z } from 'zod'

import { summariseAdvisories } from '../../engine/image.ts'
import {
  joinUsage,
  type Rematched,
  rematch,
  rematchExitCode,
  type RematchOptions,
  toldKey,
} from '../../engine/rematch.ts'
import { oldAdvisories } from '../../engine/old-advisories.ts'
import { version } from '../../engine/version.ts'
import type { Database } from '../../images/advisories/database.ts'
import { OpenError } from '../../images/blobs/open-error.ts'
import { readStored, storedFiles } from '../../images/stored/read-stored.ts'
import type { RematchReport } from '../../images/stored/rematch-report.ts'
import { vexProblems } from '../../images/vex/problems.ts'
import { type Severity, severities } from '../../knowledge/guarantees.ts'
import type { Problem } from '../../model/problem.ts'
import { jsonDocument } from '../../report/json-chunks.ts'
import { renderRematch } from '../../report/rematch/terminal.ts'
import type { Command } from '../command.ts'
import { databaseFlags, loadDatabase } from '../database.ts'
import type { FlagValues } from '../flags.ts'
import { type Call, dataFormat, outputFlag, viewOf, writeOut } from '../output.ts'
import { loadVex, vexFlags } from '../vex.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

const { vex } = vexFlags

export const rematchCommand: Command = {
  name: 'rematch',
  summary: 'Match inventories of earlier scans with the advisories of today, without their images',
  operands: 'FILE|DIR…',
  flags: {
    format: dataFormat,
    output: outputFlag,
    baseline: {
      type: 'string',
      value: 'FILE',
      summary: 'Leave out what an earlier JSON report of rematch told as new already',
    },
    'fail-on': {
      type: 'string',
      value: 'SEVERITY',
      choices: [...severities, 'never'],
      summary: 'Lowest severity of something new that makes the exit code 1 (default high)',
    },
    ...(vex === undefined ? {} : { vex }),
    ...databaseFlags,
    all: { type: 'boolean', summary: 'Print every new vulnerability and image' },
    'allow-incomplete': { type: 'boolean', summary: 'Let what was not read not change the exit code' },
  },
  examples: [
    ['bulkhead image app.tar -f json -o inventories/app.json', 'keep what an image holds'],
    ['bulkhead rematch inventories/', 'what is new in them since'],
    [
      'bulkhead rematch inventories/ --baseline yesterday.json -f json -o today.json',
      'what is new since yesterday',
    ],
    ['bulkhead rematch vendor.cdx.json', 'a bill of materials in CycloneDX or SPDX 2'],
  ],
  run,
}

function run(flags: FlagValues, world: World): ExitCode {
  if (flags.positionals.length === 0)
    throw new UsageError('Name inventories of earlier scans: bulkhead rematch FILE|DIR…')
  const database = loadDatabase(flags, world)
  if (database === undefined)
    throw new UsageError('There is no database of advisories yet: bulkhead db update makes one.')
  const call = { flags, world }
  const report = reportOn(database, call)
  write(report, call)
  return rematchExitCode(report.images, report.problems, {
    failOn: (flags.text('fail-on') ?? 'high') as Severity | 'never',
    allowsIncomplete: flags.isSet('allow-incomplete'),
  })
}

function reportOn(database: Database, call: Call): RematchReport {
  const options = { database, vex: loadVex(call), told: loadTold(call) }
  const read = filesOf(call).map((name) => rematchFile(name, options, call.world))
  const done = read.filter((each) => 'image' in each)
  const advisories = summariseAdvisories(database, call.world.today)
  return {
    schema: 1,
    tool: { name: 'bulkhead', version },
    advisories,
    images: done.map(({ image }) => image),
    problems: [
      ...read.flatMap((each) => ('image' in each ? each.problems : [each])),
      ...oldAdvisories('advisories', advisories),
      ...vexProblems(joinUsage(done)),
    ],
  }
}

/** As they were named, with what lies below folders. @throws UsageError for what is not there */
function filesOf({ flags, world }: Call): string[] {
  return flags.positionals.flatMap((name) => {
    const path = resolve(world.cwd, name)
    try {
      return storedFiles(path).map((file) => (file === path ? name : join(name, relative(path, file))))
    } catch (error) {
      if (error instanceof OpenError) throw new UsageError(`${name} cannot be read: ${error.message}`)
      throw error
    }
  })
}

function rematchFile(name: string, options: RematchOptions, { cwd }: World): Rematched | Problem {
  try {
    return rematch(readStored(resolve(cwd, name), name), options)
  } catch (error) {
    if (error instanceof OpenError) return error.problemAt(name)
    throw error
  }
}

const toldVulnerability = z.looseObject({
  vulnerability: z.string(),
  kind: z.string(),
  package: z.string(),
  version: z.string(),
  exploited: z.unknown().optional(),
})

const toldSchema = z.object({
  schema: z.literal(1),
  images: z.array(
    z.object({
      reference: z.string(),
      digest: z.string().optional(),
      new: z.array(toldVulnerability),
      told: z.array(toldVulnerability).default([]),
    }),
  ),
})

/** What it told, and what those before it had. @throws UsageError for a baseline that is missing, or no report of rematch */
function loadTold({ flags, world }: Call): RematchOptions['told'] {
  const name = flags.text('baseline')
  if (name === undefined) return new Map()
  const { success, data } = toldSchema.safeParse(parseJson(world.readFile(resolve(world.cwd, name)) ?? ''))
  if (!success) throw new UsageError(`The baseline ${name} is no JSON report of bulkhead rematch.`)
  return new Map(
    data.images.flatMap(({ reference, digest, new: found, told }) => {
      const image = { reference, ...(digest === undefined ? {} : { digest }) }
      return [...told, ...found].map((each) => [toldKey(image, each), each.exploited !== undefined])
    }),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function write(report: RematchReport, call: Call): void {
  const isJson = call.flags.text('format') === 'json'
  writeOut(
    isJson ? jsonDocument(report, new Set(['images', 'problems'])) : [renderRematch(report, viewOf(call))],
    call,
  )
}
