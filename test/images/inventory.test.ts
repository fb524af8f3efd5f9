// Package databases, and what layers do to one another.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readApk } from '../../src/images/inventory/apk.ts'
import { readDpkg } from '../../src/images/inventory/dpkg.ts'
import { readRpmManifest } from '../../src/images/inventory/rpm/manifest.ts'
import { takeInventory } from '../../src/images/found-packages.ts'
import { readOsRelease } from '../../src/images/inventory/os-release.ts'
import { defaultLimits, type Layer } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { mergeLayers } from '../../src/images/layers/merge.ts'
import { dpkgStatus } from './make-image.ts'
import { sparseInText } from './sparse.ts'
import { type Member, tar } from './tar.ts'

const file = (text: string, path = 'var/lib/dpkg/status'): { path: string; bytes: Buffer } => ({
  path,
  bytes: Buffer.from(text),
})

function layersOf(...layers: readonly (readonly Member[])[]): Layer[] {
  return layers.map((members, index) => {
    const scanner = new LayerScanner(defaultLimits, index === 0)
    scanner.write(tar(members))
    return { index, diffId: undefined, content: scanner.end(true) }
  })
}

function packagesIn(...layers: readonly (readonly Member[])[]): string[] {
  return takeInventory(mergeLayers(layersOf(...layers))).packages.map(
    ({ name, version, layer }) => `${name} ${version} @${layer}`,
  )
}

test('dpkg tells sources, their versions and what is gone', () => {
  const { packages, faults } = readDpkg(
    file(`Package: libc6
Status: install ok installed
Architecture: amd64
Source: glibc
Version: 2.36-9+deb12u10
Description: GNU C Library
 Version: 1.0 of nothing

Package: libbrotli-dev
Status: install ok installed
Version: 1.0.9-2+b6
Source: brotli (1.0.9-2)

Package: gone
Status: deinstall ok config-files
Version: 1

Package: half
Status: install ok half-configured
Version: 1:2.3-4

Package: broken
Status: install ok installed
`),
  )
  assert.deepEqual(
    packages.map(({ name, version, source }) => [name, version, source?.name, source?.version]),
    [
      ['libc6', '2.36-9+deb12u10', 'glibc', '2.36-9+deb12u10'],
      ['libbrotli-dev', '1.0.9-2+b6', 'brotli', '1.0.9-2'],
      ['half', '1:2.3-4', 'half', '1:2.3-4'],
    ],
  )
  assert.deepEqual(faults, [{ message: 'The package broken has no version.', line: 22 }])
})

test('images without dpkg have a file for each package', () => {
  const members = [
    {
      path: 'var/lib/dpkg/status.d/libssl3',
      content: 'Package: libssl3\nVersion: 3.0.15-1\nSource: openssl\n',
    },
    {
      path: 'var/lib/dpkg/status.d/python3.11-minimal',
      content: 'Package: python3.11-minimal\nVersion: 3.11.2-6\n',
    },
    { path: 'var/lib/dpkg/status.d/libssl3.md5sums', content: '0 usr/lib/x\n' },
  ]
  assert.deepEqual(packagesIn(members), ['libssl3 3.0.15-1 @0', 'python3.11-minimal 3.11.2-6 @0'])
})

test('fields of dpkg are known in any capitals, and a line of blanks ends a paragraph', () => {
  const status =
    'package : bash\nSTATUS: install ok installed\nversion: 5.2\n \t\nPackage: curl\n Version: 0\nVersion: 8.1\n'
  assert.deepEqual(packagesIn([{ path: 'var/lib/dpkg/status', content: status }]), [
    'bash 5.2 @0',
    'curl 8.1 @0',
  ])
})

