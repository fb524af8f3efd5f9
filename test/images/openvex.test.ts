// What is written as OpenVEX: valid by its specification, and understood when it is read again.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { z } from 'zod'

import type { Match } from '../../src/images/advisories/match.ts'
import { renderOpenVex } from '../../src/report/image/openvex.ts'
import { flaw, imageReport } from '../patching/images.ts'
import { folderWith } from '../sources/folder.ts'
import { makeDockerArchive, makeLayer, debianRelease, dpkgStatus } from './make-image.ts'
import { runIn } from './run-command.ts'

// OpenVEX 0.2.0, as its specification has it: nothing else may stand anywhere, and a reason is given in one way.
const component = { '@id': z.url().optional(), identifiers: z.record(z.string(), z.string()).optional() }
const common = {
  vulnerability: z.strictObject({ name: z.string().min(1) }),
  products: z
    .array(z.strictObject({ ...component, subcomponents: z.array(z.strictObject(component)) }))
    .min(1),
  status_notes: z.string().optional(),
}
const justification = z.enum([
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
])
const statement = z.union([
  z.strictObject({ ...common, status: z.literal('not_affected'), justification }),
  z.strictObject({ ...common, status: z.literal('not_affected'), impact_statement: z.string().min(1) }),
  z.strictObject({ ...common, status: z.literal('affected'), action_statement: z.string().min(1) }),
  z.strictObject({ ...common, status: z.enum(['fixed', 'under_investigation']) }),
])
const openvex = z.strictObject({
  '@context': z.literal('https://openvex.dev/ns/v0.2.0'),
  '@id': z.url(),
  author: z.string().min(1),
  timestamp: z.iso.datetime(),
  version: z.int().min(1),
  tooling: z.string(),
  statements: z.array(statement).min(1),
})

const layer = makeLayer([debianRelease, dpkgStatus('bash=5.2', 'curl=8.1', 'linux-libc-dev=6.1')])

function osv(id: string, name: string, ...more: readonly object[]): string {
  const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, ...more] }]
  return JSON.stringify({ id, affected: [{ package: { ecosystem: 'Debian:12', name }, ranges }] })
}

const advisories = [
  osv('CVE-2026-0001', 'bash', { fixed: '9' }),
  osv('CVE-2026-0002', 'curl'),
  osv('CVE-2026-0003', 'linux-libc-dev', { fixed: '9' }),
].join('\n')

function prepared(t: Parameters<typeof folderWith>[0]): string {
  return folderWith(t, { 'llm.tar': makeDockerArchive([layer]), 'osv.ndjson': advisories })
}

