// Images in registries: one that a test makes up, and Docker's own.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

import type { ImageReport } from '../../src/images/image-report.ts'
import { isLoopback, isSafe, originOf } from '../../src/images/registry/address.ts'
import { parseChallenges } from '../../src/images/registry/challenge.ts'
import { credentialsIn, credentialsOfHelper } from '../../src/images/registry/credentials.ts'
import { folderWith } from '../sources/folder.ts'
import {
  addImage,
  debianRelease,
  dpkgStatus,
  type Files,
  makeConfig,
  makeLayer,
  sha256,
} from './make-image.ts'
import { type Handler, pull, type RunningRegistry, serve } from './registry.ts'

const layer = makeLayer([
  debianRelease,
  dpkgStatus('bash=5.2'),
  { path: 'big', content: Buffer.from(Array.from({ length: 90_000 }, (_, index) => (index * 7919) % 251)) },
])

async function served(t: TestContext, handler?: Handler): Promise<RunningRegistry> {
  const files: Files = {}
  const { digest } = addImage(files, [layer])
  return await serve(t, { files, tagged: digest, handler })
}

const codes = ({ problems }: ImageReport): string[] =>
  problems.map(({ code }) => code).filter((code) => code !== 'no-advisories')
const blob = `/v2/models/llm/blobs/${sha256(layer.stored)}`

test('an image is read by tag and by digest', async (t) => {
  const { host } = await served(t)
  const byTag = await pull(`${host}/models/llm:1`)
  assert.deepEqual(
    byTag.packages.map(({ name }) => name),
    ['bash'],
  )
  assert.deepEqual(codes(byTag), [])
  const byDigest = await pull(`${host}/models/llm@${byTag.image.digest}`)
  assert.deepEqual(byDigest.layers, byTag.layers)
  assert.deepEqual(codes(await pull(`${host}/models/llm:2`)), ['no-such-path'])
})

/** Asks for a token, and takes it. */
function guarded(token: string): Handler {
  return (request, response) => {
    if (request.url?.startsWith('/token') === true) {
      const isKnown = request.headers.authorization === `Basic ${Buffer.from('me:pw').toString('base64')}`
      response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ token }))
      return true
    }
    if (request.headers.authorization === `Bearer ${token}`) return false
    const realm = `http://${request.headers.host}/token`
    response
      .writeHead(401, {
        'www-authenticate': `Bearer realm="${realm}",service="reg",scope="repository:models/llm:pull"`,
      })
      .end()
    return true
  }
}

test('a token is fetched with the credentials of the registry, once', async (t) => {
  const { host, asked } = await served(t, guarded('t1'))
  assert.deepEqual(
    codes(await pull(`${host}/models/llm:1`, { kind: 'password', user: 'me', password: 'pw' })),
    [],
  )
  assert.equal(asked.filter((line) => line.includes('/token')).length, 1)
  assert.match(
    asked.find((line) => line.includes('/token')) ?? '',
    /service=reg&scope=repository%3Amodels%2Fllm%3Apull Basic/,
  )
  const refused = await pull(`${host}/models/llm:1`)
  assert.deepEqual(codes(refused), ['registry-refused'])
  assert.match(refused.problems[0]?.message ?? '', /gives no token: it answers 401/)
})

test('a refresh token is turned into one for the repository', async (t) => {
  let form = ''
  const { host } = await served(t, (request, response) => {
    if (request.method !== 'POST') return guarded('t2')(request, response)
    request.on('data', (part: Buffer) => (form += part.toString()))
    request.on('end', () => response.writeHead(200).end(JSON.stringify({ access_token: 't2' })))
    return true
  })
  assert.deepEqual(codes(await pull(`${host}/models/llm:1`, { kind: 'refresh-token', token: 'r1' })), [])
  assert.equal(
    form,
    'grant_type=refresh_token&service=reg&scope=repository%3Amodels%2Fllm%3Apull&refresh_token=r1&client_id=bulkhead',
  )
})

