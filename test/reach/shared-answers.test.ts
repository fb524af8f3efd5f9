// A thousand classes that all reach each other are a million pairs: what decides alike is kept once.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { cluster, namespace, pod, policy } from './cluster.ts'

const objects = [namespace('a'), pod('a/web'), pod('a/api'), pod('a/job'), pod('a/db')]
const forDatabase = '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress], ingress: ['

test('two whom the same rule means share one answer', () => {
  const { connection } = cluster([...objects, policy('a', `${forDatabase}{}] }`)])
  assert.equal(connection('a/web', 'a/db').ingress, connection('a/api', 'a/db').ingress)
})

test('whom another rule means has an answer of his own', () => {
  const from = (app: string, port: number): string =>
    `{ from: [{ podSelector: { matchLabels: { app: ${app} } } }], ports: [{ port: ${port} }] }`
  const { ask } = cluster([...objects, policy('a', `${forDatabase}${from('web', 1)}, ${from('api', 2)}] }`)])
  assert.equal(ask('a/web', 'a/db'), 'TCP 1')
  assert.equal(ask('a/api', 'a/db'), 'TCP 2')
  assert.equal(ask('a/job', 'a/db'), 'no port')
  assert.equal(ask('a/web', 'a/db'), 'TCP 1')
})
