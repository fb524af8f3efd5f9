// Registries that stall, trickle, lie and break off: each ends in the image, or in a sentence that says what was wrong.
import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'

import type { ImageReport } from '../../src/images/image-report.ts'
import { addImage, debianRelease, dpkgStatus, type Files, makeLayer, sha256 } from './make-image.ts'
import { type Handler, pull, type RunningRegistry, serve } from './registry.ts'

const big = Buffer.from(Array.from({ length: 90_000 }, (_, index) => (index * 7919) % 251))
const layer = makeLayer([debianRelease, dpkgStatus('bash=5.2'), { path: 'big', content: big }], 'none')
const blob = `/v2/models/llm/blobs/${sha256(layer.stored)}`
const half = layer.stored.length >> 1

async function served(t: TestContext, handler: Handler): Promise<RunningRegistry> {
  const files: Files = {}
  const { digest } = addImage(files, [layer])
  return await serve(t, { files, tagged: digest, handler })
}

type Answer = (...call: Parameters<Handler>) => void

/** What the registry does when it is asked for the layer, the first time and each time after. */
function forLayer(...answers: readonly Answer[]): Handler {
  let asked = 0
  return (request, response) => {
    if (request.url !== blob) return false
    const answer = answers[Math.min(asked++, answers.length - 1)]
    answer?.(request, response)
    return true
  }
}

function told({ problems, packages }: ImageReport): string[] {
  const own = problems.filter(({ code }) => code !== 'no-advisories' && code !== 'no-packages')
  return [...own.map(({ code, message }) => `${code}: ${message}`), ...packages.map(({ name }) => name)]
}

const whole: Answer = (_, response) => void response.writeHead(200).end(layer.stored)
const rest: Answer = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1])
  const range = `bytes ${from}-${layer.stored.length - 1}/${layer.stored.length}`
  response.writeHead(206, { 'content-range': range }).end(layer.stored.subarray(from))
}

test('a body that ends too early, as if it were whole, is asked for again from there', async (t) => {
  const short: Answer = (_, response) => void response.writeHead(200).end(layer.stored.subarray(0, half))
  const { host, asked } = await served(t, forLayer(short, rest))
  assert.deepEqual(told(await pull(`${host}/models/llm:1`)), ['bash'])
  assert.equal(asked.filter((each) => each.includes(blob)).length, 2)
})

test('a body that always ends too early is told as what it is', async (t) => {
  const none: Answer = (_, response) => void response.writeHead(200).end()
  const { host } = await served(t, forLayer(none))
  const size = layer.stored.length
  assert.deepEqual(told(await pull(`${host}/models/llm:1`)), [
    `unreachable: ${host} sent 0 of the ${size} bytes of a layer.`,
  ])
})

test('a layer that came as a whole before the line broke is whole', async (t) => {
  const broken: Answer = (_, response) => {
    response.writeHead(200, { 'transfer-encoding': 'chunked' })
    response.write(layer.stored, () => setTimeout(() => response.destroy(), 50))
  }
  const none: Answer = (_, response) => void response.writeHead(416).end()
  const { host } = await served(t, forLayer(broken, none))
  assert.deepEqual(told(await pull(`${host}/models/llm:1`)), ['bash'])
})

test('a part from elsewhere than was asked for is not laid on what came', async (t) => {
  const broken: Answer = (_, response) => {
    response.writeHead(200, { 'content-length': layer.stored.length })
    response.write(layer.stored.subarray(0, half), () => setTimeout(() => response.destroy(), 50))
  }
  const elsewhere: Answer = (_, response) => {
    const range = `bytes ${half + 1}-${layer.stored.length - 1}/${layer.stored.length}`
    response.writeHead(206, { 'content-range': range }).end(layer.stored.subarray(half + 1))
  }
  const { host } = await served(t, forLayer(broken, elsewhere))
  assert.deepEqual(told(await pull(`${host}/models/llm:1`)).slice(0, 1), [
    `registry-refused: ${host} sends another part of a layer than it was asked for.`,
  ])
  const more: Answer = (_, response) => {
    const range = `bytes 0-${layer.stored.length - 1}/${layer.stored.length}`
    response.writeHead(206, { 'content-range': range }).end(layer.stored)
  }
  const other = await served(t, forLayer(broken, more))
  assert.deepEqual(told(await pull(`${other.host}/models/llm:1`)), ['bash'])
})

test('a server that sends everything again is heard from where it stopped', async (t) => {
  const broken: Answer = (_, response) => {
    response.writeHead(200, { 'content-length': layer.stored.length })
    response.write(layer.stored.subarray(0, half), () => setTimeout(() => response.destroy(), 50))
  }
  const { host } = await served(t, forLayer(broken, whole))
  assert.deepEqual(told(await pull(`${host}/models/llm:1`)), ['bash'])
})