test('another host is asked without credentials, and none without encryption', async (t) => {
  const store = await served(t)
  const guard = guarded('t3')
  const away =
    (target: string): Handler =>
    (request, response) => {
      if (request.url !== blob || request.headers.authorization === undefined) return guard(request, response)
      response.writeHead(307, { location: target }).end()
      return true
    }
  const { host } = await served(t, away(`http://${store.host}${blob}`))
  assert.deepEqual(
    codes(await pull(`${host}/models/llm:1`, { kind: 'password', user: 'me', password: 'pw' })),
    [],
  )
  assert.deepEqual(store.asked, [`GET ${blob}`])
  const plain = await served(t, away('http://192.0.2.1/blob'))
  assert.deepEqual(
    codes(await pull(`${plain.host}/models/llm:1`, { kind: 'password', user: 'me', password: 'pw' })),
    ['registry-refused', 'no-packages'],
  )
  const circle = await served(t, (request, response) => {
    response.writeHead(302, { location: request.url }).end()
    return true
  })
  assert.deepEqual(codes(await pull(`${circle.host}/models/llm:1`)), ['registry-refused'])
})

test('a layer that stops to come is asked for from where it stopped', async (t) => {
  const half = layer.stored.length >> 1
  const ranges: (string | undefined)[] = []
  const { host } = await served(t, (request, response) => {
    if (request.url !== blob) return false
    ranges.push(request.headers.range)
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    if (start === 0) {
      response.writeHead(200)
      // Half of it, then either nothing more or a broken connection.
      response.write(layer.stored.subarray(0, half), () => setTimeout(() => response.destroy(), 20))
    } else response.writeHead(206).end(layer.stored.subarray(start))
    return true
  })
  assert.deepEqual(codes(await pull(`${host}/models/llm:1`)), [])
  assert.deepEqual(ranges, [undefined, `bytes=${half}-`])
})

test('a server that hangs, sends too much or other bytes ends in a problem', async (t) => {
  const hanging = await served(t, (request, response) => {
    if (request.url !== blob) return false
    response.writeHead(200)
    response.write(layer.stored.subarray(0, 100))
    return true
  })
  assert.deepEqual(codes(await pull(`${hanging.host}/models/llm:1`)), ['unreachable', 'no-packages'])
  const longer = await served(t, (request, response) => {
    if (request.url !== blob) return false
    response.writeHead(200).end(Buffer.concat([layer.stored, Buffer.alloc(100_000)]))
    return true
  })
  assert.ok(codes(await pull(`${longer.host}/models/llm:1`)).includes('wrong-digest'))
  const other = await served(t, (request, response) => {
    if (request.url?.includes('/manifests/') !== true) return false
    response.writeHead(200).end('{"manifests":[]}')
    return true
  })
  assert.deepEqual(codes(await pull(`${other.host}/models/llm@${sha256(Buffer.from('x'))}`)), [
    'wrong-digest',
  ])
})

test('a busy registry is asked again, one that is away is told', async (t) => {
  let busy = 2
  const { host } = await served(t, (_, response) => {
    if (busy-- <= 0) return false
    response.writeHead(429, { 'retry-after': '0' }).end()
    return true
  })
  assert.deepEqual(codes(await pull(`${host}/models/llm:1`)), [])
  assert.deepEqual(codes(await pull('127.0.0.1:1/models/llm:1')), ['unreachable'])
})

test('challenges are read as they are written', () => {
  const plain = (header: string): unknown =>
    parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])
  assert.deepEqual(plain('Bearer realm="https://a/t",service="s, \\"q\\"",scope="x"'), [
    ['bearer', { realm: 'https://a/t', service: 's, "q"', scope: 'x' }],
  ])
  assert.deepEqual(plain('Basic realm="r", Bearer realm=b'), [
    ['basic', { realm: 'r' }],
    ['bearer', { realm: 'b' }],
  ])
  assert.deepEqual(plain(''), [])
})

