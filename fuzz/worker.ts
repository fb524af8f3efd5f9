// Makes and runs the cases of one order, reader by reader.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'

import { minimise } from './minimise.ts'
import { caseSeed, Random } from './random.ts'
import type { Reader } from './reader.ts'
import { readers } from './readers.ts'

export interface Order {
  readonly seed: number
  /** Names; all where there are none. */
  readonly readers: readonly string[]
  /** The first case's number. */
  readonly from: number
  /** Cases of each reader, fewer for those with a smaller share. */
  readonly cases?: number
  /** For all readers together. */
  readonly minutes?: number
}

export interface Progress {
  readonly kind: 'progress'
  readonly reader: string
  readonly index: number
}

export type Verdict =
  | { readonly kind: 'done'; readonly cases: number; readonly text: string }
  | { readonly kind: 'failed'; readonly text: string }

const hangMilliseconds = 250
const warmUp = 2_000
/** More than the working set of any reader; what grows with the cases passes it soon. */
const mostHeapGrowth = 64 * 2 ** 20

const order = workerData as Order

/** Of this thread where Node can tell (23.9 and newer), else of the whole process. */
function cpuUsage(): NodeJS.CpuUsage {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage }
  return threadCpuUsage === undefined ? process.cpuUsage() : threadCpuUsage()
}

function tell(message: Progress | Verdict): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message)
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** The failure of one case; nothing where all that has to hold does. */
function failureOf(reader: Reader, text: string): string | undefined {
  try {
    reader.run({ path: reader.path, text })
    return undefined
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

/** CPU time of this thread: other programs and other threads do not count. */
function cpuMilliseconds(): number {
  const { user, system } = cpuUsage()
  return (user + system) / 1000
}

function isSlow(reader: Reader, text: string): boolean {
  for (let tries = 0; tries < 3; tries++) {
    const before = cpuMilliseconds()
    failureOf(reader, text)
    if (cpuMilliseconds() - before < hangMilliseconds) return false
  }
  return true
}

function heapUsed(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Runs one case and returns what is wrong with it. */
function runCase(reader: Reader, index: number): string | undefined {
  const text = reader.make(new Random(caseSeed(order.seed, reader.name, index)))
  const before = cpuMilliseconds()
  const failure = failureOf(reader, text)
  const repeat = `npm run fuzz -- --reader ${reader.name} --seed ${order.seed} --from ${index} --cases 1`
  if (failure !== undefined) {
    const [first = ''] = failure.split('\n')
    const small = minimise(text, (each) => failureOf(reader, each)?.startsWith(first) === true)
    return `FAILED ${reader.name}: ${failure}\n${JSON.stringify(small)}\n${repeat}`
  }
  if (index - order.from < warmUp || cpuMilliseconds() - before < hangMilliseconds) return undefined
  if (!isSlow(reader, text)) return undefined
  const small = minimise(text, (each) => isSlow(reader, each))
  return `SLOW ${reader.name}: more than ${hangMilliseconds} ms\n${JSON.stringify(small)}\n${repeat}`
}

/** Runs a reader until its cases or its time are used up. */
function runReader(reader: Reader, seconds: number): Verdict {
  const most = order.cases === undefined ? Infinity : Math.max(1, Math.ceil(order.cases * reader.share))
  const started = Date.now()
  const startedCpu = cpuMilliseconds()
  let told = 0
  let heap = 0
  let index = order.from
  for (; index - order.from < most; index++) {
    const now = Date.now()
    if ((now - started) / 1000 > seconds) break
    if (now - told > 1_000) {
      told = now
      tell({ kind: 'progress', reader: reader.name, index })
    }
    if (index - order.from === warmUp) heap = heapUsed()
    const failure = runCase(reader, index)
    if (failure !== undefined) return { kind: 'failed', text: failure }
  }
  const cases = index - order.from
  const rate = Math.round(cases / Math.max(0.001, (cpuMilliseconds() - startedCpu) / 1000))
  const grown = heap === 0 ? 0 : heapUsed() - heap
  if (grown > mostHeapGrowth)
    return { kind: 'failed', text: `LEAK ${reader.name}: the heap grew by ${grown} bytes` }
  return {
    kind: 'done',
    cases,
    text: `${reader.name.padEnd(24)} ${String(cases).padStart(9)} cases ${String(rate).padStart(7)}/s`,
  }
}

const chosen = readers.filter(({ name }) => order.readers.length === 0 || order.readers.includes(name))
if (chosen.length === 0) {
  const names = readers.map(({ name }) => name).join(', ')
  tell({ kind: 'failed', text: `No such reader. There are: ${names}` })
}
const seconds = order.minutes === undefined ? Infinity : (order.minutes * 60) / Math.max(1, chosen.length)
for (const reader of chosen) {
  const verdict = runReader(reader, seconds)
  tell(verdict)
  if (verdict.kind === 'failed') break
}
