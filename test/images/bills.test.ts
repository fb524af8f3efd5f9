// Bills of materials of an image, and package URLs in them.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import type { ImageReport } from '../../src/images/image-report.ts'
import { readBill } from '../../src/images/inventory/bills.ts'
import type { Package } from '../../src/images/inventory/package.ts'
import { purlOf } from '../../src/images/inventory/purl-of-package.ts'
import { renderCyclonedx } from '../../src/report/image/cyclonedx.ts'
import { renderSpdx } from '../../src/report/image/spdx.ts'
import { advisory, databaseOf, debian, found } from './advise.ts'

test('package URLs name distribution, source, epoch and folder', () => {
  const of = (part: Partial<Package> & Pick<Package, 'name' | 'version'>, os = debian): string | undefined =>
    purlOf(found(part), os)
  assert.equal(
    of({ name: 'libc6', version: '2.36-9+b1', arch: 'amd64', source: { name: 'glibc', version: '2.36-9' } }),
    'pkg:deb/debian/libc6@2.36-9%2Bb1?arch=amd64&distro=debian-12&upstream=glibc',
  )
  assert.equal(
    of(
      { kind: 'rpm', name: 'openssl', version: '1:3.0.7-24.el9', arch: 'x86_64' },
      { ...debian, id: 'rhel', version: '9.4' },
    ),
    'pkg:rpm/rhel/openssl@3.0.7-24.el9?arch=x86_64&distro=rhel-9.4&epoch=1',
  )
  assert.equal(of({ kind: 'npm', name: '@scope/a', version: '1.0.0' }), 'pkg:npm/%40scope/a@1.0.0')
  assert.equal(
    of({ kind: 'golang', name: 'golang.org/x/net', version: 'v0.17.0' }),
    'pkg:golang/golang.org/x/net@v0.17.0',
  )
  assert.equal(of({ kind: 'pypi', name: 'Foo_Bar', version: '1.0' }), 'pkg:pypi/foo-bar@1.0')
  assert.equal(of({ kind: 'maven', namespace: 'org.a', name: 'b', version: '1' }), 'pkg:maven/org.a/b@1')
})

function report(): ImageReport {
  const empty = reportImage(
    { reference: 'models/llm:1', image: { tags: [], annotations: {}, layers: [] }, layers: [] },
    { database: databaseOf([advisory({})]) },
  )
  const packages = [found({ name: 'a', version: '1' }), found({ name: 'b', version: '2', license: 'MIT' })]
  const [first] = packages
  assert.ok(first !== undefined)
  const match = {
    vulnerability: 'CVE-2026-0001',
    advisories: ['X'],
    package: first,
    isInert: false,
    summary: 'Bad.',
  }
  return {
    ...empty,
    image: { ...empty.image, os: debian, digest: `sha256:${'0'.repeat(64)}` },
    packages,
    vulnerabilities: [match],
  }
}

interface Bill {
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } }
  readonly components: readonly {
    readonly 'bom-ref': string
    readonly type: string
    readonly name: string
    readonly purl?: string
  }[]
  readonly vulnerabilities: readonly {
    readonly id: string
    readonly ratings: unknown
    readonly affects: readonly { readonly ref: string }[]
  }[]
}

test('CycloneDX has every package, the system, and each vulnerability with what it affects', () => {
  const { metadata, components, vulnerabilities } = JSON.parse(renderCyclonedx(report())) as Bill
  assert.equal(metadata.component.name, 'models/llm:1')
  assert.deepEqual(
    components.map(({ type, name }) => `${type} ${name}`),
    ['operating-system debian', 'library a', 'library b'],
  )
  assert.equal(new Set(components.map((each) => each['bom-ref'])).size, 3)
  assert.deepEqual(
    vulnerabilities.map(({ id, ratings, affects }) => [id, ratings, affects]),
    [['CVE-2026-0001', [{ severity: 'unknown' }], [{ ref: components[1]?.['bom-ref'] }]]],
  )
})

interface Document {
  readonly packages: readonly {
    readonly SPDXID: string
    readonly name: string
    readonly externalRefs?: readonly { readonly referenceLocator: string }[]
  }[]
  readonly relationships: readonly {
    readonly relationshipType: string
    readonly relatedSpdxElement: string
  }[]
}

test('SPDX has the image, and every package in it', () => {
  const { packages, relationships } = JSON.parse(renderSpdx(report())) as Document
  assert.deepEqual(
    packages.map(({ name }) => name),
    ['models/llm:1', 'a', 'b'],
  )
  assert.equal(packages[1]?.externalRefs?.[0]?.referenceLocator, 'pkg:deb/debian/a@1?distro=debian-12')
  assert.deepEqual(
    relationships.map(({ relatedSpdxElement: element }) => element),
    packages.map(({ SPDXID }) => SPDXID),
  )
})

test('the same image makes the same bytes', () => {
  assert.equal(renderSpdx(report()), renderSpdx(report()))
  assert.equal(renderCyclonedx(report()), renderCyclonedx(report()))
})

test('what a component is assembled of is read, unless it was left out', () => {
  const npm = (name: string, rest: object = {}): object => ({ purl: `pkg:npm/${name}@1.0.0`, ...rest })
  const components = [
    npm('a', { components: [npm('b', { components: [npm('c')] }), 7] }),
    { name: 'no package', components: [npm('d')] },
    npm('e', { scope: 'excluded', components: [npm('f')] }),
  ]
  const bytes = Buffer.from(JSON.stringify({ bomFormat: 'CycloneDX', components }))
  assert.deepEqual(
    readBill({ path: 'app/bom.json', bytes }).packages.map(({ name }) => name),
    ['a', 'b', 'c', 'd'],
  )
})

test('a bill in a form that is not read says so', () => {
  const faults = (path: string, text: string): number =>
    readBill({ path, bytes: Buffer.from(text) }).faults.length
  assert.equal(faults('app/bom.cdx.xml', '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>'), 1)
  assert.equal(faults('app/a.spdx.json', '{"@context": "https://spdx.org/rdf/3.0.1", "@graph": []}'), 1)
  assert.equal(faults('app/sbom.json', '{"artifacts": [], "schema": {"version": "16.0.0"}}'), 1)
  assert.equal(faults('app/bom.json', '{"bomFormat": "CycloneDX"}'), 0)
})
