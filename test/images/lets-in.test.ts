// Which flaws of which packages let in whoever talks to an application.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { takeoverOf } from '../../src/images/advisories/takeover.ts'
import { letsIn } from '../../src/images/lets-in.ts'
import type { FoundPackage } from '../../src/images/found-packages.ts'
import { advisory, critical, databaseOf, found, matched } from './advise.ts'
import { matchInventory } from '../../src/images/advisories/match.ts'

/** The vector of a takeover with some metrics otherwise. */
function criticalBut(...lesser: readonly string[]): string {
  return lesser.reduce(
    (vector, each) => vector.replace(new RegExp(`/${each.split(':', 1)[0]}:.`), `/${each}`),
    critical,
  )
}

test('a stranger takes over by a vector that asks for nothing and gives everything', () => {
  assert.equal(takeoverOf(critical), 'yes')
  assert.equal(takeoverOf('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'), 'yes')
  for (const lesser of ['AV:L', 'PR:L', 'UI:R']) assert.equal(takeoverOf(criticalBut(lesser)), 'no', lesser)
  assert.equal(takeoverOf(criticalBut('C:N', 'I:N')), 'no', 'it only stops')
  assert.equal(takeoverOf('AV:N/AC:L/Au:N/C:C/I:C/A:C'), undefined)
  assert.equal(takeoverOf(''), undefined)
})

test('who reads or writes everything, or is in the same network, takes over perhaps', () => {
  // Heartbleed reads what the program knows; path traversal of Apache httpd was rated as reading and ran programs.
  assert.equal(takeoverOf('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N'), 'perhaps')
  for (const lesser of ['C:N', 'C:L', 'I:L', 'AV:A'])
    assert.equal(takeoverOf(criticalBut(lesser)), 'perhaps', lesser)
  assert.equal(takeoverOf(criticalBut('AV:A', 'PR:L')), 'no')
  assert.equal(takeoverOf('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N'), 'perhaps')
})

const local = critical.replace('AV:N', 'AV:L')
const ray: FoundPackage = found({ kind: 'pypi', name: 'ray', version: '1' })
const openssl: FoundPackage = found({ name: 'openssl', version: '1' })

const letsInBy = (each: FoundPackage, about: Parameters<typeof advisory>[0], isListed = true): string => {
  const ecosystem = each.kind === 'deb' ? 'Debian:12' : 'PyPI'
  const [match] = matched([each], [advisory({ name: each.name, ecosystem, ...about })])
  return match === undefined ? 'no match' : letsIn(match, isListed)
}

test('a library of a language lets in by a takeover that is fixed elsewhere', () => {
  assert.equal(letsInBy(ray, { score: critical }), 'yes')
  assert.equal(letsInBy(ray, { score: local }), 'no')
  assert.equal(letsInBy(ray, { score: critical, events: [{ introduced: '0' }] }), 'no')
  assert.equal(letsInBy(ray, {}), 'perhaps')
  const readsAll = criticalBut('I:N', 'A:N')
  assert.equal(letsInBy(ray, { score: readsAll }), 'perhaps')
  assert.equal(letsInBy(ray, { score: readsAll.replace('AC:L', 'AC:H') }), 'no', 'of medium severity')
})

test('without a list of what is exploited nobody can tell that a flaw without a fix is not', () => {
  const events = [{ introduced: '0' }]
  assert.equal(letsInBy(ray, { score: critical, events }, false), 'perhaps')
  assert.equal(letsInBy(ray, { score: local, events }, false), 'no')
  assert.equal(letsInBy(ray, { score: critical }, false), 'yes')
})

test('what a distribution brings, and what installs packages, lets in perhaps', () => {
  assert.equal(letsInBy(openssl, { score: critical }), 'perhaps')
  assert.equal(letsInBy({ ...ray, name: 'pip' }, { score: critical }), 'perhaps')
  assert.equal(letsInBy(openssl, { score: local }), 'no')
  assert.equal(letsInBy({ ...openssl, name: 'linux-libc-dev' }, { score: critical }), 'no')
})

test('what is exploited lets in with and without a fix', () => {
  const kev = { catalogVersion: '1', vulnerabilities: [{ cveID: 'CVE-2026-0001', dateAdded: '2026-01-01' }] }
  const by = (score?: string): string => {
    const events = [{ introduced: '0' }]
    const about = advisory({ name: 'openssl', events, ...(score === undefined ? {} : { score }) })
    const os = { id: 'debian', version: '12', name: '', like: [], file: '' }
    const { matches } = matchInventory({ packages: [openssl], os }, databaseOf([about, kev]))
    return matches.map((match) => letsIn(match, true)).join()
  }
  assert.equal(by(critical), 'yes')
  assert.equal(by(), 'perhaps')
  assert.equal(by(local), 'no')
})

test('the worst counts that several say of one flaw', () => {
  const partly = advisory({
    id: 'GHSA-1',
    aliases: ['CVE-2026-0001'],
    ecosystem: 'PyPI',
    score: criticalBut('I:N'),
  })
  const harmless = advisory({ ecosystem: 'PyPI', score: local })
  const [match] = matched([found({ kind: 'pypi', name: 'a', version: '1' })], [partly, harmless])
  assert.deepEqual(match?.advisories, ['CVE-2026-0001', 'GHSA-1'])
  assert.equal(match && letsIn(match, true), 'perhaps')
})
