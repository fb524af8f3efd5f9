// Packages that nothing but a bill of materials in the image tells of.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ecosystemOf, subjectsOf } from '../../src/images/advisories/ecosystems.ts'
import { readBill } from '../../src/images/inventory/bills.ts'
import { takeInventory } from '../../src/images/found-packages.ts'
import type { OperatingSystem, Package } from '../../src/images/inventory/package.ts'
import { groupFixes } from '../../src/images/fixes.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { mergeLayers } from '../../src/images/layers/merge.ts'
import { packageOfPurl } from '../../src/images/inventory/package-of-purl.ts'
import { purlOf } from '../../src/images/inventory/purl-of-package.ts'
import { parsePurl } from '../../src/images/purl/purl.ts'
import { advisory, found, matched } from './advise.ts'
import { type Member, tar } from './tar.ts'

const debian: OperatingSystem = {
  id: 'debian',
  version: '12',
  name: 'Debian',
  like: [],
  file: 'etc/os-release',
}

function told(text: string, path = 'opt/app.cdx.json'): string[] {
  return readBill({ path, bytes: Buffer.from(text) }).packages.map(({ kind, name, version, isDeclared }) => {
    assert.equal(isDeclared, true)
    return `${kind} ${name} ${version}`
  })
}

test('what CycloneDX says is built in is listed, without what was left out and own parts', () => {
  const components = [
    { type: 'library', name: 'serde', purl: 'pkg:cargo/serde@1.0.219' },
    { purl: 'pkg:cargo/own@0.1.0?download_url=file://../own' },
    { purl: 'pkg:cargo/cc@1.0.83', scope: 'excluded' },
    { purl: 'pkg:github/protocolbuffers/protobuf@v31.1' },
    { purl: 'pkg:npm/%40scope/a@1.0.0' },
    { purl: 'pkg:golang/golang.org/x/net@v0.17.0' },
    { purl: 'pkg:maven/org.apache/b@2' },
    { purl: 'pkg:pypi/onnx' },
    { purl: 'none' },
    { name: 'unnamed' },
  ]
  assert.deepEqual(told(JSON.stringify({ bomFormat: 'CycloneDX', components })), [
    'cargo serde 1.0.219',
    'generic protobuf v31.1',
    'npm @scope/a 1.0.0',
    'golang golang.org/x/net v0.17.0',
    'maven b 2',
  ])
})

test('what SPDX says is listed, as JSON and as lines', () => {
  const locator = 'pkg:bitnami/python@3.11.4-7?arch=amd64'
  const refs = [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: locator }]
  const json = JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    packages: [{ name: 'python', externalRefs: refs }, {}],
  })
  const path = 'opt/bitnami/python/.spdx-python.spdx'
  assert.deepEqual(told(json, path), ['bitnami python 3.11.4-7'])
  const lines = `SPDXVersion: SPDX-2.3\nPackageName: python\nExternalRef: PACKAGE-MANAGER purl ${locator}\n`
  assert.deepEqual(told(lines, path), ['bitnami python 3.11.4-7'])
  assert.deepEqual(told('SPDX-License-Identifier: MIT\n', 'LICENSE.spdx'), [])
})

test('a bill that is no JSON is told, and other JSON by such a name tells nothing', () => {
  const read = (text: string): readonly unknown[] =>
    readBill({ path: 'bom.json', bytes: Buffer.from(text) }).faults
  assert.equal(read('{ "components": [').length, 1)
  assert.deepEqual(read('{ "components": 7 }'), [])
})

test('a library of another distribution is matched with what that one says', () => {
  const purl = parsePurl('pkg:rpm/almalinux/libgomp@8.5.0-28.el8_10.alma.1')
  const library = purl === undefined ? undefined : packageOfPurl(purl, 'a.cdx.json')
  assert.ok(library)
  assert.equal(ecosystemOf(library, debian), 'AlmaLinux:8')
  const own = { kind: 'deb', name: 'zlib1g', version: '1', file: 'x' } as const
  assert.equal(ecosystemOf(own, debian), 'Debian:12')
})

