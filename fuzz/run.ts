// `npm run fuzz -- --minutes 10`: feeds every reader mutated input and counts the cases. The first case that breaks is
// cut down, printed and ends the run with exit code 1. A second thread makes the cases, so that a hang is noticed too.
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'

import type { Order, Progress, Verdict } from './worker.ts'

/** No case takes a noticeable part of that, on any machine. */
const hangSeconds = 60

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    cases: { type: 'string' },
    reader: { type: 'string', multiple: true },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
  },
})

const order: Order = {
  seed: Number(values.seed ?? Date.now() % 2 ** 31),
  readers: values.reader ?? [],
  from: Number(values.from),
  ...(values.cases === undefined ? {} : { cases: Number(values.cases) }),
  ...(values.cases === undefined || values.minutes !== undefined
    ? { minutes: Number(values.minutes ?? 1) }
    : {}),
}
process.stdout.write(`seed ${order.seed}\n`)

let latest: Progress | undefined
let since = Date.now()
let total = 0
const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: order })

worker.on('message', (message: Progress | Verdict) => {
  since = Date.now()
  if (message.kind === 'progress') latest = message
  else if (message.kind === 'done') {
    total += message.cases
    process.stdout.write(`${message.text}\n`)
  } else end(1, `${message.text}\n`)
})
worker.on('error', (error) => end(1, `${String(error.stack)}\nafter ${JSON.stringify(latest)}\n`))
worker.on('exit', (code) => {
  if (code === 0) process.stdout.write(`${total} cases, no failure\n`)
})

const watch = setInterval(() => {
  if (Date.now() - since < hangSeconds * 1000) return
  end(1, `HANG within a second after ${JSON.stringify(latest)} with --seed ${order.seed}\n`)
}, 1000)
watch.unref()

function end(code: number, text: string): void {
  process.stderr.write(text)
  process.exitCode = code
  void worker.terminate()
}
