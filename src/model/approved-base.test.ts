import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type ApprovedBase, isListedAs, type ListedName, parseListed } from './approved-base.ts'
import { parseImageReference } from './image-reference.ts'
import { nearestBase } from './nearest-base.ts'

const digest = `sha256:${'1'.repeat(64)}`

function listed(image: string): ListedName {
  const name = parseListed(image)
  assert.ok(name !== undefined, image)
  return name
}

function fits(image: string, list: string): boolean | 'open' {
  const reference = parseImageReference(image)
  assert.ok(reference !== undefined, image)
  return isListedAs(reference, listed(list))
}

test('a base is listed by registry and repository, tag and digest', () => {
  assert.deepEqual(listed(`bank.azurecr.io/hardened/*:3.13*@${digest}`), {
    registry: 'bank.azurecr.io',
    repository: 'hardened/*',
    tag: '3.13*',
    digest,
  })
  assert.deepEqual(listed('localhost:5000/python'), { registry: 'localhost:5000', repository: 'python' })
  assert.deepEqual(listed('docker.io/python'), { registry: 'docker.io', repository: 'library/python' })
})

test('what could be in anybody’s registry is no base', () => {
  for (const image of [
    'python',
    '*/python',
    '*.azurecr.io/python',
    'bank.azurecr.io/python@sha256:*',
    'B/x y',
    '',
  ])
    assert.equal(parseListed(image), undefined, image)
})

test('a reference is listed by all that the list states', () => {
  assert.equal(fits('bank.azurecr.io/hardened/python:3.13-slim', 'bank.azurecr.io/hardened/*:3.13*'), true)
  assert.equal(fits('bank.azurecr.io/hardened/python:3.12', 'bank.azurecr.io/hardened/*:3.13*'), false)
  assert.equal(fits('evil.io/hardened/python:3.13', 'bank.azurecr.io/hardened/*:3.13*'), false)
  assert.equal(fits('bank.azurecr.io/other/python', 'bank.azurecr.io/hardened/*'), false)
  assert.equal(fits('bank.azurecr.io/python', 'bank.azurecr.io/python:latest'), true)
  assert.equal(fits('python:3', 'docker.io/python'), true)
})

test('a listed digest counts before the tag, and a digest tells no tag', () => {
  assert.equal(fits(`bank.azurecr.io/p:1@${digest}`, `bank.azurecr.io/p:2@${digest}`), true)
  assert.equal(fits('bank.azurecr.io/p:2', `bank.azurecr.io/p:2@${digest}`), false)
  assert.equal(fits(`bank.azurecr.io/p@${digest}`, 'bank.azurecr.io/p:2'), 'open')
  assert.equal(fits(`bank.azurecr.io/p@${digest}`, 'bank.azurecr.io/p'), true)
  assert.equal(fits(`bank.azurecr.io/p@${digest}`, 'bank.azurecr.io/p:*'), true)
})

test('the nearest base has the same name, then the same version, then the same series', () => {
  const base = (image: string, more: Partial<ApprovedBase> = {}): ApprovedBase => ({
    image,
    ...listed(image),
    layers: [],
    ...more,
  })
  const bases = [
    base('bank.azurecr.io/hardened/python:3.13'),
    base('bank.azurecr.io/hardened/python:3.12'),
    base('bank.azurecr.io/hardened/node:24'),
    base('bank.azurecr.io/hardened/one', { os: 'debian 12', runtime: 'java 21' }),
  ]
  const near = (...words: string[]): string | undefined => nearestBase(words, bases)?.image
  assert.equal(near('library/python', '3.12-slim'), 'bank.azurecr.io/hardened/python:3.12')
  assert.equal(near('library/python', '3.11-slim'), 'bank.azurecr.io/hardened/python:3.13')
  assert.equal(near('library/node', '22'), 'bank.azurecr.io/hardened/node:24')
  assert.equal(near('debian 12'), 'bank.azurecr.io/hardened/one')
  assert.equal(near('hardened/base/images', 'latest'), undefined)
})
