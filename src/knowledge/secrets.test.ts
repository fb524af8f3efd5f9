import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { isCredential, isPlaceholder, namesCredential, secretIn } from './secrets.ts'
import { isSuperlinear } from '../../test/growth.ts'

// Put together here, so that no scanner takes this file for a leak.
const mixed = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(4)

describe('a secret by its shape', () => {
  const secrets: readonly (readonly [string, string])[] = [
    [`hf_${mixed.slice(0, 34)}`, 'a Hugging Face token'],
    [`nvapi-${mixed.slice(0, 64)}`, 'an NGC key'],
    [`AKIA${'Q7ZC5KXB2WNVT6YP'}`, 'an AWS access key'],
    [`DefaultEndpointsProtocol=https;AccountKey=${mixed.slice(0, 86)}==`, 'an Azure storage key'],
    [`-----BEGIN ${'RSA'} PRIVATE KEY-----\nMII`, 'a private key'],
    [`ghp_${mixed.slice(0, 36)}`, 'a GitHub token'],
    ['postgres://app:s3cr3t@db/models', 'a URL with a password'],
    [`eyJ${mixed.slice(0, 12)}.eyJ${mixed.slice(0, 12)}.${mixed.slice(0, 12)}`, 'a signed token'],
  ]
  for (const [text, what] of secrets) test(what, () => assert.equal(secretIn(`before ${text} after`), what))

  const harmless = [
    `hf_${'x'.repeat(34)}`,
    'AKIAIOSFODNN7EXAMPLE',
    'postgres://app:$(PASSWORD)@db/models',
    'postgres://app:${PASSWORD}@db/models',
    'https://example.com:8080/path@v2',
    'git@github.com:org/repo.git',
    '-----BEGIN CERTIFICATE-----',
    'meta-llama/Llama-3.1-8B-Instruct',
  ]
  for (const text of harmless) test(`not ${text}`, () => assert.equal(secretIn(text), undefined))
})

describe('a name that promises a credential', () => {
  for (const name of [
    'HF_TOKEN',
    'apiKey',
    'POSTGRES_PASSWORD',
    '--api-key',
    'AZURE_STORAGE_ACCOUNT_KEY',
    'clientSecret',
  ])
    test(name, () => assert.ok(namesCredential(name)))
  for (const name of [
    'MAX_TOKEN',
    'EOS_TOKEN',
    'TOKENIZERS_PARALLELISM',
    'MAX_TOKENS',
    'KEY',
    'CACHE_KEY',
    'PASSWORD_FILE',
  ])
    test(`not ${name}`, () => assert.ok(!namesCredential(name)))
})

describe('a value that may be a credential', () => {
  const values: readonly (readonly [string, string])[] = [
    ['POSTGRES_PASSWORD', 'postgres'],
    ['DB_PASSWORD', '1234'],
    ['HF_TOKEN', 'abc123def456'],
    ['DB_CONNECTION_STRING', 'Server=db;Password=hunter2'],
    ['SESSION_SECRET', 'k8Jd72ncQ'],
  ]
  for (const [name, value] of values) test(`${name}=${value}`, () => assert.ok(isCredential(name, value)))
  const others: readonly (readonly [string, string])[] = [
    ['DB_PASSWORD', '$(OTHER)'],
    ['DB_PASSWORD', '<password>'],
    ['DB_PASSWORD', 'changeme'],
    ['DB_PASSWORD', '/run/secrets/db'],
    ['HF_TOKEN', 'your_token_here'],
    ['HF_TOKEN', 'true'],
    ['TLS_SECRET', 'gateway-tls'],
    ['API_KEY', 'https://vault.example/key'],
    ['ACCESS_TOKEN', '3600'],
    ['USER', 'postgres'],
    ['SPANNER_CONNECTION_STRING', 'projects/p/instances/i/databases/d'],
  ]
  for (const [name, value] of others)
    test(`not ${name}=${value}`, () => assert.ok(!isCredential(name, value)))
})

test('placeholders', () => {
  for (const value of [
    '',
    '""',
    '{{ .Values.x }}',
    '${X}',
    '$X',
    '$(X)',
    '<x>',
    'xxxxx',
    '***',
    'REPLACE_ME',
    '%TOKEN%',
  ])
    assert.ok(isPlaceholder(value), value)
  for (const value of ['s3cr3t', 'hunter2', 'postgres', 'notasecret1'])
    assert.ok(!isPlaceholder(value), value)
})

test('a long text takes no longer than its length', () => {
  for (const part of ['sk-ant-', 'a://', 'a.', 'eyJaaaaaaaaaaaa.', '-----BEGIN ']) {
    const look = (size: number): void => assert.equal(secretIn(part.repeat(size)), undefined)
    assert.ok(!isSuperlinear(look, 5_000), part)
  }
})