test('credentials are those that docker keeps', () => {
  const auth = Buffer.from('me:p:w').toString('base64')
  const config = JSON.stringify({
    auths: {
      'a.azurecr.io': { auth },
      'https://index.docker.io/v1/': { auth },
      'b.io': { auth, identitytoken: 'r' },
      'c.io': {},
    },
    credHelpers: { 'd.io': 'acr-env', 'e.io': '../evil' },
  })
  assert.deepEqual(credentialsIn(config, 'a.azurecr.io'), { kind: 'password', user: 'me', password: 'p:w' })
  assert.equal(credentialsIn(config, 'docker.io')?.kind, 'password')
  assert.deepEqual(credentialsIn(config, 'b.io'), { kind: 'refresh-token', token: 'r' })
  assert.deepEqual(credentialsIn(config, 'd.io'), { kind: 'helper', name: 'acr-env' })
  for (const registry of ['c.io', 'e.io', 'z.io', 'constructor'])
    assert.equal(credentialsIn(config, registry), undefined, registry)
  assert.equal(credentialsIn('{', 'a.azurecr.io'), undefined)
  assert.deepEqual(credentialsOfHelper('{"Username":"<token>","Secret":"s"}'), {
    kind: 'refresh-token',
    token: 's',
  })
  assert.deepEqual(credentialsOfHelper('{"Username":"u","Secret":"s"}'), {
    kind: 'password',
    user: 'u',
    password: 's',
  })
  assert.equal(credentialsOfHelper('credentials not found'), undefined)
})

test('only this machine and what is allowed is asked without encryption', () => {
  assert.equal(originOf('docker.io', false), 'https://registry-1.docker.io')
  assert.equal(originOf('localhost:5000', false), 'http://localhost:5000')
  assert.equal(originOf('10.0.0.1:5000', true), 'http://10.0.0.1:5000')
  for (const host of ['localhost.evil.io', '127.0.0.1.evil.io', '127.evil', '10.0.0.1'])
    assert.equal(isLoopback(host), false, host)
  assert.equal(isSafe(new URL('file:///etc/passwd'), true), false)
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

/** Docker's own registry; its host. */
async function startRegistry(t: TestContext): Promise<string> {
  const port = await freePort()
  const folder = folderWith(t, {})
  const config = `version: 0.1\nstorage: { filesystem: { rootdirectory: ${join(folder, 'data')} } }\nhttp: { addr: 127.0.0.1:${port} }\n`
  const configured = folderWith(t, { 'config.yml': config })
  const registry: ChildProcess = spawn('docker-registry', ['serve', join(configured, 'config.yml')], {
    stdio: 'ignore',
  })
  t.after(() => void registry.kill())
  for (let attempt = 0; attempt < 100; attempt++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return `127.0.0.1:${port}`
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The registry did not start.')
}

async function push(host: string, kind: string, bytes: Uint8Array): Promise<string> {
  const start = await fetch(`http://${host}/v2/models/llm/${kind}/uploads/`, { method: 'POST' })
  const place = new URL(start.headers.get('location') ?? '', `http://${host}`)
  place.searchParams.set('digest', sha256(bytes))
  const { status } = await fetch(place, {
    method: 'PUT',
    body: Buffer.from(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  })
  assert.equal(status, 201)
  return sha256(bytes)
}

test('Docker’s own registry serves what was pushed to it', async (t) => {
  if (spawnSync('docker-registry', ['--version']).error !== undefined)
    return t.skip('no docker-registry on this machine')
  const host = await startRegistry(t)
  const config = makeConfig([layer])
  const type = 'application/vnd.docker.distribution.manifest.v2+json'
  const manifest = {
    schemaVersion: 2,
    mediaType: type,
    config: {
      mediaType: 'application/vnd.docker.container.image.v1+json',
      digest: await push(host, 'blobs', config),
      size: config.length,
    },
    layers: [
      {
        mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
        digest: await push(host, 'blobs', layer.stored),
        size: layer.stored.length,
      },
    ],
  }
  const { status } = await fetch(`http://${host}/v2/models/llm/manifests/1`, {
    method: 'PUT',
    body: JSON.stringify(manifest),
    headers: { 'content-type': type },
  })
  assert.equal(status, 201)
  const report = await pull(`${host}/models/llm:1`)
  assert.deepEqual(codes(report), [])
  assert.deepEqual(
    report.packages.map(({ name, version }) => `${name} ${version}`),
    ['bash 5.2'],
  )
  assert.equal(report.layers[0]?.digest, sha256(layer.stored))
})
