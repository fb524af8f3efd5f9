// One file, from a server that stalls or never ends.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { download } from '../../src/images/http/read-download.ts'
import { folderWith } from '../sources/folder.ts'
import { type Answer, dropAfter, sendFile, serveMirror, trust } from './mirror.ts'

const bytes = Buffer.from('0123456789'.repeat(10))

async function fetched(
  t: TestContext,
  answer: Answer,
  maxBytes = 1000,
): Promise<{ file: string; asked: readonly string[] }> {
  const mirror = await serveMirror(t, { file: answer })
  trust(t, mirror)
  const file = join(folderWith(t, {}), 'file')
  const times = { answer: 300, idle: 300, pause: 5 }
  await download({ url: new URL('file', mirror.url), file, maxBytes, times })
  return { file, asked: mirror.asked }
}

test('a server that stalls is left, and asked for the rest', async (t) => {
  let count = 0
  const { file, asked } = await fetched(t, (request, response) => {
    if (count++ > 0) return sendFile(bytes, request, response)
    response.writeHead(200, {
      etag: `"${bytes.length}-${bytes.toString('hex').slice(-16)}"`,
      'content-length': bytes.length,
    })
    response.write(bytes.subarray(0, 30))
  })
  assert.deepEqual(readFileSync(file), bytes)
  assert.deepEqual(asked, ['/file', '/file bytes=30-'])
})

test('a server that stalls for ever, lies about the length or never ends is given up', async (t) => {
  const stalls: Answer = (_, response) =>
    void response.writeHead(200, { 'content-length': 100 }).flushHeaders()
  const endless: Answer = (_, response) => {
    const more = (): void => {
      if (!response.destroyed) response.write(bytes, () => setImmediate(more))
    }
    response.writeHead(200)
    more()
  }
  await assert.rejects(fetched(t, stalls), /stopped sending/)
  await assert.rejects(fetched(t, dropAfter(10, bytes)), /stopped sending/)
  await assert.rejects(fetched(t, endless), /larger than 1000 bytes/)
  await assert.rejects(
    fetched(t, (request, response) => sendFile(bytes, request, response), 99),
    /larger than 99 bytes/,
  )
})

test('a server that goes on from elsewhere is asked for the whole', async (t) => {
  let count = 0
  const { file } = await fetched(t, (request, response) => {
    count++
    if (count === 1) return dropAfter(30, bytes)(request, response)
    if (count > 2) return sendFile(bytes, request, response)
    response.writeHead(206, { 'content-range': `bytes 20-99/100` }).end(bytes.subarray(20))
  })
  assert.deepEqual(readFileSync(file), bytes)
  assert.equal(existsSync(`${file}.part`), false)
})
