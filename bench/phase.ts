// One measured phase in a process of its own, so that every figure is cold. Prints one line of JSON.
import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

import { parseEvents } from 'js-yaml'

const [phase = '', folder = '', code = ''] = process.argv.slice(2)

type Phase = () => Promise<Record<string, number>>

/** The floor: read the same files and turn them into YAML events. */
async function floor(): Promise<Record<string, number>> {
  const start = performance.now()
  let events = 0
  for (const path of globSync('**/*.{yaml,yml}', { cwd: folder })) {
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

interface CompiledJudge {
  readonly readPlatform: (input: object, options: object) => { platform: object }
  readonly judge: (platform: object, controls: object) => { judgements: unknown[] }
  readonly registry: object
}

/** The part of a scan that is no question of breaches: files to the verdicts of all controls. */
async function judgeAll(): Promise<Record<string, number>> {
  const { readFiles } = await load()
  const paths = ['engine/read-platform.js', 'controls/judge.js', 'controls/registry.js']
  const parts = await Promise.all(paths.map((path) => import(join(code, path))))
  const { readPlatform, judge, registry } = Object.assign({}, ...parts) as CompiledJudge
  const start = performance.now()
  const { files } = readFiles([folder], { cwd: folder, maxFileBytes: 2 ** 26 })
  const documents = files.map(({ document }) => document)
  const { platform } = readPlatform({ documents }, { today: '2026-01-01' })
  const { judgements } = judge(platform, registry)
  const ms = performance.now() - start
  return { ms, judgements: judgements.length, rss: process.memoryUsage.rss() / 2 ** 20 }
}

interface CompiledReach {
  readonly parseKubernetes: (document: object) => { facts: object[] }
  readonly link: (facts: object[], options: object) => object
  readonly buildReach: (
    platform: object,
    options: object,
  ) => { classes: { pods: object[] }[]; connectionsFrom: (from: object) => unknown[] }
}

async function loadReach(): Promise<CompiledReach> {
  const parse = (await import(join(code, 'sources/kubernetes/parse.js'))) as Pick<
    CompiledReach,
    'parseKubernetes'
  >
  const linking = (await import(join(code, 'link/link.js'))) as Pick<CompiledReach, 'link'>
  const reach = (await import(join(code, 'reach/reach.js'))) as Pick<CompiledReach, 'buildReach'>
  return { ...parse, ...linking, ...reach }
}

/** From the linked platform to the connection between every two classes of pods. */
async function reachAll(): Promise<Record<string, number>> {
  const { parseKubernetes, link, buildReach } = await loadReach()
  const paths = globSync('**/*.{yaml,yml}', { cwd: folder }).sort()
  const facts = paths.flatMap(
    (path) => parseKubernetes({ path, text: readFileSync(join(folder, path), 'utf8') }).facts,
  )
  const options = { kubernetesVersion: '1.34', platformNamespaces: [], untrustedNamespaces: [] }
  const platform = link(facts, options)
  const start = performance.now()
  const { classes, connectionsFrom } = buildReach(platform, { blocksMatchPods: 'no' })
  const built = performance.now()
  let pairs = 0
  for (const { pods } of classes) pairs += connectionsFrom({ kind: 'pod', pod: pods[0] }).length
  const done = performance.now()
  const rss = process.memoryUsage.rss() / 2 ** 20
  return { ms: done - start, buildMs: built - start, classes: classes.length, pairs, rss }
}

/** Texts as images hold them: what packages bring, of a size that is searched. */
function readTexts(): { readonly path: string; readonly bytes: Buffer }[] {
  return globSync('**/*.{js,cjs,mjs,ts,json,md,map}', { cwd: folder })
    .sort()
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }))
    .filter(({ bytes }) => bytes.length <= 5 * 2 ** 20)
}

/** CPU time: what else the machine does is not in it. */
function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What every layer of an image costs anyway. */
async function unpackTexts(): Promise<Record<string, number>> {
  const packed = readTexts().map(({ bytes }) => gzipSync(bytes, { level: 6 }))
  const start = cpuMilliseconds()
  for (const each of packed) createHash('sha256').update(gunzipSync(each)).digest()
  return { ms: cpuMilliseconds() - start }
}

interface CompiledSecrets {
  readonly findSecrets: (path: string, text: string) => { secrets: unknown[] }
}

async function searchTexts(): Promise<Record<string, number>> {
  const { findSecrets } = (await import(join(code, 'images/secrets/find-secrets.js'))) as CompiledSecrets
  const texts = readTexts()
  const start = cpuMilliseconds()
  let [megabytes, secrets] = [0, 0]
  for (const { path, bytes } of texts) {
    secrets += findSecrets(path, bytes.toString('utf8')).secrets.length
    megabytes += bytes.length / 1e6
  }
  return { ms: cpuMilliseconds() - start, megabytes, secrets }
}

const phases: Readonly<Record<string, Phase>> = {
  floor,
  scan: scanAll,
  judge: judgeAll,
  reach: reachAll,
  unpack: unpackTexts,
  secrets: searchTexts,
}
const run = phases[phase]
if (run === undefined) throw new Error(`There is no phase '${phase}'.`)
process.stdout.write(`${JSON.stringify(await run())}\n`)