test('every vulnerability is a statement: what to do about it, and why it does not matter', async (t) => {
  const folder = prepared(t)
  await runIn(folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  const { out } = await runIn(folder, [
    'image',
    'llm.tar',
    '--db',
    'a.db',
    '-f',
    'openvex',
    '--vex-author',
    'Bank',
  ])
  const document = openvex.parse(JSON.parse(out))
  assert.deepEqual([document.author, document.timestamp], ['Bank', '2026-11-30T00:00:00Z'])
  assert.match(document.statements[0]?.products[0]?.['@id'] ?? '', /^pkg:oci\/llm@sha256:[0-9a-f]{64}$/)
  assert.deepEqual(
    document.statements.map(({ vulnerability, status, products }) => [
      vulnerability.name,
      status,
      products[0]?.subcomponents.map((part) => part['@id']),
    ]),
    [
      ['CVE-2026-0001', 'affected', ['pkg:deb/debian/bash@5.2?arch=amd64&distro=debian-12']],
      ['CVE-2026-0002', 'affected', ['pkg:deb/debian/curl@8.1?arch=amd64&distro=debian-12']],
      ['CVE-2026-0003', 'not_affected', ['pkg:deb/debian/linux-libc-dev@6.1?arch=amd64&distro=debian-12']],
    ],
  )
  assert.match(out, /bash is fixed in 9/)
  assert.match(out, /No fix of curl is known/)
  assert.equal(
    out,
    (await runIn(folder, ['image', 'llm.tar', '--db', 'a.db', '-f', 'openvex', '--vex-author', 'Bank'])).out,
  )
})

test('what somebody judged in it is set aside in the next scan: shown, not counted, and passed on', async (t) => {
  const folder = prepared(t)
  await runIn(folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  const scan = ['image', 'llm.tar', '--db', 'a.db']
  const document = openvex.parse(
    JSON.parse((await runIn(folder, [...scan, '-f', 'openvex', '--vex-author', 'Bank'])).out),
  )
  const judged = document.statements.map(({ vulnerability, products }) => ({
    vulnerability,
    products,
    status: 'not_affected',
    impact_statement: 'Nobody calls it.',
  }))
  writeFileSync(join(folder, 'judged.json'), JSON.stringify({ ...document, statements: judged }))
  const { code, out } = await runIn(folder, [...scan, '--vex', 'judged.json'])
  assert.equal(code, 0)
  assert.match(out, /3 packages in 1 layer: 0 vulnerabilities\./)
  assert.match(
    out,
    /Said not to matter.*\n.*CVE-2026-0001 in bash.*\n.*Nobody calls it\.\n.*Bank, on 2026-11-30, in judged\.json/,
  )
  const passedOn = await runIn(folder, [...scan, '--vex', 'judged.json', '-f', 'openvex'])
  const again = openvex.parse(JSON.parse(passedOn.out))
  assert.ok(again.statements.every(({ status }) => status === 'not_affected'))
  assert.match(passedOn.out, /Stated by Bank on 2026-11-30 in judged\.json\./)
  const bill = (await runIn(folder, [...scan, '--vex', 'judged.json', '-f', 'cyclonedx'])).out
  assert.match(
    bill,
    /"state": "not_affected",\s+"detail": "Bank, 2026-11-30T00:00:00Z: not_affected; Nobody calls it\."/,
  )
})

test('a file that is no VEX document is a mistake in the question; a statement that does not count makes it incomplete', async (t) => {
  const folder = prepared(t)
  await runIn(folder, ['db', 'update', '--from', 'osv.ndjson', '--db', 'a.db'])
  writeFileSync(join(folder, 'none.json'), '{}')
  const bare = {
    vulnerability: { name: 'CVE-2026-0001' },
    products: [{ '@id': 'pkg:oci/llm' }],
    status: 'not_affected',
  }
  const head = { '@context': 'https://openvex.dev/ns', '@id': 'https://a.example/1', author: 'A', version: 1 }
  writeFileSync(
    join(folder, 'bare.json'),
    JSON.stringify({ ...head, timestamp: '2026-11-30T00:00:00Z', statements: [bare] }),
  )
  const scan = ['image', 'llm.tar', '--db', 'a.db']
  for (const name of ['none.json', 'missing.json']) {
    const { code, err } = await runIn(folder, [...scan, '--vex', name])
    assert.equal(code, 2)
    assert.match(err, new RegExp(name))
  }
  const told = await runIn(folder, [...scan, '--vex', 'bare.json', '--fail-on', 'never'])
  assert.equal(told.code, 3)
  assert.match(told.out, /vex-malformed/)
  assert.equal(
    (await runIn(folder, [...scan, '--vex', 'bare.json'])).code,
    1,
    'what it says nothing of still counts',
  )
})

test('of a wheel that is installed as well nothing is said that would set the installed one aside', () => {
  const installed = {
    kind: 'pypi',
    name: 'a',
    version: '1',
    file: 'a/METADATA',
    layer: 0,
    isOwned: false,
  } as const
  const running: Match = { ...flaw('CVE-1'), package: installed }
  const packed: Match = {
    ...running,
    package: { ...installed, isPacked: true, file: 'a.whl' },
    isInert: true,
  }
  const statusesOf = (flaws: readonly Match[]): readonly string[] => {
    const { statements } = JSON.parse(renderOpenVex(imageReport('b.io/a:1', { flaws }))) as {
      statements: readonly { status: string }[]
    }
    return statements.map(({ status }) => status)
  }
  assert.deepEqual(statusesOf([packed]), ['not_affected'])
  assert.deepEqual(statusesOf([running, packed]), ['affected'])
})
