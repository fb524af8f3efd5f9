import type { HeapInfo } from 'node:v8'
import type { ResourceLimits, Worker } from 'node:worker_threads'

import { GivenUp } from './given-up.ts'

/** What reading may take, each many times what the worst honest input needs. */
export interface Bounds {
  /** Seconds that a worker may be busy, from the start and after each pause at most. */
  readonly seconds: number
  /** Seconds that come back with each megabyte which the worker is given. */
  readonly secondsPerMegabyte: number
  /** Of objects. */
  readonly heapMegabytes: number
  /** Of bytes beside them. */
  readonly bufferMegabytes: number
}

export const usualBounds: Bounds = {
  seconds: 300,
  secondsPerMegabyte: 4,
  heapMegabytes: 1536,
  bufferMegabytes: 1024,
}

const lookMilliseconds = 100

/**
 * V8 ends the whole process where one allocation passes its limit by more than a little, so that the limit lies beyond what
 * the longest array and all else between two looks can take.
 */
const headroomMegabytes = 3072

export function hardLimits({ heapMegabytes }: Bounds): ResourceLimits {
  return { maxOldGenerationSizeMb: heapMegabytes + headroomMegabytes }
}

/** Looks after a worker while it is busy. What it waits for others, a registry say, is not its time. */
export class Watch {
  readonly #worker: Worker
  readonly #bounds: Bounds
  readonly #giveUp: (why: GivenUp) => void
  #left: number
  #since = 0
  #timer: NodeJS.Timeout | undefined

  constructor(worker: Worker, bounds: Bounds, giveUp: (why: GivenUp) => void) {
    this.#worker = worker
    this.#bounds = bounds
    this.#giveUp = giveUp
    this.#left = bounds.seconds
  }

  /** The worker has something to do, and so many bytes for it. */
  start(bytes: number): void {
    const { seconds, secondsPerMegabyte } = this.#bounds
    this.#left = Math.min(seconds, this.#left + (bytes / 2 ** 20) * secondsPerMegabyte)
    this.#since = performance.now()
    this.#timer = setInterval(() => this.#look(), lookMilliseconds)
  }

  stop(): void {
    if (this.#timer === undefined) return
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#left -= this.#busySeconds
  }

  get #busySeconds(): number {
    return (performance.now() - this.#since) / 1000
  }

  #look(): void {
    if (this.#busySeconds > this.#left) this.#giveUp(new GivenUp('reading it took too long', true))
    this.#worker.getHeapStatistics().then(
      (memory) => this.#weigh(memory),
      // It has ended, which is told elsewhere.
      () => {},
    )
  }

  #weigh({ used_heap_size: heap, external_memory: buffers }: HeapInfo): void {
    const { heapMegabytes, bufferMegabytes } = this.#bounds
    if (heap > heapMegabytes * 2 ** 20 || buffers > bufferMegabytes * 2 ** 20)
      this.#giveUp(new GivenUp('reading it took too much memory'))
  }
}
