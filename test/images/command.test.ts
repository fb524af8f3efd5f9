// The commands `image` and `db`, from their words to their exit codes.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { makeDockerArchive, makeLayer, debianRelease, dpkgStatus } from './make-image.ts'
import { type Ran, runIn } from './run-command.ts'
import { newFolder } from '../new-folder.ts'

const folder = newFolder()
const base = makeLayer([debianRelease, dpkgStatus('bash=5.2')])
const own = makeLayer([dpkgStatus('bash=5.2', 'curl=8.1')])
writeFileSync(join(folder, 'app.tar'), makeDockerArchive([base, own]))
writeFileSync(join(folder, 'base.tar'), makeDockerArchive([base]))
const affected = (name: string): object => ({
  package: { ecosystem: 'Debian:12', name },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '9' }] }],
})
writeFileSync(
  join(folder, 'osv.ndjson'),
  `${JSON.stringify({ id: 'CVE-2026-0001', affected: [affected('bash')] })}\n${JSON.stringify({ id: 'CVE-2026-0002', affected: [affected('curl')] })}\n`,
)

const run = async (...args: string[]): Promise<Ran> => runIn(folder, args)

test('an image that nothing was matched with is incomplete', async () => {
  const { code, out } = await run('image', 'app.tar')
  assert.equal(code, 3)
  assert.match(out, /2 packages were not matched/)
  assert.equal((await run('image', 'app.tar', '--allow-incomplete')).code, 0)
  assert.equal((await run('db', 'status')).code, 3)
})

test('a database is made of files, told, and matched with; layers of the base are told apart', async () => {
  assert.equal((await run('db', 'update', '--from', 'osv.ndjson', '--db', 'a.db')).code, 0)
  assert.match((await run('db', 'status', '--db', 'a.db')).out, /2 {2}Debian:12/)
  const { code, out } = await run('image', 'app.tar', '--db', 'a.db', '--base', 'base.tar')
  assert.equal(code, 1)
  assert.match(out, /Rebuild removes 2 vulnerabilities in 2 source packages/)
  assert.match(out, /bash 5\.2 → 9 {2}in the base image/)
  assert.match(out, /curl 8\.1 → 9 {2}in own layers/)
  assert.equal((await run('image', 'app.tar', '--db', 'a.db', '--fail-on', 'never')).code, 0)
  assert.equal((await run('image', 'app.tar', '--db', 'a.db', '--fail-on', 'critical')).code, 0)
})

test('every format is printed', async () => {
  const json = JSON.parse((await run('image', 'app.tar', '-f', 'json')).out) as {
    schema: number
    packages: unknown[]
  }
  assert.deepEqual([json.schema, json.packages.length], [1, 2])
  assert.match((await run('image', 'app.tar', '-f', 'cyclonedx')).out, /"specVersion": "1\.6"/)
  assert.match((await run('image', 'app.tar', '-f', 'spdx')).out, /"SPDX-2\.3"/)
})

test('mistakes in the question are code 2, what is not there 3', async () => {
  for (const args of [
    ['image'],
    ['image', 'a', 'b'],
    ['image', 'No Image'],
    ['image', 'app.tar', '--db', 'none.db'],
    ['image', 'app.tar', '--base', './none'],
    ['db'],
    ['db', 'update', '--from', 'none'],
  ])
    assert.equal((await run(...args)).code, 2, args.join(' '))
  assert.equal((await run('image', './none.tar')).code, 3)
})

test('layers are kept where --cache says, and told the same from there', async () => {
  const plain = await run('image', 'app.tar')
  assert.ok(!existsSync(join(folder, 'kept')))
  assert.deepEqual(await run('image', 'app.tar', '--cache', 'kept'), plain)
  assert.equal(readdirSync(join(folder, 'kept', 'layers')).length, 2)
  assert.deepEqual(await run('image', 'app.tar', '--cache', 'kept'), plain)
  assert.deepEqual(await run('image', 'app.tar', '--no-cache'), plain)
})

test('a cache that cannot be used, or is asked for and not, is a mistake of the call', async () => {
  const file = await run('image', 'app.tar', '--cache', 'app.tar')
  assert.equal(file.code, 2)
  assert.match(file.err, /The cache .*app\.tar\/layers cannot be used: .* Name another folder with --cache/)
  assert.equal((await run('image', 'app.tar', '--cache', 'kept', '--no-cache')).code, 2)
})
