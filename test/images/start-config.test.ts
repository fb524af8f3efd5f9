// What containers of an image start with, as its report tells.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import type { StartConfig } from '../../src/images/start-config.ts'
import { readImage } from '../../src/images/read-image.ts'
import { folderWith } from '../sources/folder.ts'
import { makeLayer, makeLayout } from './make-image.ts'
import type { TestContext } from 'node:test'

const passwd = `root:x:0:0:root:/root:/bin/sh
# comment:x:7:7::/:
toor:x:0:0::/root:/bin/sh
app:x:10001:10001::/home/app:/bin/sh
app:x:0:0::/:
65534:x:12:12::/:
0:x:1000:1000::/:
huge:x:4294967296:1::/:
  led:x:0:0::/:
led:x:1000:1000::/:
wordy:x:many:1::/:
wordy:x:1000:1000::/:
torn:x
`

async function startOf(t: TestContext, config: object, files = [passwd]): Promise<StartConfig | undefined> {
  const layers = files.map((content) => makeLayer([{ path: 'etc/passwd', content }]))
  const path = folderWith(t, makeLayout(layers, { config }))
  return reportImage({ reference: 'x', ...(await readImage({ kind: 'path', path }, {})) }).image.config
}

test('a user is who the image knows by the name', async (t) => {
  const idOf = async (User: string, files?: string[]): Promise<number | undefined> =>
    (await startOf(t, { User }, files))?.userId
  assert.equal(await idOf(''), 0)
  assert.equal(await idOf('toor'), 0)
  assert.equal(await idOf('app:staff'), 10_001)
  assert.equal(await idOf('1000'), 1000)
  assert.equal(await idOf('led'), 0)
  // What is no number is 0 to runtimes, and a later line is not asked.
  assert.equal(await idOf('wordy'), 0)
  assert.equal(await idOf('nobody'), undefined)
  assert.equal(await idOf('torn'), undefined)
  assert.equal(await idOf('root', []), 0)
  assert.equal(await idOf('app', [passwd, 'app:x:0:0::/:\n']), 0)
})

test('a number is a user whatever the image calls by it, as long as it is one', async (t) => {
  const idOf = async (User: string): Promise<number | undefined> => (await startOf(t, { User }))?.userId
  assert.equal(await idOf('65534'), 65_534)
  assert.equal(await idOf('0'), 0)
  for (const zero of ['00', '+0', '-0', '0:1000']) assert.equal(await idOf(zero), 0, zero)
  assert.equal(await idOf('2147483647'), 2_147_483_647)
  // Of 32 bits nothing is left of it but 0.
  for (const none of ['2147483648', '4294967296', '-1', 'huge'])
    assert.equal(await idOf(none), undefined, none)
})

test('ports, start and names of variables are told, values are not', async (t) => {
  const start = await startOf(t, {
    ExposedPorts: { '9000/tcp': {}, '8080/tcp': {} },
    Entrypoint: ['serve'],
    Cmd: ['--all'],
    Env: ['PATH=/bin', 'API_KEY=abc=def'],
  })
  assert.deepEqual(start, {
    user: '',
    userId: 0,
    ports: ['8080/tcp', '9000/tcp'],
    entrypoint: ['serve'],
    command: ['--all'],
    variables: ['PATH', 'API_KEY'],
  })
})
