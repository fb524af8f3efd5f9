// Statements in CycloneDX and CSAF.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { vexProblems } from '../../src/images/vex/problems.ts'
import { apply, digest, statusAfter } from './vexed.ts'

const bill = (vulnerability: object, metadata: object = {}): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { timestamp: '2026-11-02T00:00:00Z', ...metadata },
  components: [{ 'bom-ref': 'a', type: 'library', name: 'libssl3', purl: 'pkg:deb/debian/libssl3@3.0.11-1' }],
  vulnerabilities: [{ id: 'CVE-2026-0001', affects: [{ ref: 'a' }], ...vulnerability }],
})

test('CycloneDX is read: states, references into a bill of materials, and who said it', () => {
  const states: readonly (readonly [state: string, status: string])[] = [
    ['not_affected', 'not_affected'],
    ['false_positive', 'not_affected'],
    ['resolved', 'fixed'],
    ['exploitable', 'affected'],
    ['in_triage', 'under_investigation'],
  ]
  for (const [state, status] of states)
    assert.equal(statusAfter(bill({ analysis: { state, detail: 'So it is.' } })), status)
  const [said] = apply(
    bill(
      { analysis: { state: 'not_affected', justification: 'code_not_reachable' } },
      { authors: [{ name: 'Vendor' }] },
    ),
  ).matches
  assert.deepEqual(said?.vex, {
    status: 'not_affected',
    justification: 'code_not_reachable',
    date: '2026-11-02T00:00:00Z',
    author: 'Vendor',
    origin: 'vendor.json',
  })
  const link = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg%3Adeb%2Fdebian%2Flibssl3%403.0.11-1'
  const linked = { affects: [{ ref: link }], analysis: { state: 'resolved' } }
  assert.equal(statusAfter(bill(linked)), 'fixed')
  assert.equal(statusAfter(bill({})), undefined, 'a vulnerability that nobody has analysed')
  const bare = apply(bill({ analysis: { state: 'not_affected' } }))
  assert.equal(bare.matches[0]?.vex, undefined)
  assert.match(vexProblems(bare.documents)[0]?.message ?? '', /vulnerability 1 says not_affected/)
})

test('versions in CycloneDX tell which of a package without one are meant', () => {
  const claimed = (purl: string, ...versions: readonly object[]): string | undefined =>
    statusAfter({
      ...bill({ affects: [{ ref: 'p', versions }], analysis: { state: 'resolved' } }),
      components: [{ 'bom-ref': 'p', name: 'libssl3', purl }],
    })
  const own = '3.0.11-1'
  const any = 'pkg:deb/debian/libssl3'
  assert.equal(claimed(any, { version: own, status: 'unaffected' }), 'fixed')
  assert.equal(claimed(any, { version: own }), 'fixed', 'a list that only says which is meant')
  assert.equal(claimed(any, { version: '9' }), undefined, 'another version')
  const split = [{ version: '9', status: 'unaffected' }, { version: own }]
  assert.equal(claimed(any, ...split), undefined, 'the document says that this one is affected')
  assert.equal(claimed(`${any}@${own}`, ...split), undefined)
  assert.equal(claimed(`${any}@${own}`, { version: own }), 'fixed')
  assert.equal(claimed(any, { range: 'vers:deb/<9', status: 'unaffected' }), undefined, 'a range')
})

const advisoryOf = (vulnerability: object): object => ({
  document: {
    category: 'csaf_vex',
    publisher: { category: 'vendor', name: 'Vendor', namespace: 'https://vendor.example' },
    tracking: { current_release_date: '2026-11-03T00:00:00Z' },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        branches: [{ category: 'product_version', product: named('ssl', 'pkg:deb/debian/libssl3@3.0.11-1') }],
      },
      { category: 'vendor', product: named('image', `pkg:oci/llm@${digest}`) },
      { category: 'vendor', product: { product_id: 'debian', name: 'Debian 12' } },
      { category: 'vendor', product: hashed('other', 'cd'.repeat(32)) },
    ],
    relationships: [
      related('ssl-in-image', 'ssl', 'image'),
      related('ssl-in-debian', 'ssl', 'debian'),
      related('lost', 'nothing', 'image'),
      related('ssl-in-nothing', 'ssl', 'nothing'),
      related('ssl-in-other', 'ssl', 'other'),
    ],
  },
  vulnerabilities: [{ cve: 'CVE-2026-0001', ...vulnerability }],
})

function named(id: string, purl: string): object {
  return { product_id: id, name: id, product_identification_helper: { purl } }
}

function hashed(id: string, value: string): object {
  const hashes = [{ filename: id, file_hashes: [{ algorithm: 'sha256', value }] }]
  return { product_id: id, name: id, product_identification_helper: { hashes } }
}

function related(id: string, part: string, whole: string): object {
  return {
    category: 'default_component_of',
    full_product_name: { product_id: id, name: id },
    product_reference: part,
    relates_to_product_reference: whole,
  }
}

test('CSAF is read: products of the tree and their parts, with flags, threats and remediations', () => {
  for (const id of ['ssl', 'image', 'ssl-in-image', 'ssl-in-debian']) {
    const said = {
      product_status: { known_not_affected: [id] },
      flags: [{ label: 'component_not_present', product_ids: [id] }],
    }
    assert.equal(statusAfter(advisoryOf(said)), 'not_affected', id)
  }
  assert.deepEqual(
    apply(
      advisoryOf({
        product_status: { known_not_affected: ['ssl'] },
        threats: [{ category: 'impact', details: 'It is not linked.', product_ids: ['ssl'] }],
      }),
    ).matches[0]?.vex,
    {
      status: 'not_affected',
      impact: 'It is not linked.',
      date: '2026-11-03T00:00:00Z',
      author: 'Vendor',
      origin: 'vendor.json',
    },
  )
  const affected = {
    product_status: { known_affected: ['ssl'] },
    remediations: [{ category: 'vendor_fix', details: 'Upgrade.', product_ids: ['ssl'] }],
  }
  assert.equal(apply(advisoryOf(affected)).matches[0]?.vex?.action, 'Upgrade.')
  assert.equal(statusAfter(advisoryOf({ product_status: { fixed: ['ssl'] } })), 'fixed')
  assert.equal(statusAfter(advisoryOf({ product_status: { fixed: ['lost'] } })), undefined)
})

test('a part of another image, or of a product that the tree lacks, is not that part everywhere', () => {
  for (const id of ['ssl-in-other', 'ssl-in-nothing'])
    assert.equal(statusAfter(advisoryOf({ product_status: { fixed: [id] } })), undefined, id)
})

test('a flag of another product justifies nothing', () => {
  const applied = apply(
    advisoryOf({
      product_status: { known_not_affected: ['ssl'] },
      flags: [{ label: 'component_not_present', product_ids: ['image'] }],
    }),
  )
  assert.equal(applied.matches[0]?.vex, undefined)
  assert.match(vexProblems(applied.documents)[0]?.message ?? '', /CVE-2026-0001 of ssl says not_affected/)
})

test('a tree as deep as can be is not followed to its end', () => {
  let branch: object = { product: named('ssl', 'pkg:deb/debian/libssl3') }
  for (let depth = 0; depth < 2000; depth++) branch = { branches: [branch] }
  const whole = {
    ...advisoryOf({ product_status: { fixed: ['ssl'] } }),
    product_tree: { branches: [branch] },
  }
  assert.equal(statusAfter(whole), undefined)
})
