import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

import { OpenError, reasonOf } from '../blobs/open-error.ts'
import { GivenUp } from './given-up.ts'
import type { Order, Said } from './message.ts'
import { type Bounds, hardLimits, usualBounds, Watch } from './read-watch.ts'

/** TypeScript as it is developed, JavaScript as it is published. */
const extension = extname(import.meta.filename)
const entry = new URL(`read-entry${extension}`, import.meta.url)

/** The place of a module for workers that lies beside another module. */
export function besides(url: string, name: string): URL {
  return new URL(`${name}${extension}`, url)
}

/**
 * Reads hostile bytes in threads of their own: what takes too long, takes too much memory or breaks down costs itself alone.
 * A thread is kept for the next job, and keeps no process from ending while it has none.
 */
export class GuardedReader<Job, Answer> {
  readonly #module: URL
  readonly #bounds: Bounds
  readonly #idle = new Set<Worker>()

  /** @param module a `JobModule` */
  constructor(module: URL, bounds: Bounds = usualBounds) {
    this.#module = module
    this.#bounds = bounds
  }

  /** Starts a thread beforehand, beside whatever else is done. Where none can be started, who reads is told. */
  prepare(): void {
    if (this.#idle.size > 0) return
    try {
      this.#keep(this.#start())
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error
    }
  }

  /** @throws GivenUp */
  async read(job: Job, chunks: AsyncIterable<Buffer>): Promise<Answer> {
    const worker = this.#take()
    const source = chunks[Symbol.asyncIterator]()
    try {
      const answer = (await answerOf(worker, { job, source, bounds: this.#bounds })) as Answer
      this.#keep(worker)
      return answer
    } catch (error) {
      await worker.terminate()
      throw error
    } finally {
      await source.return?.()
    }
  }

  #take(): Worker {
    const [worker = this.#start()] = this.#idle
    this.#idle.delete(worker)
    worker.ref()
    return worker
  }

  #keep(worker: Worker): void {
    worker.unref()
    this.#idle.add(worker)
  }

  #start(): Worker {
    const worker = startThread(this.#module, this.#bounds)
    // Whoever waits for an answer hears of it as well; an error that nobody hears ends the process.
    worker.on('error', () => this.#idle.delete(worker))
    worker.on('exit', () => this.#idle.delete(worker))
    return worker
  }
}

/** @throws GivenUp where the system gives no more threads, or Node may start none */
function startThread(module: URL, bounds: Bounds): Worker {
  try {
    return new Worker(entry, { workerData: module.href, resourceLimits: hardLimits(bounds) })
  } catch (error) {
    throw new GivenUp(`no thread could be started to read it (${reasonOf(error)})`)
  }
}

interface Reading {
  readonly job: unknown
  readonly source: AsyncIterator<Buffer>
  readonly bounds: Bounds
}

/** Gives a worker its job, and the bytes that it asks for, until it has an answer. */
async function answerOf(worker: Worker, { job, source, bounds }: Reading): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const watch = new Watch(worker, bounds, reject)
  let isOver = false
  const send = (order: Order): void => {
    if (isOver) return
    watch.start(order.kind === 'chunk' ? order.bytes.length : 0)
    worker.postMessage(order, order.kind === 'chunk' ? [order.bytes.buffer] : [])
  }
  const hear = (said: Said): void => {
    watch.stop()
    if (said.kind === 'read') watch.start(said.bytes)
    else if (said.kind === 'done') resolve(said.answer)
    else if (said.kind === 'thrown') reject(brokenDown(said.message))
    else void orderOf(source).then(send)
  }
  const fail = (error: unknown): void => reject(endedBy(error))
  const end = (): void => reject(new GivenUp('its reader ended before it was done'))
  worker.on('message', hear).on('error', fail).on('exit', end)
  try {
    send({ kind: 'job', job })
    return await promise
  } finally {
    isOver = true
    watch.stop()
    worker.off('message', hear).off('error', fail).off('exit', end)
  }
}

async function orderOf(source: AsyncIterator<Buffer>): Promise<Order> {
  try {
    const { value, done } = await source.next()
    return done === true ? { kind: 'end' } : { kind: 'chunk', bytes: ownBytes(value) }
  } catch (error) {
    if (error instanceof OpenError) return { kind: 'broken', code: error.code, message: error.message }
    return { kind: 'broken', message: reasonOf(error) }
  }
}

/** A chunk goes to the other thread; of one that shares its memory with others a copy. */
function ownBytes(chunk: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = chunk
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(chunk)
}

function endedBy(error: unknown): GivenUp {
  const reason = reasonOf(error)
  if (reason === 'ERR_WORKER_OUT_OF_MEMORY') return new GivenUp('reading it took too much memory')
  return brokenDown(reason)
}

/** What it says may quote the bytes that it was about. */
function brokenDown(reason: string): GivenUp {
  return new GivenUp(`its reader broke down (${reason.slice(0, 200)})`)
}
