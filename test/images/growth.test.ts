// Input that somebody made to take long: twice as much takes about twice the time.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { rangesOf } from '../../src/images/advisories/ranges.ts'
import { GoSearch } from '../../src/images/inventory/go.ts'
import { readerOf } from '../../src/images/inventory/readers.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { mergeLayers } from '../../src/images/layers/merge.ts'
import { parseChallenges } from '../../src/images/registry/challenge.ts'
import { comparisonOf } from '../../src/images/versions/compare.ts'
import { compareSemver } from '../../src/images/versions/semver.ts'
import { isSuperlinear } from '../growth.ts'
import { type Member, tar } from './tar.ts'

const ecosystems = 'Alpine,CRAN,Debian,Hackage,Maven,NuGet,Packagist,Pub,PyPI,Red Hat,RubyGems,npm'.split(',')
const units = '0,9,a,1a,1.,.,-,_,~,^,+,:,!,_p1,-r,rc,.0,0.,a1-,post,v, ,\u00e9'.split(',')

for (const ecosystem of ecosystems) {
  test(`versions of ${ecosystem} are ordered in linear time, whatever is repeated`, () => {
    const compare = comparisonOf(ecosystem)
    assert.ok(compare !== undefined)
    const slow = units.filter((unit) =>
      isSuperlinear((size) => {
        const text = `1${unit.repeat(size)}`
        for (const end of ['', '1']) compare(`${text}${end}`, `${text}y`)
      }, 6_000),
    )
    assert.deepEqual(slow, [])
  })
}

test('layers with many members and whiteouts are read and merged in linear time', () => {
  const members = (count: number, make: (index: number) => Member): Buffer =>
    tar(Array.from({ length: count }, (_, index) => make(index)))
  const layer = (bytes: Buffer, index: number): Parameters<typeof mergeLayers>[0][number] => {
    const scanner = new LayerScanner(defaultLimits, index === 0)
    scanner.write(bytes)
    return { index, diffId: undefined, content: scanner.end(true) }
  }
  const isSlow = isSuperlinear((size) => {
    const lower = members(size, (index) => ({
      path: `a/node_modules/p${index}/package.json`,
      content: '{"name":"a","version":"1"}',
    }))
    const upper = members(size, (index) => ({ path: `a/node_modules/.wh.p${index * 2}` }))
    mergeLayers([layer(lower, 0), layer(upper, 1)])
  }, 1000)
  assert.equal(isSlow, false)
})

test('package records are read in linear time, whatever is repeated', () => {
  const paths = [
    'var/lib/dpkg/status',
    'lib/apk/db/installed',
    'etc/os-release',
    'a.dist-info/METADATA',
    'specifications/a.gemspec',
    'usr/include/python3/patchlevel.h',
    'usr/local/cuda/version.json',
    'var/lib/dpkg/info/a.list',
  ]
  const lines = [
    '\n',
    'a',
    'Package: a\n',
    'Version: 1\n\n',
    'P:a\nV:1\n\n',
    'R:x\n',
    'A=1\n',
    's.name = "',
    '#define PY_VERSION ',
    '"cuda":{',
    '/a.egg-info/',
    ' ',
  ]
  const slow = paths.flatMap((path) =>
    lines
      .filter((line) =>
        isSuperlinear(
          (size) => void readerOf(path)?.read({ path, bytes: Buffer.from(line.repeat(size)) }),
          6_000,
        ),
      )
      .map((line) => `${path} ${line}`),
  )
  assert.deepEqual(slow, [])
})

test('programs that repeat the words of Go’s linker take linear time', () => {
  const header = Buffer.alloc(48)
  header.write('\xff Go buildinf:', 'latin1')
  header[15] = 2
  header[32] = 0x80
  header[33] = 0x40
  const isSlow = isSuperlinear((size) => {
    const search = new GoSearch('a')
    search.write(Buffer.from('\x7fELF'.padEnd(48, '\0'), 'latin1'))
    const bytes = Buffer.concat(Array.from({ length: size }, () => header))
    for (let at = 0; at < bytes.length; at += 2 ** 16) search.write(bytes.subarray(at, at + 2 ** 16))
    search.end()
  }, 5_000)
  assert.equal(isSlow, false)
})

test('events of advisories and challenges of registries take linear time', () => {
  assert.equal(
    isSuperlinear((size) => {
      rangesOf(
        Array.from({ length: size }, (_, index) =>
          index % 2 === 0 ? { introduced: `${index}.0.0` } : { fixed: `${index}.0.0` },
        ),
        compareSemver,
      )
    }, 8_000),
    false,
  )
  for (const unit of ['a', 'a=', 'a="', '\\', ' ', ',', 'Bearer ', 'a = "b" ']) {
    assert.equal(
      isSuperlinear((size) => void parseChallenges(unit.repeat(size)), 20_000),
      false,
      unit,
    )
  }
})
