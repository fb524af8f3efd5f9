// A database of advisories that are fetched from a mirror, which may do everything that servers do.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'

import { Database } from '../../src/images/advisories/database.ts'
import { endOfLife } from '../../src/images/advisories/end-of-life.ts'
import { folderWith } from '../sources/folder.ts'
import { debian } from './advise.ts'
import {
  type Answer,
  dropAfter,
  type Mirror,
  osvZip,
  sendFile,
  serveMirror,
  tagOf,
  trust,
  wholeMirror,
} from './mirror.ts'
import { zip } from './model-files/build.ts'
import { type Ran, runIn } from './run-command.ts'

interface Place {
  readonly mirror: Mirror
  readonly folder: string
  readonly update: (...args: readonly string[]) => Promise<Ran>
}

async function place(
  t: TestContext,
  changed: Readonly<Record<string, Uint8Array | Answer>> = {},
): Promise<Place> {
  const mirror = await serveMirror(t, { ...wholeMirror(), ...changed })
  trust(t, mirror)
  const folder = folderWith(t, { 'a.db': 'the old one' })
  return {
    mirror,
    folder,
    update: async (...args) =>
      await runIn(folder, ['db', 'update', '--db', 'a.db', '--from', mirror.url, ...args]),
  }
}

function database(folder: string): Database {
  return new Database(readFileSync(join(folder, 'a.db')))
}

function assertKept(folder: string): void {
  assert.equal(readFileSync(join(folder, 'a.db'), 'utf8'), 'the old one')
}

test('everything that a mirror has and that is looked up comes into the database', async (t) => {
  const { mirror, folder, update } = await place(t)
  const { code, out, err } = await update()
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /^5 records taken; 1 score of EPSS\n/)
  assert.deepEqual(mirror.asked, [
    '/ecosystems.txt',
    '/Debian/all.zip',
    '/PyPI/all.zip',
    '/known_exploited_vulnerabilities.json',
    '/epss_scores-current.csv.gz',
    '/endoflife.json',
  ])
  const made = database(folder)
  assert.deepEqual(made.head.ecosystems, { 'Debian:12': 2, PyPI: 1 })
  assert.equal(made.exploited('CVE-2026-0001')?.due, '2026-11-22')
  assert.equal(made.epss('CVE-2026-0001')?.probability, 0.5)
  assert.equal(endOfLife(debian, made, '2026-11-30')?.date, '2028-06-30')
  assert.equal(existsSync(join(folder, 'a.db.parts')), false)
})

test('a host alone is a mirror, too, without a slash behind it', async (t) => {
  const { mirror, folder } = await place(t)
  const { origin } = new URL(mirror.url)
  const { code } = await runIn(folder, ['db', 'update', '--db', 'a.db', '--from', origin])
  assert.deepEqual([code, mirror.asked[0]], [0, '/ecosystems.txt'])
})

test('of a mirror some ecosystems are fetched where they are named, and one that it has not is a mistake', async (t) => {
  const { mirror, update } = await place(t)
  assert.equal((await update('--ecosystem', 'PyPI')).code, 0)
  assert.ok(!mirror.asked.includes('/Debian/all.zip'))
  const { code, err } = await update('--ecosystem', 'PyPI,Alpine')
  assert.equal(code, 2)
  assert.match(err, /has no advisories of Alpine; it has Debian, PyPI/)
  const { folder } = await place(t)
  const whole = await runIn(folder, ['db', 'update', '--from', '.', '--ecosystem', 'PyPI'])
  assert.deepEqual([whole.code, /taken whole/.test(whole.err)], [2, true])
})

test('a transfer that breaks off goes on where it ended', async (t) => {
  const bytes = osvZip('PyPI', 'PYSEC-2026-1')
  let count = 0
  const flaky: Answer = (request, response) => {
    if (count++ === 0) dropAfter(40, bytes)(request, response)
    else sendFile(bytes, request, response)
  }
  const { mirror, folder, update } = await place(t, { 'PyPI/all.zip': flaky })
  assert.equal((await update()).code, 0)
  assert.deepEqual(
    mirror.asked.filter((each) => each.includes('PyPI')),
    ['/PyPI/all.zip', '/PyPI/all.zip bytes=40-'],
  )
  assert.equal(database(folder).head.ecosystems['PyPI'], 1)
})

test('what changed meanwhile is fetched anew, also from a server that mixes the two', async (t) => {
  const [before, after] = [osvZip('PyPI', 'PYSEC-2026-1'), osvZip('PyPI', 'PYSEC-2026-1', 'PYSEC-2026-2')]
  for (const isHonest of [true, false]) {
    let count = 0
    const changing: Answer = (request, response) => {
      const isMixed = !isHonest && count === 1
      if (count++ === 0) dropAfter(40, before)(request, response)
      else if (!isMixed) sendFile(after, request, response)
      else
        response
          .writeHead(206, {
            etag: tagOf(after),
            'content-range': `bytes 40-${after.length - 1}/${after.length}`,
          })
          .end(after.subarray(40))
    }
    const { folder, update } = await place(t, { 'PyPI/all.zip': changing })
    assert.equal((await update()).code, 0)
    assert.equal(database(folder).head.ecosystems['PyPI'], 2)
  }
})

