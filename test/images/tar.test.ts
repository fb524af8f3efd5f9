// The walker against archives made by hand and by tar itself, however their bytes are cut into pieces.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { linkTarget, memberPath, whiteoutOf } from '../../src/images/archive/member-path.ts'
import { folderWith } from '../sources/folder.ts'
import { type Member, paxRecord, tar, tarMembers } from './tar.ts'
import { walk } from './walk-tar.ts'

const longPath = `${'deep/'.repeat(25)}file`

test('members of every kind are told, with content and offset', () => {
  const bytes = tar([
    { path: 'etc/', flag: '5', mode: 0o755 },
    { path: 'etc/os-release', content: 'ID=debian\n' },
    { path: 'lib', flag: '2', linkPath: 'usr/lib' },
    { path: 'etc/copy', flag: '1', linkPath: 'etc/os-release' },
    { path: 'dev/null', flag: '3' },
    { path: 'empty' },
  ])
  const { entries, contents, offsets, broken } = walk(bytes)
  assert.deepEqual(entries, [
    'directory etc/',
    'file etc/os-release',
    'symlink lib -> usr/lib',
    'link etc/copy -> etc/os-release',
    'device dev/null',
    'file empty',
  ])
  assert.equal(contents['etc/os-release'], 'ID=debian\n')
  assert.equal(contents['empty'], '')
  assert.equal(bytes.toString('latin1', offsets[1], (offsets[1] ?? 0) + 3), 'ID=')
  assert.equal(broken, undefined)
})

test('long names of pax and GNU replace the short ones, once', () => {
  const { entries } = walk(
    tar([
      { path: 'short', pax: { path: longPath, mtime: '1.5' } },
      { path: 'next' },
      { path: longPath, isGnuLong: true },
      { path: 'l', flag: '2', linkPath: 'x', pax: { linkpath: longPath } },
      { path: 'ä', pax: { path: 'größe' } },
    ]),
  )
  assert.deepEqual(entries, [
    `file ${longPath}`,
    'file next',
    `file ${longPath}`,
    `symlink l -> ${longPath}`,
    'file größe',
  ])
})

test('sizes in base 256 and in pax are read; forged ones end the archive', () => {
  const base256 = Buffer.alloc(12)
  base256[0] = 0x80
  base256[11] = 3
  assert.equal(walk(tar([{ path: 'a', content: 'abc', sizeField: base256 }])).contents['a'], 'abc')
  assert.equal(
    walk(tar([{ path: 'a', content: 'abc', sizeField: Buffer.from('00000000000\0'), pax: { size: '3' } }]))
      .contents['a'],
    'abc',
  )
  const negative = Buffer.alloc(12, 0xff)
  assert.match(walk(tar([{ path: 'a', sizeField: negative }, { path: 'b' }])).broken ?? '', /no header/)
  const huge = Buffer.alloc(12, 0x7f)
  huge[0] = 0x80
  assert.match(walk(tar([{ path: 'a', sizeField: huge }])).broken ?? '', /no header/)
  assert.match(walk(tar([{ path: 'a', pax: { size: '-5' } }])).broken ?? '', /size/)
  assert.match(walk(tar([{ path: 'a', pax: { size: '9'.repeat(16) } }])).broken ?? '', /size/)
})

test('an archive that was cut short or damaged says so, and what came before stays', () => {
  const whole = tarMembers([
    { path: 'a', content: 'abc' },
    { path: 'b', content: 'x'.repeat(600) },
  ])
  const cut = walk(whole.subarray(0, 1800))
  assert.deepEqual(cut.entries, ['file a', 'file b'])
  assert.equal(cut.contents['b'], undefined)
  assert.match(cut.broken ?? '', /cut short/)
  const damaged = Buffer.from(whole)
  damaged[1024] = 0x7a
  assert.deepEqual(walk(damaged).entries, ['file a'])
  assert.match(walk(damaged).broken ?? '', /no header/)
  assert.equal(walk(whole).broken, undefined, 'closing blocks may be missing')
})

test('extensions are bounded, and malformed ones end the archive', () => {
  const long = { path: 'x', flag: 'x', content: 'y'.repeat(2 ** 20 + 1) }
  assert.match(walk(tar([long, { path: 'a' }])).broken ?? '', /longer than/)
  for (const content of ['99 path=a\n', '0 path=a\n', 'path=a\n', '9 path=ab', '4 =\n'])
    assert.match(walk(tar([{ path: 'x', flag: 'x', content }, { path: 'a' }])).broken ?? '', /pax/, content)
})

