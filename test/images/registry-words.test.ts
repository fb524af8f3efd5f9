// What registries and docker's configuration say, and where a registry may be asked.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isLoopback, isSafe, originOf } from '../../src/images/http/address.ts'
import { parseChallenges } from '../../src/images/registry/challenge.ts'
import { credentialsIn, credentialsOfHelper } from '../../src/images/registry/credentials.ts'

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