test('what does not come whole leaves the database as it was; the next update fetches the rest alone', async (t) => {
  const bytes = osvZip('PyPI', 'PYSEC-2026-1')
  const { mirror, folder, update } = await place(t, { 'PyPI/all.zip': dropAfter(40, bytes) })
  const { code, err } = await update()
  assert.equal(code, 3)
  assert.match(err, /stopped sending.*The database was left as it is/)
  assertKept(folder)
  mirror.files.set('PyPI/all.zip', bytes)
  const asked = mirror.asked.length
  assert.equal((await update()).code, 0)
  assert.equal(mirror.asked[asked + 2], '/PyPI/all.zip bytes=40-')
  assert.deepEqual(database(folder).head.ecosystems, { 'Debian:12': 2, PyPI: 1 })
})

const other =
  (head: Readonly<Record<string, string>>, body: string | Uint8Array = ''): Answer =>
  (_, response) =>
    void response.writeHead(200, head).end(body)

test('what is not what it should be leaves the database as it was', async (t) => {
  const bytes = osvZip('PyPI', 'PYSEC-2026-1')
  const bomb = { name: 'a.json', content: Buffer.alloc(1000), isDeflated: true }
  const cases: readonly (readonly [path: string, answer: Uint8Array | Answer, why: RegExp])[] = [
    ['PyPI/all.zip', bytes.subarray(0, 100), /cut off/],
    [
      'PyPI/all.zip',
      other({ 'x-goog-hash': 'crc32c=AAAAAA==, md5=AAAAAAAAAAAAAAAAAAAAAA==' }, bytes),
      /not what localhost/,
    ],
    ['PyPI/all.zip', zip({ ...bomb, central: { size: 2 ** 31 } }), /bomb/],
    ['PyPI/all.zip', zip({ ...bomb, central: { size: 10 } }), /damaged/],
    ['PyPI/all.zip', zip({ ...bomb, central: { crc: 1 } }), /damaged/],
    ['PyPI/all.zip', other({ 'content-length': String(2 ** 40) }), /larger than/],
    ['epss_scores-current.csv.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), /EPSS.*cannot be unpacked/],
    ['known_exploited_vulnerabilities.json', Buffer.from('<html>Log in</html>'), /holds no record/],
    ['endoflife.json', (_, response) => void response.writeHead(403).end(), /answers 403/],
    [
      'PyPI/all.zip',
      redirect('http://mirror.example/all.zip'),
      /leads to http:\/\/mirror.example, which is not encrypted/,
    ],
    ['PyPI/all.zip', redirect('/PyPI/all.zip'), /redirects more than/],
  ]
  for (const [path, answer, why] of cases) {
    const { folder, update } = await place(t, { [path]: answer })
    const { code, err } = await update()
    assert.equal(code, 3, `${path} ${why}`)
    assert.match(err, why)
    assertKept(folder)
  }
})

function redirect(location: string): Answer {
  return (_, response) => void response.writeHead(302, { location }).end()
}

test('another place of the same file is gone to over https', async (t) => {
  const { folder, update } = await place(t, {
    'PyPI/all.zip': redirect('/elsewhere.zip'),
    'elsewhere.zip': osvZip('PyPI', 'PYSEC-2026-1'),
  })
  assert.equal((await update()).code, 0)
  assert.equal(database(folder).head.ecosystems['PyPI'], 1)
})

test('what a mirror does not have is told, and makes the update incomplete', async (t) => {
  const { mirror, folder, update } = await place(t)
  mirror.files.delete('epss_scores-current.csv.gz')
  const { code, err } = await update()
  assert.equal(code, 3)
  assert.match(
    err,
    /Without what is likely to be \(EPSS\), https:\S+: localhost:\d+ has no \/epss_scores-current\.csv\.gz\./,
  )
  assert.equal(database(folder).head.epss, undefined)
  assert.equal((await update('--allow-incomplete')).code, 0)
})

test('a server that nobody vouches for is not believed, and one without encryption not asked', async (t) => {
  const mirror = await serveMirror(t, wholeMirror())
  const folder = folderWith(t, { 'a.db': 'the old one' })
  const { code, err } = await runIn(folder, [
    'db',
    'update',
    '--db',
    'a.db',
    '--from',
    `${mirror.url}PyPI/all.zip`,
  ])
  assert.equal(code, 3)
  assert.match(err, /cannot be reached/)
  assert.equal(mirror.asked.length, 0)
  for (const url of ['http://mirror.example/', 'https://me:secret@mirror.example/', 'https://']) {
    const refused = await runIn(folder, ['db', 'update', '--db', 'a.db', '--from', url])
    assert.equal(refused.code, 2, url)
  }
  assertKept(folder)
})

test('single files of servers and folders that were carried here go together', async (t) => {
  const { mirror, folder } = await place(t)
  writeFileSync(join(folder, 'all.zip'), osvZip('PyPI', 'PYSEC-2026-1'))
  const from = ['--from', 'all.zip', '--from', `${mirror.url}known_exploited_vulnerabilities.json`]
  assert.equal((await runIn(folder, ['db', 'update', '--db', 'a.db', ...from])).code, 0)
  assert.deepEqual([database(folder).head.ecosystems, database(folder).head.exploited], [{ PyPI: 1 }, 1])
})

test('the program believes the authority that Node is told of', async (t) => {
  const mirror = await serveMirror(t, wholeMirror())
  const folder = folderWith(t, { 'authority.pem': mirror.authority.pem })
  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
  const args = [main, 'db', 'update', '--db', 'a.db', '--from', mirror.url]
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') }
  await promisify(execFile)(process.execPath, args, { cwd: folder, env })
  assert.equal(database(folder).head.exploited, 1)
})
