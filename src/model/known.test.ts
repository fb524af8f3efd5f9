import assert from 'node:assert/strict'
import { test } from 'node:test'

import { byDefault, hidden, mapKnown, originOf, override, stated } from './known.ts'

const document = { path: 'pod.yaml', text: 'replicas: 3' }
const place = { document, start: 10, end: 11 }

test('a stated value and a hidden one stand where they were written', () => {
  for (const known of [stated(3, place), hidden('a template', place)]) {
    const { document: written, start, end } = known.origin
    assert.deepEqual({ document: written, start, end }, place)
    assert.equal(originOf(known), known.origin)
  }
  assert.equal(originOf(byDefault(3)), undefined)
})

test('what is made of a stated value stands where that one does', () => {
  const doubled = mapKnown(stated(3, place), (value) => value * 2)
  assert.ok(doubled.state === 'stated')
  assert.equal(doubled.value, 6)
  assert.equal(doubled.origin.start, 10)
  assert.equal(doubled.origin.document, document)
})

test('what is made of a default is a default, and of a hidden value hidden', () => {
  assert.deepEqual(
    mapKnown(byDefault(3), (value) => value * 2),
    byDefault(6),
  )
  const unread = hidden('a template', place)
  assert.equal(
    mapKnown(unread, () => 'read'),
    unread,
  )
})

test('the own value wins over the inherited one where it is written down, read or not', () => {
  const [own, inherited, unread] = [stated(1, place), stated(2, place), hidden('a template', place)]
  assert.equal(override<number>(own, inherited), own)
  assert.equal(override<number>(unread, inherited), unread)
  assert.equal(override<number>(byDefault(0), inherited), inherited)
})