test('what a wheel bundles of a distribution is no matter of a rebuild', () => {
  const library = { kind: 'rpm', name: 'libgomp', version: '8.5-1.el8', file: 'a.cdx.json' } as const
  const bundled = found({ ...library, release: { id: 'almalinux', version: '8' }, isDeclared: true })
  const fix = groupFixes(
    matched(
      [bundled],
      [
        advisory({
          ecosystem: 'AlmaLinux:8',
          name: 'libgomp',
          events: [{ introduced: '0' }, { fixed: '9' }],
        }),
      ],
    ),
    () => 'own',
  )
  assert.deepEqual(
    fix.map(({ kind, name }) => [kind, name]),
    [['upgrade', 'libgomp']],
  )
})

test('what brought a package along is told with its fix', () => {
  const fixes = groupFixes(
    matched(
      [
        'pip/_vendor/vendor.txt',
        'site/b-1.0.dist-info/sboms/b.cdx.json',
        'opt/app.jar!lib/a.jar',
        'a.dist-info/METADATA',
      ].map((file) => found({ kind: 'pypi', name: 'a', version: '1', file })),
      [advisory({ ecosystem: 'PyPI' })],
    ),
    () => 'own',
  )
  assert.deepEqual(
    fixes.map(({ within }) => within),
    ['pip', 'b', 'app.jar', undefined],
  )
})

test('a build of Bitnami is matched as the version that it is of', () => {
  const python: Package = { kind: 'bitnami', name: 'python', version: '3.11.4-7', file: 'x' }
  assert.equal(ecosystemOf(python, undefined), 'Bitnami')
  assert.deepEqual(subjectsOf(python), [{ name: 'python', version: '3.11.4' }])
})

test('a package URL that was written from a package leads back to it', () => {
  const packages: readonly Package[] = [
    { kind: 'maven', namespace: 'org.a', name: 'b', version: '1', file: 'x' },
    { kind: 'composer', name: 'symfony/http-kernel', version: 'v5.4.1', file: 'x' },
    { kind: 'npm', name: '@a/b', version: '1.0.0', file: 'x' },
    { kind: 'cran', name: 'jsonlite', version: '1.8.0', file: 'x' },
    { kind: 'rpm', name: 'a', version: '1-2.el8', release: { id: 'almalinux', version: '8' }, file: 'x' },
  ]
  for (const each of packages) {
    const purl = parsePurl(purlOf(each, undefined) ?? '')
    assert.deepEqual(purl === undefined ? undefined : packageOfPurl(purl, 'x'), each)
  }
})

test('what a bill repeats is listed once, as what is installed', () => {
  const purls = (...list: readonly string[]): string =>
    JSON.stringify({ components: list.map((purl) => ({ purl })) })
  const members: readonly Member[] = [
    { path: 'a-1.0.dist-info/METADATA', content: 'Name: A_b\nVersion: 1.0\n' },
    { path: 'a-1.0.dist-info/sboms/a.cdx.json', content: purls('pkg:pypi/a-b@1.0', 'pkg:cargo/serde@1.0.0') },
    { path: 'b.dist-info/sboms/b.cdx.json', content: purls('pkg:cargo/serde@1.0.0') },
  ]
  const scanner = new LayerScanner(defaultLimits, true)
  scanner.write(tar(members))
  const layer = { index: 0, diffId: undefined, content: scanner.end(true) }
  assert.deepEqual(
    takeInventory(mergeLayers([layer])).packages.map(({ name, file, isDeclared }) => [
      name,
      file,
      isDeclared,
    ]),
    [
      ['serde', 'a-1.0.dist-info/sboms/a.cdx.json', true],
      ['A_b', 'a-1.0.dist-info/METADATA', undefined],
    ],
  )
})