test('images of Azure Linux without rpm tell their packages in a manifest', () => {
  const times = '1653816591\t1653753130\tMicrosoft Corporation\t(none)\t580'
  const { packages, faults } = readRpmManifest(
    file(
      `openssl-libs\t3.3.5-4.azl3\t${times}\tx86_64\t0\topenssl-3.3.5-4.azl3.src.rpm\n` +
        `dbus\t1.15.8-3.azl3\t${times}\tx86_64\t1\tdbus-1.15.8-3.azl3.src.rpm\n` +
        'gpg-pubkey\t3135ce90-5e6fda74\nbroken\t1.0\n',
      'var/lib/rpmmanifest/container-manifest-2',
    ),
  )
  assert.deepEqual(
    packages.map(({ kind, name, version, arch, source }) => ({ kind, name, version, arch, source })),
    [
      {
        kind: 'rpm',
        name: 'openssl-libs',
        version: '3.3.5-4.azl3',
        arch: 'x86_64',
        source: { name: 'openssl', version: '3.3.5-4.azl3' },
      },
      {
        kind: 'rpm',
        name: 'dbus',
        version: '1:1.15.8-3.azl3',
        arch: 'x86_64',
        source: { name: 'dbus', version: '1.15.8-3.azl3' },
      },
    ],
  )
  assert.deepEqual(faults, [{ message: 'A line of the manifest of rpm tells of no package.', line: 4 }])
  const content = `bash\t5.2-1.azl3\t${times}\tx86_64\t0\tbash-5.2-1.azl3.src.rpm\n`
  assert.deepEqual(packagesIn([{ path: 'var/lib/rpmmanifest/container-manifest-2', content }]), [
    'bash 5.2-1.azl3 @0',
  ])
})

test('apk tells origins, licences and whose files are packages of a language', () => {
  const { packages, owned, faults } = readApk(
    file(
      'C:Q1=\nP:py3-six\nV:1.16-r0\nA:x86_64\nL:MIT\no:six\nF:usr/lib/python3/six-1.16.dist-info\nR:METADATA\nR:RECORD\n\nP:bad\n',
      'lib/apk/db/installed',
    ),
  )
  assert.deepEqual(packages, [
    {
      kind: 'apk',
      name: 'py3-six',
      version: '1.16-r0',
      arch: 'x86_64',
      license: 'MIT',
      source: { name: 'six', version: '1.16-r0' },
      file: 'lib/apk/db/installed',
    },
  ])
  assert.deepEqual(owned, [
    'usr/lib/python3/six-1.16.dist-info/METADATA',
    'usr/lib/python3/six-1.16.dist-info/RECORD',
  ])
  assert.deepEqual(faults, [{ message: 'The package bad has no version.', line: 11 }])
})

test('a release file is read as a shell reads it', () => {
  const { os } = readOsRelease(
    file(
      '# comment\nID=\'Alpine\'\nVERSION_ID=3.10.4\nPRETTY_NAME="A \\"B\\" \\$5"\nID_LIKE="rhel  fedora"\n',
      'etc/os-release',
    ),
  )
  assert.deepEqual(os, {
    id: 'alpine',
    version: '3.10.4',
    name: 'A "B" $5',
    like: ['rhel', 'fedora'],
    file: 'etc/os-release',
  })
  assert.equal(readOsRelease(file('NAME=x\n', 'etc/os-release')).faults.length, 1)
})

test('etc/os-release counts before the other, wherever it stands', () => {
  const os = (members: readonly Member[]): string | undefined =>
    takeInventory(mergeLayers(layersOf(members))).os?.id
  assert.equal(
    os([
      { path: 'usr/lib/os-release', content: 'ID=a' },
      { path: 'etc/os-release', content: 'ID=b' },
    ]),
    'b',
  )
  assert.equal(
    os([
      { path: 'usr/lib/os-release', content: 'ID=a' },
      { path: 'etc/os-release', flag: '2', linkPath: '../usr/lib/os-release' },
    ]),
    'a',
  )
})

