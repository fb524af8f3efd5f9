import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isTrustedIdentity } from './identity.ts'

const issuer = 'https://token.actions.githubusercontent.com'
const signer = 'https://github.com/bank/models/.github/workflows/release.yml@refs/heads/main'

function isTrusted(identity: string | { readonly pattern: string }, by = issuer): boolean {
  return isTrustedIdentity({ signer, issuer }, { kind: 'identity', identity, issuer: by })
}

test('the whole identity', () => {
  assert.ok(isTrusted(signer))
  assert.ok(!isTrusted('https://github.com/bank/models'))
  assert.ok(!isTrusted(signer.replace('github.com', 'github-com')))
})

test('a pattern matches the whole of it', () => {
  assert.ok(isTrusted({ pattern: 'https://github\\.com/bank/.*' }))
  assert.ok(!isTrusted({ pattern: 'bank' }))
  assert.ok(!isTrusted({ pattern: 'https://github\\.com/bank/models' }))
})

test('a pattern that would never end in other engines does', () => {
  assert.ok(!isTrusted({ pattern: '(.*)*(.*)*(.*)*x' }))
})

test('the issuer as well', () => assert.ok(!isTrusted(signer, 'https://accounts.google.com')))

test('nobody is not trusted', () =>
  assert.ok(!isTrustedIdentity({ signer: '', issuer: '' }, { kind: 'identity', identity: '', issuer: '' })))
