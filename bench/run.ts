// `npm run bench`: speed as a ratio against a floor of the same run, on the compiled build. Nothing is asserted here.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { writeCluster } from './cluster.ts'
import { writeManifests } from './manifests.ts'

const root = join(import.meta.dirname, '..')
const code = join(root, 'dist')
const shared = process.env['BULKHEAD_SHARED'] ?? join(root, '..', 'shared')

function measure(phase: string, folder: string): Record<string, number> {
  const args = ['--max-old-space-size=4096', join(import.meta.dirname, 'phase.ts'), phase, folder, code]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Record<string, number>
}

/** The middle of several cold runs. */
function median(phase: string, folder: string): Record<string, number> {
  const runs = [1, 2, 3].map(() => measure(phase, folder)).sort((a, b) => (a['ms'] ?? 0) - (b['ms'] ?? 0))
  return runs[1] ?? {}
}

function timed(args: readonly string[]): number {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now()
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[3] ?? 0
}

/** One line: what was measured, its ratio to the floor, the budget and the figures behind. */
function print(
  what: string,
  { ratio, budget, detail }: { ratio: number; budget: string; detail: string },
): void {
  const shown = ratio.toFixed(2).padStart(6)
  process.stdout.write(`${what.padEnd(34)} ${shown} ×   budget ${budget.padEnd(6)} ${detail}\n`)
}

function benchStart(folder: string): void {
  const empty = join(folder, 'empty.mjs')
  writeFileSync(empty, '')
  const floor = timed([empty])
  const version = timed([join(root, 'bin', 'bulkhead.js'), '--version'])
  const detail = `${version.toFixed(0)} ms / ${floor.toFixed(0)} ms`
  print('bulkhead --version / empty script', { ratio: version / floor, budget: '≤ 3', detail })
}

function benchScan(folder: string, count: number): void {
  const input = join(folder, `scan-${count}`)
  writeManifests(input, count)
  const floor = median('floor', input)
  const scan = median('scan', input)
  const figure = (name: string): number => scan[name] ?? 0
  const floorMs = floor['ms'] ?? 1
  const shown = (name: string): string => figure(name).toFixed(0)
  print(`scan ${count} manifests / read + parse`, {
    ratio: figure('ms') / floorMs,
    budget: '≤ 2.5',
    detail: `${shown('ms')} ms (read ${shown('readMs')}) / ${floorMs.toFixed(0)} ms, ${shown('findings')} findings, ${shown('rss')} MB`,
  })
  const { ms = 0, rss = 0 } = median('judge', input)
  print('… to the verdicts alone', {
    ratio: ms / floorMs,
    budget: 'none',
    detail: `${ms.toFixed(0)} ms of them, ${rss.toFixed(0)} MB; the rest is breaches and findings`,
  })
  const detail = `${shown('json')} ms / ${shown('stringify')} ms`
  print('JSON report / JSON.stringify', {
    ratio: figure('json') / figure('stringify'),
    budget: '≤ 1.5',
    detail,
  })
}

function benchReach(folder: string, policies: number): void {
  const input = join(folder, `reach-${policies}`)
  writeCluster(input, { namespaces: 150, workloads: 2000, policies })
  printReach(`reach ${policies} policies / read + parse`, input, policies > 1000 ? '≤ 15' : '≤ 5')
}

/** A cluster that others made: the largest of np-guard's with blocks of addresses, where it is at hand. */
function benchForeignReach(name: string): void {
  const input = join(shared, 'conformance', 'np-guard', 'cases', name)
  if (existsSync(input)) printReach(`reach ${name} / read + parse`, input, 'none')
  else process.stdout.write(`reach ${name}: not measured, the labelled cases are not here\n`)
}

function printReach(what: string, input: string, budget: string): void {
  const floorMs = median('floor', input)['ms'] ?? 1
  const reach = median('reach', input)
  const shown = (name: string): string => (reach[name] ?? 0).toFixed(0)
  print(what, {
    ratio: (reach['ms'] ?? 0) / floorMs,
    budget,
    detail: `${shown('ms')} ms (index ${shown('buildMs')}) / ${floorMs.toFixed(0)} ms, ${shown('classes')} classes, ${shown('pairs')} pairs, ${shown('rss')} MB`,
  })
}

