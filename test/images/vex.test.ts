// What others say about vulnerabilities, and which of them it sets aside.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { parseVex } from '../../src/images/vex/parse.ts'
import { vexProblems } from '../../src/images/vex/problems.ts'
import { about, apply, digest, notAffected, openvex, readVex, statusAfter } from './vexed.ts'

test('a statement is about a package or an image that its package URL names', () => {
  const cases: readonly (readonly [statement: object, isAbout: boolean])[] = [
    [about('pkg:deb/debian/libssl3@3.0.11-1'), true],
    [about('pkg:deb/debian/libssl3'), true],
    [about('pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12'), true],
    [about('pkg:deb/debian/libssl3@3.0.11-1?arch=arm64'), false],
    [about('pkg:deb/debian/libssl3@3.0.12-1'), false],
    [about('pkg:deb/ubuntu/libssl3@3.0.11-1'), false],
    [about('pkg:deb/debian/openssl@3.0.11-1?arch=source'), true],
    [about('pkg:deb/debian/openssl@3.0.11-1?arch=amd64'), false],
    [about('pkg:rpm/debian/libssl3@3.0.11-1'), false],
    [about(`pkg:oci/llm@${digest}`), true],
    [about(`pkg:oci/llm@${digest.replaceAll('ab', 'cd')}`), false],
    [about('pkg:oci/llm?repository_url=models.azurecr.io/team/llm'), true],
    [about('pkg:oci/llm?repository_url=models.azurecr.io'), true],
    [about('pkg:oci/llm?repository_url=docker.io/team/llm'), false],
    [about('pkg:oci/llm?tag=1.4'), true],
    [about('pkg:oci/llm?tag=1.5'), false],
    [about('pkg:oci/other'), false],
    [about('pkg:docker/team/llm@1.4?repository_url=models.azurecr.io'), true],
    // Without a registry it is Docker Hub's (purl-spec, types/docker-definition.json).
    [about('pkg:docker/team/llm@1.4'), false],
    [about('models.azurecr.io/team/llm:1.4'), true],
    [about('models.azurecr.io/team/llm:1.5'), false],
    [about('pkg:oci/llm', 'pkg:deb/debian/libssl3'), true],
    [about('pkg:oci/llm', 'pkg:deb/debian/zlib1g'), false],
    [about('pkg:oci/other', 'pkg:deb/debian/libssl3'), false],
    [{ ...notAffected, products: [{ hashes: { 'sha-256': 'AB'.repeat(32) } }] }, true],
    [{ ...notAffected, products: [{ '@id': 'pkg:oci/llm', hashes: { 'sha-256': 'cd'.repeat(32) } }] }, false],
    [{ ...notAffected, products: [{ identifiers: { purl: 'pkg:deb/debian/libssl3' } }] }, true],
    [{ ...about('pkg:oci/llm'), vulnerability: { name: 'GHSA-1', aliases: ['CVE-2026-0001'] } }, true],
    [{ ...about('pkg:oci/llm'), vulnerability: { name: 'CVE-2026-0002' } }, false],
  ]
  for (const [statement, isAbout] of cases)
    assert.equal(
      statusAfter(openvex(statement)),
      isAbout ? 'not_affected' : undefined,
      JSON.stringify(statement),
    )
})

test('a statement about another architecture, or about a part of a package, is not about all of it', () => {
  const statusOf = (purl: string): string | undefined => statusAfter(openvex(about(purl)))
  assert.equal(statusOf('pkg:oci/llm?arch=amd64'), 'not_affected')
  assert.equal(statusOf('pkg:oci/llm?arch=arm64'), undefined)
  assert.equal(statusOf('pkg:deb/debian/libssl3#usr/lib/engines'), undefined)
})

test('what is claimed keeps its author, day, origin and reason', () => {
  assert.deepEqual(apply(openvex(about('pkg:oci/llm'))).matches[0]?.vex, {
    status: 'not_affected',
    justification: 'vulnerable_code_not_in_execute_path',
    date: '2026-11-01T00:00:00Z',
    author: 'Platform Security',
    origin: 'vendor.json',
  })
})