test('a stated length that is too short or too long is told as what came', async (t) => {
  const size = layer.stored.length
  const shorter: Answer = (_, response) => {
    response.socket?.end(
      `HTTP/1.1 200 OK\r\ncontent-length: ${half}\r\nconnection: close\r\n\r\n${'x'.repeat(size)}`,
    )
  }
  const { host } = await served(t, forLayer(shorter))
  const [first = ''] = told(await pull(`${host}/models/llm:1`))
  assert.match(first, /^(?:unreachable|wrong-digest|broken-archive): /)
  const longer: Answer = (_, response) => {
    response.socket?.end(
      Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length: ${size * 2}\r\n\r\n`), layer.stored]),
    )
  }
  const other = await served(t, forLayer(longer))
  assert.deepEqual(told(await pull(`${other.host}/models/llm:1`)), ['bash'])
})

test('a layer that comes byte by byte is given up', async (t) => {
  const drops: Answer = (_, response) => {
    response.writeHead(200, { 'content-length': layer.stored.length })
    const drip = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(drip))
  }
  const { host } = await served(t, forLayer(drops))
  const [first = '', ...others] = told(await pull(`${host}/models/llm:1`))
  assert.match(first, /^unreachable: It stopped sending: less than 4096 bytes a second came\.$/)
  assert.deepEqual(others, [])
})

test('redirects without an end, to nowhere and in circles are told', async (t) => {
  const to = (location: string): Handler =>
    forLayer((_, response) => void response.writeHead(307, { location }).end())
  const circle = await served(t, to(blob))
  assert.deepEqual(told(await pull(`${circle.host}/models/llm:1`)), [
    `registry-refused: ${circle.host} redirects more than 5 times.`,
  ])
  const nowhere = await served(t, to('http://[broken'))
  assert.deepEqual(told(await pull(`${nowhere.host}/models/llm:1`)), [
    `registry-refused: ${nowhere.host} leads to what is no address: http://[broken.`,
  ])
  assert.equal(nowhere.asked.filter((each) => each.includes(blob)).length, 1)
  const file = await served(t, to('file:///etc/passwd'))
  assert.match(told(await pull(`${file.host}/models/llm:1`)).join(), /registry-refused: .*it was not asked/)
})

test('a registry that is asked too often says for how long, in seconds or by a date', async (t) => {
  const busy = (after: string): Handler =>
    forLayer((_, response) => void response.writeHead(429, { 'retry-after': after }).end())
  const seconds = await served(t, busy('0'))
  assert.deepEqual(told(await pull(`${seconds.host}/models/llm:1`)), [
    `registry-refused: ${seconds.host} answers 429 for a layer of models/llm: it is asked too often; try again later.`,
  ])
  const long = await served(t, busy('3600'))
  assert.deepEqual(told(await pull(`${long.host}/models/llm:1`)), [
    `registry-refused: ${long.host} answers 429 for a layer of models/llm: it is asked too often; try again in 3600 seconds.`,
  ])
  assert.equal(long.asked.filter((each) => each.includes(blob)).length, 1)
  const past = await served(t, busy('Wed, 21 Oct 2015 07:28:00 GMT'))
  assert.match(told(await pull(`${past.host}/models/llm:1`)).join(), /answers 429/)
  assert.equal(past.asked.filter((each) => each.includes(blob)).length, 4)
})

/** A server that knows no HTTP but what a test writes. */
async function rawServer(t: TestContext, answer: (path: string, socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (bytes) => answer(/^GET (\S+)/.exec(bytes.toString('latin1'))?.[1] ?? '', socket))
    t.after(() => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

test('a registry of HTTP/1.0, which ends bodies by hanging up, is read', async (t) => {
  const files: Files = {}
  const { digest } = addImage(files, [layer])
  const host = await rawServer(t, (path, socket) => {
    const name = path.endsWith('/manifests/1') ? digest : path.slice(path.lastIndexOf('/') + 1)
    socket.end(
      Buffer.concat([
        Buffer.from('HTTP/1.0 200 OK\r\n\r\n'),
        files[`blobs/${name.replace(':', '/')}`] ?? Buffer.of(),
      ]),
    )
  })
  assert.deepEqual(told(await pull(`${host}/models/llm:1`)), ['bash'])
})

test('a server that speaks no HTTP, or hangs up at once, is told', async (t) => {
  const ssh = await rawServer(t, (_, socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
  assert.match(
    told(await pull(`${ssh}/models/llm:1`)).join(),
    /^unreachable: .* cannot be reached: it speaks no HTTP/,
  )
  const silent = await rawServer(t, (_, socket) => void socket.end())
  assert.match(told(await pull(`${silent}/models/llm:1`)).join(), /^unreachable: .* cannot be reached: /)
})
