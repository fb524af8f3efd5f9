import { once } from 'node:events'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'

import { OpenError, reasonOf } from '../blobs/open-error.ts'
import type { JobModule, Order, Said } from './message.ts'

/** Where a worker begins: it does the jobs of one module, one after the other, until it is ended. */
async function work(port: MessagePort): Promise<void> {
  const first = next(port)
  const module = (await import(String(workerData))) as JobModule<unknown, unknown>
  for (let order = await first; ; order = await next(port))
    if (order.kind === 'job') await doJob(module, order.job, port)
}

/** Bytes that were asked for are taken in any case: they must not come in the middle of the next job. */
async function doJob({ read }: JobModule<unknown, unknown>, job: unknown, port: MessagePort): Promise<void> {
  const say = (said: Said): void => port.postMessage(said)
  let asked: Promise<Order> | undefined
  const ask = async (): Promise<Order> => {
    say({ kind: 'more' })
    asked = next(port)
    return await asked
  }
  try {
    const answer = await read(job, chunksOf(ask), (bytes) => say({ kind: 'read', bytes }))
    await asked
    say({ kind: 'done', answer })
  } catch (error) {
    await asked
    say({ kind: 'thrown', message: reasonOf(error) })
  }
}

async function next(port: MessagePort): Promise<Order> {
  return ((await once(port, 'message')) as [Order])[0]
}

async function* chunksOf(ask: () => Promise<Order>): AsyncGenerator<Buffer> {
  for (;;) {
    const order = await ask()
    if (order.kind === 'broken') throw errorOf(order)
    if (order.kind !== 'chunk') return
    const { buffer, byteOffset, byteLength } = order.bytes
    yield Buffer.from(buffer, byteOffset, byteLength)
  }
}

function errorOf({ code, message }: Extract<Order, { kind: 'broken' }>): Error {
  return code === undefined ? new Error(message) : new OpenError(code, message)
}

if (parentPort !== null) await work(parentPort)