/** Pickles against a walk over their opcodes, weights against copying them. */
function benchModelFiles(kind: 'pickle' | 'archive'): void {
  const args = [join(import.meta.dirname, 'model-files.ts'), code, kind]
  const figures = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Record<
    string,
    number
  >
  const { ms = 0, floor = 1, megabytes = 0 } = figures
  const speed = (time: number): string => ((1000 * megabytes) / time).toFixed(0)
  const held = figures['held'] === undefined ? '' : `, ${figures['held'].toFixed(0)} MB held`
  print(kind === 'pickle' ? 'judge a pickle / walk its opcodes' : 'pass weights by / copy them', {
    ratio: ms / floor,
    budget: 'none',
    detail: `${speed(ms)} MB/s / ${speed(floor)} MB/s${held}`,
  })
}

/** Of the platform as it was read, and of its depths; then of what to change. */
const breachStages = ['load', 'link', 'survey', 'map', 'solve', 'measure']
const changeStages = ['controls', 'few', 'changes', 'cut', 'facts']

/** A size that takes longer is told as not finished. */
const patience = 180_000

/** Depths must fit into this much heap, the platform that was read included. */
const depthHeap = 1350

/** Time and memory of each stage, and how they grow. */
function benchBreach(pods: number): void {
  const best = runBreach([`--max-old-space-size=${depthHeap}`], [`${pods}`])
  if (best === undefined) return printUnfinished(`breach ${pods} pods / 10 s`)
  const { shown, stages } = figuresOf(best)
  print(`breach ${pods} pods / 10 s`, {
    ratio: (best['ms'] ?? 0) / 10_000,
    budget: '≤ 1',
    detail: `${shown('ms')} ms, ${shown('rss')} MB of 1500 (ms: ${stages(breachStages)}), ${shown('footholds')} footholds, ${shown('steps')} steps`,
  })
}

/** What to change, against the depths that it starts from. */
function benchChanges(pods: number): void {
  const best = runBreach(['--max-old-space-size=4096'], [`${pods}`, '--changes'])
  if (best === undefined) return printUnfinished(`changes of ${pods} pods / depths`)
  const { shown, stages } = figuresOf(best)
  print(`changes of ${pods} pods / depths`, {
    ratio: (best['changesMs'] ?? 0) / (best['ms'] ?? 1),
    budget: 'none',
    detail: `${shown('changesMs')} ms, ${shown('changesRss')} MB (ms: ${stages(changeStages)}), cost ${shown('cost')}, at least ${shown('lowerBound')}`,
  })
}

function runBreach(flags: readonly string[], args: readonly string[]): Record<string, number> | undefined {
  const command = [...flags, join(import.meta.dirname, 'breach.ts'), ...args]
  const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: patience })
  return status === 0 ? (JSON.parse(stdout) as Record<string, number>) : undefined
}

function figuresOf(best: Record<string, number>): {
  readonly shown: (name: string) => string
  readonly stages: (names: readonly string[]) => string
} {
  const shown = (name: string): string => (best[name] ?? 0).toFixed(0)
  return { shown, stages: (names) => names.map((name) => `${name} ${shown(name)}`).join(', ') }
}

function printUnfinished(what: string): void {
  print(what, { ratio: Infinity, budget: '≤ 1', detail: `not finished within ${patience / 1000} s` })
}

function imagePhase(phase: string, folder: string): Record<string, number> {
  const args = ['--max-old-space-size=2048', join(import.meta.dirname, 'image.ts'), phase, folder, code]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Record<string, number>
}

/** The middle of several runs by the clock. */
function imageRuns(phase: string, folder: string): Record<string, number> {
  const runs = [1, 2, 3, 4, 5].map(() => imagePhase(phase, folder))
  return runs.sort((a, b) => (a['ms'] ?? 0) - (b['ms'] ?? 0))[2] ?? {}
}

