// Images in registries: one that a test makes up, and Docker's own.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'

import type { ImageReport } from '../../src/images/image-report.ts'
import { hasRegistry, pushImage, startRegistry } from './docker-registry.ts'
import { addImage, debianRelease, dpkgStatus, type Files, makeLayer, sha256 } from './make-image.ts'
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

test('who is led to by the registry gets none of its credentials', async (t) => {
  const thief = await served(t, guarded('t1'))
  const { host } = await served(t, (request, response) => {
    response.writeHead(307, { location: `http://${thief.host}${request.url}` }).end()
    return true
  })
  const report = await pull(`${host}/models/llm:1`, { kind: 'password', user: 'me', password: 'pw' })
  assert.deepEqual(codes(report), ['registry-refused'])
  assert.ok(thief.asked.some((each) => each.startsWith('GET /token')))
  assert.ok(thief.asked.every((each) => !each.includes('Basic')))
})

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

test('Azure’s registry gives a token of its own for one of Entra', async (t) => {
  const forms: string[] = []
  const { host } = await served(t, (request, response) => {
    if (request.method !== 'POST') return guarded('t4')(request, response)
    const isExchange = request.url === '/oauth2/exchange'
    request.on('data', (part: Buffer) => forms.push(`${request.url} ${part.toString()}`))
    request.on('end', () =>
      response
        .writeHead(200)
        .end(JSON.stringify(isExchange ? { refresh_token: 'r4' } : { access_token: 't4' })),
    )
    return true
  })
  assert.deepEqual(codes(await pull(`${host}/models/llm:1`, { kind: 'azure-token', token: 'entra' })), [])
  assert.deepEqual(
    forms.map((form) => form.replace(encodeURIComponent(host), 'HOST')),
    [
      '/oauth2/exchange grant_type=access_token&service=HOST&access_token=entra',
      '/token grant_type=refresh_token&service=reg&scope=repository%3Amodels%2Fllm%3Apull&refresh_token=r4&client_id=bulkhead',
    ],
  )
})

test('no token is asked for where nothing is encrypted, and credentials are not sent on', async (t) => {
  const asking =
    (realm: string): Handler =>
    (_, response) => {
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="s"` }).end()
      return true
    }
  const password = { kind: 'password', user: 'me', password: 'pw' } as const
  const plain = await served(t, asking('http://192.0.2.1/token'))
  assert.deepEqual(codes(await pull(`${plain.host}/models/llm:1`, password)), ['registry-refused'])
  const odd = await served(t, asking('file:///etc/passwd'))
  assert.deepEqual(codes(await pull(`${odd.host}/models/llm:1`, password)), ['registry-refused'])
  const thief = await served(t)
  const sending = await served(t, (request, response) => {
    if (request.method !== 'POST') return guarded('t5')(request, response)
    response.writeHead(307, { location: `http://${thief.host}/token` }).end()
    return true
  })
  assert.deepEqual(
    codes(await pull(`${sending.host}/models/llm:1`, { kind: 'refresh-token', token: 'r5' })),
    ['registry-refused'],
  )
  assert.deepEqual(thief.asked, [])
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

test('a server that sends by drops does not keep the scan waiting', async (t) => {
  const { host } = await served(t, (request, response) => {
    if (request.url?.includes('/manifests/') !== true) return false
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
    return true
  })
  const { problems } = await pull(`${host}/models/llm:1`)
  assert.match(problems[0]?.message ?? '', /less than 4096 bytes a second/)
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

test('Docker’s own registry serves what was pushed to it', async (t) => {
  if (!hasRegistry()) return t.skip('no docker-registry on this machine')
  const host = await startRegistry(t)
  await pushImage(host, 'models/llm:1', { layers: [layer] })
  const report = await pull(`${host}/models/llm:1`)
  assert.deepEqual(codes(report), [])
  assert.deepEqual(
    report.packages.map(({ name, version }) => `${name} ${version}`),
    ['bash 5.2'],
  )
  assert.equal(report.layers[0]?.digest, sha256(layer.stored))
})

test('a registry that stalls at every layer is not waited for again and again', async (t) => {
  const many = Array.from({ length: 6 }, (_, index) =>
    makeLayer([{ path: 'big', content: Buffer.alloc(50_000, index) }], 'none'),
  )
  const files: Files = {}
  const { digest } = addImage(files, many)
  const names = many.map(({ stored }) => `/v2/models/llm/blobs/${sha256(stored)}`)
  const { host, asked } = await serve(t, {
    files,
    tagged: digest,
    handler: (request, response) => {
      if (!names.includes(request.url ?? '')) return false
      response.writeHead(200, { 'content-length': 51_200 }).write(Buffer.alloc(100))
      return true
    },
  })
  const { problems } = await pull(`${host}/models/llm:1`)
  const unreached = problems.filter(({ code }) => code === 'unreachable')
  assert.deepEqual(
    unreached.map(({ message }) =>
      message.includes('was not asked for this layer') ? 'not asked' : 'stopped',
    ),
    ['stopped', 'stopped', 'not asked', 'not asked', 'not asked', 'not asked'],
  )
  assert.equal(
    asked.filter((each) => each.includes('/blobs/') && names.some((name) => each.includes(name))).length,
    10,
  )
})