test('names and sizes are those that a runtime unpacks by', () => {
  const long = { path: '././@LongLink', flag: 'L', content: 'of-gnu\0' }
  const pax = { path: 'PaxHeaders/x', flag: 'x', content: paxRecord('path', 'of-pax') }
  const time = { path: 'PaxHeaders/x', flag: 'x', content: paxRecord('mtime', '1') }
  const { entries } = walk(
    tar([
      long,
      pax,
      { path: 'a' },
      pax,
      time,
      { path: 'b' },
      { path: 'c', pax: { path: '' } },
      { path: 'file/', content: 'x' },
      { path: 'd', flag: 'Z', content: 'x', sizeField: Buffer.from('00000000000\0'), pax: { size: '1' } },
      { path: 'end' },
    ]),
  )
  assert.deepEqual(entries, ['file of-gnu', 'file b', 'file c', 'file file/', 'other d', 'file end'])
})

test('an old directory has no content, whatever its size says', () => {
  const sizeField = Buffer.from('00000001000\0')
  const { entries, contents } = walk(
    tar([
      { path: 'old/', flag: '\0', sizeField },
      { path: 'in', content: 'x' },
    ]),
  )
  assert.deepEqual(entries, ['directory old/', 'file in'])
  assert.equal(contents['in'], 'x')
})

const member: fc.Arbitrary<Member> = fc.record({
  path: fc.stringMatching(/^[a-z]{1,12}(?:\/[a-z]{1,90}){0,3}$/).map((path) => path),
  content: fc.uint8Array({ maxLength: 1500 }),
  isGnuLong: fc.boolean(),
})

test('how bytes are cut into pieces changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(member, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (members, cuts) => {
        const bytes = tar(members)
        assert.deepEqual(walk(bytes, cuts), walk(bytes))
      },
    ),
    { numRuns: 200 },
  )
})

test('what tar writes in its formats is read alike', (t) => {
  if (spawnSync('tar', ['--version']).status !== 0) return t.skip('no tar on this machine')
  const folder = folderWith(t, { 'etc/a': 'one', [`${longPath}${'n'.repeat(60)}`]: 'two' })
  for (const format of ['ustar', 'gnu', 'pax', 'v7', 'oldgnu']) {
    const paths = format === 'v7' ? ['etc'] : ['etc', 'deep']
    const bytes = execFileSync('tar', ['--format', format, '-cf', '-', ...paths], { cwd: folder })
    const { contents, broken } = walk(bytes)
    assert.equal(broken, undefined, format)
    assert.equal(contents['etc/a'], 'one', format)
    if (format !== 'v7') assert.equal(contents[`${longPath}${'n'.repeat(60)}`], 'two', format)
  }
})

test('paths land below the root or nowhere', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['usr/bin/env', 'usr/bin/env'],
    ['./usr//bin/./env', 'usr/bin/env'],
    ['/etc/passwd', 'etc/passwd'],
    ['./', ''],
    ['a/../b', 'b'],
    ['../etc/passwd', undefined],
    ['a/../../b', undefined],
    ['a\0b', undefined],
    ['a/'.repeat(3000), undefined],
    ['..a/b..', '..a/b..'],
  ]
  for (const [path, expected] of cases) assert.equal(memberPath(path), expected, path)
})

test('links are resolved within the root', () => {
  assert.equal(linkTarget('etc/os-release', '../usr/lib/os-release'), 'usr/lib/os-release')
  assert.equal(linkTarget('var/lib/rpm', '/usr/lib/sysimage/rpm'), 'usr/lib/sysimage/rpm')
  assert.equal(linkTarget('a', '../../../etc/shadow'), 'etc/shadow')
})

test('whiteouts name what they take away', () => {
  assert.deepEqual(whiteoutOf('etc/.wh.passwd'), { kind: 'path', path: 'etc/passwd' })
  assert.deepEqual(whiteoutOf('.wh.opt'), { kind: 'path', path: 'opt' })
  assert.deepEqual(whiteoutOf('var/lib/.wh..wh..opq'), { kind: 'opaque', path: 'var/lib' })
  assert.deepEqual(whiteoutOf('.wh..wh.aufs'), { kind: 'none' })
  assert.equal(whiteoutOf('etc/passwd'), undefined)
})

test('a pax record counts its own length', () => {
  assert.equal(paxRecord('path', 'a'), '9 path=a\n')
})
