import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assert as check, jsonValue, property } from 'fast-check'

import { findSecretsInConfig } from './image-config.ts'

// Put together here, so that no scanner takes this file for a leak.
const token = `hf_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(2).slice(0, 34)}`

function placesIn(image: unknown): string[] {
  return findSecretsInConfig(image).secrets.map(({ place, rule }) => `${place} ${rule}`)
}

test('variables, by shape and by name', () =>
  assert.deepEqual(placesIn({ config: { Env: ['PATH=/usr/bin', `X=${token}`, 'DB_PASSWORD=postgres'] } }), [
    'config.Env[1] hugging-face-token',
    'config.Env[2] assigned-credential',
  ]))

test('a variable is named, its value is not told', () =>
  assert.deepEqual(findSecretsInConfig({ config: { Env: ['DB_PASSWORD=hunter2'] } }).secrets, [
    {
      rule: 'assigned-credential',
      what: 'a credential',
      place: 'config.Env[0]',
      name: 'DB_PASSWORD',
      redacted: '… (7 characters)',
    },
  ]))

test('labels and commands', () =>
  assert.deepEqual(
    placesIn({
      config: { Labels: { note: token }, Cmd: ['serve', '--api-key=q8Wd72ncQ'], Entrypoint: [token] },
    }),
    [
      'config.Cmd[1] assigned-credential',
      'config.Entrypoint[0] hugging-face-token',
      'config.Labels.note hugging-face-token',
    ],
  ))

test('build arguments in the history', () =>
  assert.deepEqual(
    placesIn({
      history: [
        { created_by: '/bin/sh -c #(nop) ADD file:1 in /' },
        { created_by: '|1 NPM_TOKEN=q8Wd72ncQ /bin/sh -c npm ci' },
        { created_by: `RUN huggingface-cli login --token ${token}`, empty_layer: true },
        {},
      ],
    }),
    ['history[1].created_by assigned-credential', 'history[2].created_by hugging-face-token'],
  ))

test('references and placeholders are none', () =>
  assert.deepEqual(placesIn({ config: { Env: ['HF_TOKEN=', 'API_KEY=$KEY', 'TOKEN=changeme'] } }), []))

test('what is left out of a huge configuration is told', () => {
  const { secrets, unread } = findSecretsInConfig({ config: { Env: Array(20_001).fill('A=b') } })
  assert.deepEqual([secrets, unread], [[], 'Of 20001 texts, those after the first 20000 were not searched.'])
})

test('any JSON is read', () =>
  check(
    property(jsonValue(), (value) => {
      findSecretsInConfig(value)
      findSecretsInConfig({ config: value, history: value })
      findSecretsInConfig({ config: { Env: value, Labels: value }, history: [value] })
    }),
  ))
