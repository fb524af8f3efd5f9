// Where mutations of statements about vulnerabilities, scores and inventories start.

const product = { '@id': 'pkg:oci/llm', subcomponents: [{ '@id': 'pkg:deb/debian/bash@5.2?arch=amd64' }] }

export const vexDocuments: readonly unknown[] = [
  {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://a.example/1',
    author: 'A',
    timestamp: '2026-11-30T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'CVE-2026-0001', aliases: ['GHSA-1'] },
        products: [product],
        status: 'not_affected',
        justification: 'component_not_present',
      },
      {
        vulnerability: { name: 'CVE-2026-0002' },
        products: [product],
        status: 'affected',
        action_statement: 'Do.',
      },
    ],
  },
  {
    bomFormat: 'CycloneDX',
    metadata: { timestamp: '2026-11-30T00:00:00Z', authors: [{ name: 'A' }] },
    components: [{ 'bom-ref': 'a', purl: 'pkg:npm/a@1', hashes: [{ alg: 'SHA-256', content: '00' }] }],
    vulnerabilities: [
      { id: 'CVE-2026-0001', affects: [{ ref: 'a' }], analysis: { state: 'not_affected', detail: 'So.' } },
    ],
  },
  {
    document: {
      category: 'csaf_vex',
      publisher: { name: 'A' },
      tracking: { current_release_date: '2026-11-30T00:00:00Z' },
    },
    product_tree: {
      branches: [
        {
          branches: [
            { product: { product_id: 'a', product_identification_helper: { purl: 'pkg:npm/a@1' } } },
          ],
        },
      ],
      relationships: [
        { full_product_name: { product_id: 'b' }, product_reference: 'a', relates_to_product_reference: 'a' },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2026-0001',
        product_status: { known_not_affected: ['a', 'b'] },
        flags: [{ label: 'component_not_present', product_ids: ['a'] }],
      },
    ],
  },
]

export const epssTables: readonly string[] = [
  '#model_version:v2025.03.14,score_date:2026-11-29T00:00:00Z\ncve,epss,percentile\nCVE-2026-0001,0.94,0.99\n',
]

export const cvssVectors: readonly string[] = [
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:A',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'AV:N/AC:L/Au:N/C:C/I:C/A:C',
]

const found = { kind: 'deb', name: 'bash', version: '5.2', file: 'status', layer: 0, isOwned: false }

export const bills: readonly unknown[] = [
  {
    schema: 1,
    tool: { name: 'bulkhead' },
    image: { reference: 'a', tags: [], os: { id: 'debian', version: '12', name: 'D', like: [], file: 'f' } },
    layers: [],
    advisories: { made: '2026-11-30' },
    packages: [found],
    vulnerabilities: [{ vulnerability: 'CVE-2026-0001', package: found }],
  },
  {
    bomFormat: 'CycloneDX',
    components: [
      {
        'bom-ref': 'a',
        purl: 'pkg:deb/debian/bash@5.2?distro=debian-12&upstream=bash',
        properties: [{ name: 'bulkhead:layer', value: '1' }],
      },
      { type: 'operating-system', name: 'debian', version: '12' },
    ],
    vulnerabilities: [{ id: 'CVE-2026-0001', affects: [{ ref: 'a' }] }],
  },
  {
    spdxVersion: 'SPDX-2.3',
    name: 'a',
    packages: [
      {
        sourceInfo: 'found in a, built from b 1',
        externalRefs: [{ referenceType: 'purl', referenceLocator: 'pkg:rpm/rhel/a@1?epoch=1' }],
      },
    ],
  },
]
