// Several updates of one database at once, in processes of their own, and some that are killed: what is left is always whole.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

import { Database } from '../../src/images/advisories/database.ts'
import { folderWith } from '../sources/folder.ts'
import { advisory } from './advise.ts'
import { runIn } from './run-command.ts'

const program = join(import.meta.dirname, '../../src/cli/main.ts')

function start(t: TestContext, folder: string, from: string): ChildProcess {
  const args = [program, 'db', 'update', '--db', 'a.db', '--from', from]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  t.after(() => void child.kill('SIGKILL'))
  return child
}

/** So many advisories that writing them takes a while; each names the file that it comes from. */
function records(of: string, count = 2000): string {
  const events = [{ introduced: '0' }, { fixed: '9' }]
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify(advisory({ id: `${of}-${index}`, name: `package-${index}`, events })),
  ).join('\n')
}

/** Of which file all advisories in the database come. */
function originIn(folder: string): string {
  const text = readFileSync(join(folder, 'a.db'), 'utf8')
  const origins = new Set([...text.matchAll(/"(FILE\d+)-\d+"/g)].map(([, origin]) => origin))
  assert.equal(origins.size, 1, 'all of one update')
  assert.equal(new Database(Buffer.from(text)).head.ecosystems['Debian:12'], 2000)
  return [...origins].join()
}

function databaseFiles(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('a.db'))
}

/** A server that begins to answer and never ends. */
async function stallingServer(t: TestContext): Promise<{ url: string; asked: Promise<unknown> }> {
  const server = createServer((_, response) => void response.writeHead(200).write('{"id":'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : ''
  return { url: `http://127.0.0.1:${port}/osv.json`, asked: once(server, 'request') }
}

test('of ten updates at once each ends well, and the database is that of one of them, whole', async (t) => {
  const names = Array.from({ length: 10 }, (_, index) => `FILE${index}`)
  const files = Object.fromEntries(names.map((name) => [`${name}.ndjson`, records(name)]))
  const folder = folderWith(t, files)
  const children = names.map((name) => start(t, folder, `${name}.ndjson`))
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number))
  assert.deepEqual(
    codes,
    names.map(() => 0),
  )
  assert.ok(names.includes(originIn(folder)))
  assert.deepEqual(databaseFiles(folder), ['a.db'])
})

test('an update that is killed in the middle leaves the old database, and holds up no other', async (t) => {
  const folder = folderWith(t, { 'FILE1.ndjson': records('FILE1'), 'FILE2.ndjson': records('FILE2') })
  assert.equal((await runIn(folder, ['db', 'update', '--db', 'a.db', '--from', 'FILE1.ndjson'])).code, 0)
  const { url, asked } = await stallingServer(t)
  const child = start(t, folder, url)
  await asked
  assert.ok(existsSync(join(folder, 'a.db.lock')))
  child.kill('SIGKILL')
  await once(child, 'exit')
  writeFileSync(join(folder, `a.db.${'0'.repeat(36)}.new`), 'half of what was to be written')
  assert.equal(originIn(folder), 'FILE1')
  const { code, err } = await runIn(folder, ['db', 'update', '--db', 'a.db', '--from', 'FILE2.ndjson'])
  assert.deepEqual([code, err], [0, ''])
  assert.equal(originIn(folder), 'FILE2')
  assert.deepEqual(databaseFiles(folder), ['a.db'])
})

test('one that finds another at work waits for it, and says for whom', async (t) => {
  const folder = folderWith(t, { 'FILE1.ndjson': records('FILE1') })
  const { url, asked } = await stallingServer(t)
  const first = start(t, folder, url)
  await asked
  const second = start(t, folder, 'FILE1.ndjson')
  assert.ok(second.stderr !== null)
  const [told] = (await once(second.stderr, 'data')) as [Buffer]
  assert.match(String(told), new RegExp(`\\(process ${first.pid} on ${hostname()}\\): waiting for it`))
  assert.equal(existsSync(join(folder, 'a.db')), false)
  first.kill('SIGKILL')
  assert.deepEqual(await once(second, 'exit'), [0, null])
  assert.equal(originIn(folder), 'FILE1')
})

const longAgo = new Date('2026-01-01T00:00:00Z')

test('a lock that was left behind holds up nobody, whoever left it', async (t) => {
  const own = { token: 'x', pid: process.pid, host: hostname() }
  const left: readonly (readonly [text: string, isOld: boolean])[] = [
    // The number of a process that is gone may be that of the one that asks: in containers it is always the same.
    [JSON.stringify(own), false],
    [JSON.stringify({ ...own, pid: 1, host: 'another.example' }), true],
    [JSON.stringify({ ...own, pid: 1 }), true],
    ['', true],
    ['{"pid":"1"', true],
  ]
  for (const [text, isOld] of left) {
    const folder = folderWith(t, { 'FILE1.ndjson': records('FILE1'), 'a.db.lock': text })
    if (isOld) utimesSync(join(folder, 'a.db.lock'), longAgo, longAgo)
    const { code, err } = await runIn(folder, ['db', 'update', '--db', 'a.db', '--from', 'FILE1.ndjson'])
    assert.deepEqual([code, err], [0, ''], text)
    assert.deepEqual(databaseFiles(folder), ['a.db'])
  }
})
