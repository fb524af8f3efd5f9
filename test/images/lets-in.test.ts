// Which flaws of which packages let in whoever talks to an application.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isTakeover } from '../../src/images/advisories/takeover.ts'
import { letsIn } from '../../src/images/lets-in.ts'
import type { FoundPackage } from '../../src/images/found-packages.ts'
import { advisory, critical, databaseOf, found, matched } from './advise.ts'
import { matchInventory } from '../../src/images/advisories/match.ts'

test('a stranger takes over by a vector that asks for nothing and gives everything', () => {
  assert.equal(isTakeover(critical), true)
  assert.equal(isTakeover('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'), true)
  for (const lesser of ['AV:L', 'PR:L', 'UI:R', 'C:N', 'I:L']) {
    const [metric = ''] = lesser.split(':')
    assert.equal(isTakeover(critical.replace(new RegExp(`/${metric}:.`), `/${lesser}`)), false, lesser)
  }
  assert.equal(isTakeover('AV:N/AC:L/Au:N/C:C/I:C/A:C'), undefined)
  assert.equal(isTakeover(''), undefined)
})

const local = critical.replace('AV:N', 'AV:L')
const ray: FoundPackage = found({ kind: 'pypi', name: 'ray', version: '1' })
const openssl: FoundPackage = found({ name: 'openssl', version: '1' })

const letsInBy = (each: FoundPackage, about: Parameters<typeof advisory>[0]): string => {
  const ecosystem = each.kind === 'deb' ? 'Debian:12' : 'PyPI'
  const [match] = matched([each], [advisory({ name: each.name, ecosystem, ...about })])
  return match === undefined ? 'no match' : letsIn(match)
}

test('a library of a language lets in by a takeover that is fixed elsewhere', () => {
  assert.equal(letsInBy(ray, { score: critical }), 'yes')
  assert.equal(letsInBy(ray, { score: local }), 'no')
  assert.equal(letsInBy(ray, { score: critical, events: [{ introduced: '0' }] }), 'no')
  assert.equal(letsInBy(ray, {}), 'perhaps')
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
    return matches.map(letsIn).join()
  }
  assert.equal(by(critical), 'yes')
  assert.equal(by(), 'perhaps')
  assert.equal(by(local), 'no')
})