test('a package belongs to the lowest layer that has it in this version', () => {
  assert.deepEqual(
    packagesIn([dpkgStatus('a=1', 'b=1')], [dpkgStatus('a=1', 'b=2')], [dpkgStatus('a=1', 'b=2', 'c=1')]),
    ['a 1 @0', 'b 2 @1', 'c 1 @2'],
  )
})

test('whiteouts, opaque folders and files in the place of folders take packages away', () => {
  const lower = [dpkgStatus('a=1')]
  assert.deepEqual(packagesIn(lower, [{ path: 'var/lib/dpkg/.wh.status' }]), [])
  assert.deepEqual(packagesIn(lower, [{ path: 'var/.wh.lib' }]), [])
  assert.deepEqual(packagesIn(lower, [{ path: 'var/lib/.wh..wh..opq' }]), [])
  assert.deepEqual(packagesIn(lower, [{ path: '.wh..wh..opq' }]), [])
  assert.deepEqual(packagesIn(lower, [{ path: 'var/lib/dpkg', content: 'a file' }]), [])
  assert.deepEqual(packagesIn(lower, [{ path: 'var/lib/dpkg', flag: '2', linkPath: '/elsewhere' }]), [])
  assert.deepEqual(packagesIn(lower, [{ path: 'var/lib/dpk', content: 'a file' }]), ['a 1 @0'])
  assert.deepEqual(
    packagesIn(lower, [{ path: 'var/lib/.wh..wh..opq' }, dpkgStatus('b=1')]),
    ['b 1 @1'],
    'only what lies below',
  )
})

test('what came back after it was taken away belongs to the layer that brought it back', () => {
  assert.deepEqual(packagesIn([dpkgStatus('a=1')], [{ path: 'var/.wh.lib' }], [dpkgStatus('a=1')]), [
    'a 1 @2',
  ])
})

test('a member that stands twice counts as it stands last', () => {
  assert.deepEqual(packagesIn([dpkgStatus('a=1'), dpkgStatus('a=2')]), ['a 2 @0'])
  assert.deepEqual(
    packagesIn([dpkgStatus('a=1'), { path: 'var/lib/dpkg/status', flag: '2', linkPath: 'x' }]),
    [],
  )
})

test('a hard link tells what its file tells, or that it was not read', () => {
  const [layer] = layersOf([
    { path: 'etc/os-release', content: 'ID=a' },
    { path: 'usr/lib/os-release', flag: '1', linkPath: 'etc/os-release' },
  ])
  assert.equal(layer?.content.facts.get('usr/lib/os-release')?.os?.id, 'a')
  const [other] = layersOf([{ path: 'var/lib/dpkg/status', flag: '1', linkPath: 'etc/shadow' }])
  assert.equal(other?.content.faults[0]?.code, 'unreadable')
})

test('a file that is too large is told, not read, be it by its holes', () => {
  const parts = [{ at: 2 ** 40, text: 'x' }]
  const scanner = new LayerScanner(defaultLimits, true)
  scanner.write(sparseInText('var/lib/dpkg/status', { size: 2 ** 41, parts }))
  assert.equal(scanner.end(true).faults[0]?.code, 'image-too-large')
  assert.equal(
    layersOf([{ path: 'etc/os-release', content: 'x'.repeat(70_000) }])[0]?.content.faults[0]?.code,
    'image-too-large',
  )
})

test('members and faults are bounded', () => {
  const scanner = new LayerScanner({ ...defaultLimits, maxEntries: 50 }, true)
  scanner.write(tar(Array.from({ length: 80 }, (_, index) => ({ path: `../${index}` }))))
  const { faults, counts } = scanner.end(true)
  assert.equal(counts.entries, 80)
  assert.deepEqual(faults.map(({ code }) => code).filter((code) => code === 'image-too-large').length, 1)
  assert.equal(faults.filter(({ code }) => code === 'outside-root').length, 21)
  assert.match(faults.at(-1)?.message ?? '', /30 more/)
})