test('the newest statement counts, whichever document it stands in; of two at once the later one', () => {
  const old = openvex({ ...about('pkg:oci/llm'), timestamp: '2026-10-01T00:00:00+02:00' })
  const action = { status: 'affected', action_statement: 'Upgrade.', justification: undefined }
  const new_ = openvex({ ...about('pkg:oci/llm'), ...action, timestamp: '2026-10-01T00:00:00Z' })
  assert.equal(statusAfter(old, new_), 'affected', 'two hours later')
  assert.equal(statusAfter(new_, old), 'affected')
  assert.equal(statusAfter(openvex(about('pkg:oci/llm'), { ...about('pkg:oci/llm'), ...action })), 'affected')
  assert.equal(
    statusAfter(openvex({ ...about('pkg:oci/llm'), ...action }, about('pkg:oci/llm'))),
    'not_affected',
  )
})

test('a statement that does not say enough sets nothing aside, and is told', () => {
  const cases: readonly (readonly [statement: unknown, why: RegExp])[] = [
    [
      { ...about('pkg:oci/llm'), justification: undefined },
      /neither a justification nor an impact statement/,
    ],
    [{ ...about('pkg:oci/llm'), justification: 'because' }, /malformed at justification/],
    [{ ...about('pkg:oci/llm'), status: 'harmless' }, /malformed at status/],
    [{ ...about('pkg:oci/llm'), status: 'affected' }, /no action statement/],
    [{ ...about('pkg:oci/llm'), timestamp: 'yesterday' }, /malformed at timestamp/],
    [{ ...notAffected, products: [] }, /names no product that CVE-2026-0001/],
    [{ ...notAffected, products: [{}] }, /names no product/],
    [{ ...about('pkg:oci/llm'), vulnerability: 'CVE-2026-0001' }, /malformed at vulnerability/],
    [
      { ...about('pkg:oci/llm'), justification: undefined, impact_statement: ' ' },
      /malformed at impact_statement/,
    ],
    [7, /malformed at its root/],
  ]
  for (const [statement, why] of cases) {
    const applied = apply(openvex(statement as object, about('pkg:oci/other')))
    assert.equal(applied.matches[0]?.vex, undefined)
    const [problem] = vexProblems(applied.documents)
    assert.equal(problem?.code, 'vex-malformed')
    assert.match(problem?.message ?? '', why)
    assert.match(problem?.message ?? '', /statement 1 /)
  }
  const impact = {
    ...about('pkg:oci/llm'),
    justification: undefined,
    impact_statement: 'The code was taken out.',
  }
  assert.equal(statusAfter(openvex(impact)), 'not_affected')
})

test('statements about nothing in the image are told, with the vulnerabilities that they miss by the product', () => {
  const { documents } = apply(
    openvex(about('pkg:oci/llm'), about('pkg:oci/other'), {
      ...about('pkg:oci/llm'),
      vulnerability: { name: 'CVE-1999-0001' },
    }),
  )
  const [problem, ...others] = vexProblems(documents)
  assert.deepEqual([problem?.code, others.length], ['vex-unmatched', 0])
  assert.match(
    problem?.message ?? '',
    /^2 of 3 VEX statements are about nothing that is there, though there is CVE-2026-0001 in/,
  )
})

test('what is no document is told from one', () => {
  for (const text of [
    '',
    'x',
    'null',
    '[]',
    '{}',
    '{"bomFormat":"CycloneDX"}',
    '{"@context":"https://schema.org"}',
  ])
    assert.equal(parseVex(text, 'a'), undefined, text)
  const { timestamp: _, ...undated } = openvex() as Record<string, unknown>
  assert.equal(parseVex(JSON.stringify(undated), 'a'), undefined)
})

test('whatever a document holds, reading it ends, and nothing is set aside without a reason', () => {
  const status = fc.constantFrom('not_affected', 'fixed', 'affected', 'under_investigation', 'x')
  const text = fc.oneof(fc.string(), fc.constantFrom('pkg:oci/llm', 'CVE-2026-0001', 'component_not_present'))
  const statement = fc.record(
    {
      vulnerability: fc.oneof(fc.record({ name: text }), fc.anything()),
      products: fc.oneof(fc.array(fc.record({ '@id': text })), fc.anything()),
      status,
      justification: fc.oneof(text, fc.constant(undefined)),
      impact_statement: fc.oneof(text, fc.constant(undefined)),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
      const { statements: counted, faults } = readVex(openvex(...statements))
      assert.equal(counted.length + faults.length, statements.length)
      for (const { claim } of counted)
        assert.ok(claim.status !== 'not_affected' || (claim.justification ?? claim.impact) !== undefined)
    }),
  )
})