/** Layers read to their ends, against unpacking and hashing them; then many inventories against many advisories. */
function benchImages(folder: string): void {
  const { bytes = 0 } = imagePhase('make', folder)
  const floor = imageRuns('floor', folder)
  const megabytes = (bytes / 2 ** 20).toFixed(0)
  printLayer(`layer of ${megabytes} MB / gunzip + sha256`, [imageRuns('read', folder), floor], '≤ 1.3')
  printLayer('… with its secrets', [imageRuns('readSecrets', folder), floor], '≤ 2')
  imagePhase('readKept', folder)
  printLayer('… known from before', [imageRuns('readKept', folder), floor], 'none')
  imagePhase('makeTiny', folder)
  printLayer(
    'layer of 1000000 small files',
    [imagePhase('readTiny', folder), imagePhase('floorTiny', folder)],
    'none',
  )
  benchRematch(folder)
}

function printLayer(
  what: string,
  [read, floor]: readonly [Record<string, number>, Record<string, number>],
  budget: string,
): void {
  const shown = (figures: Record<string, number>, name: string): string => (figures[name] ?? 0).toFixed(0)
  const cpu = (read['cpu'] ?? 0) / (floor['cpu'] ?? 1)
  print(what, {
    ratio: (read['ms'] ?? 0) / (floor['ms'] ?? 1),
    budget,
    detail: `${shown(read, 'ms')} / ${shown(floor, 'ms')} ms, CPU ${cpu.toFixed(2)} × (${shown(read, 'cpu')} / ${shown(floor, 'cpu')} ms), ${shown(read, 'entries')} members, peak ${shown(read, 'rss')} MB`,
  })
}

function benchRematch(folder: string): void {
  const shown = (figures: Record<string, number>, name: string): string => (figures[name] ?? 0).toFixed(0)
  const made = imagePhase('makeDatabase', folder)
  const rematch = imagePhase('rematch', folder)
  print('10000 images × 200000 advisories', {
    ratio: (rematch['ms'] ?? 0) / 20_000,
    budget: '≤ 1',
    detail: `${shown(rematch, 'ms')} ms of 20000, load ${shown(rematch, 'loadMs')} ms, ${shown(rematch, 'matches')} matches, made in ${shown(made, 'ms')} ms`,
  })
}

/** What others wrote, each language against reading its files; CPU time. */
function benchLanguages(): void {
  for (const [language, folder] of [
    ['terraform', 'subjects'],
    ['bicep', 'subjects'],
    ['arm', ''],
  ] as const) {
    const from = join(shared, folder)
    if (!existsSync(from)) return printMissing(`read ${language}`)
    const args = [
      '--max-old-space-size=2048',
      join(import.meta.dirname, 'languages.ts'),
      language,
      from,
      code,
    ]
    const figures = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Record<
      string,
      number
    >
    const { ms = 1, readMs = 1, files = 0, megabytes = 0, assets = 0 } = figures
    print(`read ${language} / read files (CPU)`, {
      ratio: ms / readMs,
      budget: 'none',
      detail: `${((1000 * files) / ms).toFixed(0)} files/s, ${((1000 * megabytes) / ms).toFixed(2)} MB/s of ${files} files, ${megabytes.toFixed(1)} MB, ${assets} assets`,
    })
  }
}

function printMissing(what: string): void {
  process.stdout.write(`${what.padEnd(34)} skipped: the files to read are not at hand\n`)
}

/** The packages of this repository, searched as if they stood in an image outside of any library. */
function benchSecrets(): void {
  const packages = join(root, 'node_modules')
  const [floor, search] = [median('unpack', packages), median('secrets', packages)]
  const [ms = 1, megabytes = 0, floorMs = 1] = [search['ms'], search['megabytes'], floor['ms']]
  print('secrets / gunzip + sha256 (CPU)', {
    ratio: ms / floorMs,
    budget: '≤ 5',
    detail: `${((1000 * megabytes) / ms).toFixed(0)} MB/s, ${megabytes.toFixed(0)} MB, ${search['secrets']} found`,
  })
}

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-bench-'))
try {
  benchStart(folder)
  benchImages(folder)
  for (const count of [1000, 10_000]) benchScan(folder, count)
  for (const policies of [500, 5000]) benchReach(folder, policies)
  benchForeignReach('ipblockstest_3')
  for (const kind of ['pickle', 'archive'] as const) benchModelFiles(kind)
  benchSecrets()
  benchLanguages()
  for (const pods of [1000, 10_000, 100_000]) benchBreach(pods)
  for (const pods of [1000, 10_000]) benchChanges(pods)
} finally {
  rmSync(folder, { recursive: true })
}
