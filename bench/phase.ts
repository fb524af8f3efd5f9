// One measured phase in a process of its own, so that every figure is cold. Prints one line of JSON.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { parseEvents } from 'js-yaml'

const [phase = '', folder = '', code = ''] = process.argv.slice(2)

type Phase = () => Promise<Record<string, number>>

/** The floor: read the same files and turn them into YAML events. */
async function floor(): Promise<Record<string, number>> {
  const start = performance.now()
  let events = 0
  for (const path of globSync('**/*.yaml', { cwd: folder })) {
    events += parseEvents(readFileSync(join(folder, path), 'utf8'), {}).length
  }
  return { ms: performance.now() - start, events }
}

interface Compiled {
  readonly readFiles: (
    paths: string[],
    options: object,
  ) => { files: { document: object }[]; problems: []; skipped: [] }
  readonly scan: (input: object, options: object) => { findings: unknown[]; sources: unknown }
  readonly jsonChunks: (report: object) => Iterable<string>
}

async function load(): Promise<Compiled> {
  const files = (await import(join(code, 'sources/files/read.js'))) as Pick<Compiled, 'readFiles'>
  const engine = (await import(join(code, 'engine/scan.js'))) as Pick<Compiled, 'scan'>
  const json = (await import(join(code, 'report/json.js'))) as Pick<Compiled, 'jsonChunks'>
  return { ...files, ...engine, ...json }
}

/** Files to the finished report, and the report to JSON. */
async function scanAll(): Promise<Record<string, number>> {
  const { readFiles, scan, jsonChunks } = await load()
  const start = performance.now()
  const found = readFiles([folder], { cwd: folder, maxFileBytes: 2 ** 26 })
  const read = performance.now()
  const report = scan({ documents: found.files.map(({ document }) => document) }, { today: '2026-01-01' })
  const done = performance.now()
  const rss = process.memoryUsage.rss() / 2 ** 20
  const { sources: _, ...plain } = report
  const stringifyStart = performance.now()
  const plainLength = JSON.stringify(plain, undefined, 2).length
  const stringify = performance.now() - stringifyStart
  const jsonStart = performance.now()
  let jsonLength = 0
  for (const chunk of jsonChunks(report)) jsonLength += chunk.length
  const json = performance.now() - jsonStart
  return {
    ms: done - start,
    readMs: read - start,
    findings: report.findings.length,
    rss,
    stringify,
    json,
    plainLength,
    jsonLength,
  }
}

const phases: Readonly<Record<string, Phase>> = { floor, scan: scanAll }
const run = phases[phase]
if (run === undefined) throw new Error(`There is no phase '${phase}'.`)
process.stdout.write(`${JSON.stringify(await run())}\n`)
