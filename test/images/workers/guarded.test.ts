// Readers that hang, explode or break down in a worker: each costs what it read, and the next one is read all the same.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

import { OpenError } from '../../../src/images/blobs/open-error.ts'
import { GivenUp } from '../../../src/images/workers/given-up.ts'
import { GuardedReader } from '../../../src/images/workers/read-guarded.ts'
import { usualBounds } from '../../../src/images/workers/read-watch.ts'

const module = new URL('faulty-reader.ts', import.meta.url)
const bounds = { ...usualBounds, seconds: 4, heapMegabytes: 32, bufferMegabytes: 64 }

async function* bytesOf(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text)
}

const faults: readonly (readonly [text: string, reason: RegExp])[] = [
  ['hang', /took too long/],
  ['backtrack', /took too long/],
  ['fill the heap', /took too much memory/],
  ['make one array ever longer', /too much memory|broke down/],
  ['fill buffers', /took too much memory/],
  ['throw', /broke down \(planted\)/],
  ['throw later', /broke down \(planted later\)/],
  ['exit', /ended before it was done/],
]

for (const [text, reason] of faults)
  test(`a reader that is to ${text} is given up, and the next job is done`, async () => {
    const reader = new GuardedReader<string, string>(module, bounds)
    const given = reader.read('bad', bytesOf(text))
    await assert.rejects(given, (error) => error instanceof GivenUp && reason.test(error.message))
    assert.equal(await reader.read('good', bytesOf('a', 'b')), 'good: ab')
  })

test('what is wrong with the bytes reaches the reader, and is no fault of it', async () => {
  const reader = new GuardedReader<string, string>(module, bounds)
  async function* cut(): AsyncGenerator<Buffer> {
    yield* bytesOf('a')
    throw new OpenError('unreachable', 'The line is dead.')
  }
  assert.equal(await reader.read('cut', cut()), 'cut: a until unreachable')
  assert.equal(await reader.read('empty', bytesOf()), 'empty: ')
})

test('a reader that tells what it has read by itself has time for that', async () => {
  const reader = new GuardedReader<string, string>(module, bounds)
  assert.equal(await reader.read('slow', bytesOf('read by itself')), 'slow: read by itself')
})

test('jobs are done at once, each with its own bytes', async () => {
  const reader = new GuardedReader<string, string>(module, bounds)
  const names = ['a', 'b', 'c']
  const answers = await Promise.all(names.map(async (name) => await reader.read(name, bytesOf(name, name))))
  assert.deepEqual(answers, ['a: aa', 'b: bb', 'c: cc'])
})

test('of memory that chunks share a copy goes to the thread', async () => {
  const reader = new GuardedReader<string, string>(module, bounds)
  const shared = Buffer.from('abc'.repeat(4_000))
  async function* parts(): AsyncGenerator<Buffer> {
    yield shared.subarray(0, 5_000)
    yield shared.subarray(5_000)
  }
  assert.equal(await reader.read('a', parts()), `a: ${'abc'.repeat(4_000)}`)
  assert.equal(shared.toString(), 'abc'.repeat(4_000))
})

test('a long message of a reader is cut', async () => {
  const reader = new GuardedReader<string, string>(module, bounds)
  await assert.rejects(
    reader.read('a', bytesOf('throw at length')),
    ({ message }: Error) => message.length < 300,
  )
})

test('where no thread can be started, what was to be read is given up, and the process goes on', () => {
  const script = `
    import { GuardedReader } from '${new URL('../../../src/images/workers/read-guarded.ts', import.meta.url).href}'
    const reader = new GuardedReader(new URL('${module.href}'))
    reader.prepare()
    async function* bytes() {}
    await reader.read('good', bytes()).catch((error) => console.log(error.constructor.name, error.message))
  `
  const rights = ['--permission', '--allow-fs-read=*', '--input-type=module', '--eval', script]
  assert.equal(
    execFileSync(process.execPath, rights, { encoding: 'utf8' }),
    'GivenUp no thread could be started to read it (ERR_ACCESS_DENIED)\n',
  )
})
