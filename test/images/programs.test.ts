// What compilers and packers leave in programs.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'

import * as fc from 'fast-check'

import type { FileFacts } from '../../src/images/inventory/package.ts'
import { ProgramSearch } from '../../src/images/inventory/program.ts'
import { takeInventory } from '../../src/images/found-packages.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { mergeLayers } from '../../src/images/layers/merge.ts'
import { elf, pe } from './elf.ts'
import { type Member, tar } from './tar.ts'

const audit = {
  packages: [
    { name: 'app', version: '0.1.0', source: 'local', root: true, dependencies: [1, 2] },
    { name: 'openssl', version: '0.10.55', source: 'crates.io' },
    { name: 'forked', version: '1.2.0', source: 'git', kind: 'runtime' },
    { name: 'cc', version: '1.0.83', source: 'crates.io', kind: 'build' },
    { name: 'helpers', version: '0.1.0', source: 'local' },
  ],
}
const section = { name: '.dep-v0', content: deflateSync(JSON.stringify(audit)) }
const expected = ['app 0.1.0', 'openssl 0.10.55', 'forked 1.2.0']
const code = Buffer.alloc(5000, 0x90)

function search(bytes: Buffer, size = bytes.length): FileFacts | undefined {
  const found = new ProgramSearch('bin/app')
  for (let at = 0; at < bytes.length; at += size) found.write(bytes.subarray(at, at + size))
  return found.end()
}

function told(facts: FileFacts | undefined): string[] | undefined {
  return facts?.packages.map(({ kind, name, version }) => {
    assert.equal(kind, 'cargo')
    return `${name} ${version}`
  })
}

test('an audited program of Rust tells its crates, for Linux and for Windows, however its bytes come', () => {
  for (const make of [elf, pe]) {
    const program = make(code, [{ name: '.rodata', content: Buffer.alloc(3000, 1) }, section])
    for (const size of [program.length, 4096, 1000, 7])
      assert.deepEqual(told(search(program, size)), expected)
  }
})

test('a program without the section tells nothing, and one that hides it in code is told', () => {
  assert.equal(search(elf(code, [{ name: '.dep-v1', content: section.content }])), undefined)
  assert.equal(search(elf(code, [])), undefined)
  const program = elf(code, [section])
  program.writeBigUInt64LE(200n, program.length - 2 * 64 + 24)
  assert.match(search(program)?.faults[0]?.message ?? '', /list of crates .* cannot be read/)
})

test('audit data that is broken is told', () => {
  for (const content of [Buffer.from('no zlib'), section.content.subarray(0, 40), deflateSync('no JSON')])
    assert.equal(search(elf(code, [{ name: '.dep-v0', content }]))?.faults.length, 1)
})

test('a program that PyInstaller packed is told as one that tells nothing', () => {
  const cookie = Buffer.concat([Buffer.from('MEI\x0c\x0b\x0a\x0b\x0e', 'latin1'), Buffer.alloc(80)])
  const program = Buffer.concat([elf(code, []), Buffer.alloc(40_000, 7), cookie, Buffer.alloc(3000)])
  for (const size of [program.length, 4096, 7])
    assert.match(search(program, size)?.untold?.[0]?.message ?? '', /^bin\/app is a program of Python/)
  assert.equal(search(Buffer.concat([elf(code, []), cookie, Buffer.alloc(40_000)])), undefined)
})

test('a program packed with UPX is told as one that tells nothing', () => {
  const mark = Buffer.from('\0\0\0\0UPX!\x01\x02', 'latin1')
  const packed = elf(Buffer.concat([mark, code]), [section])
  const windows = pe(code, [{ name: 'UPX0', content: Buffer.alloc(0) }])
  for (const program of [packed, windows])
    assert.match(search(program)?.untold?.[0]?.message ?? '', /^bin\/app is packed with UPX/)
  assert.deepEqual(told(search(elf(Buffer.concat([code, mark]), [section]))), expected)
})

test('a program of Go that lost its list of modules is told', () => {
  const note = Buffer.from('\x04\0\0\0\x53\0\0\0\x04\0\0\0Go\0\0build id', 'latin1')
  const program = elf(Buffer.concat([Buffer.alloc(200), note, code]), [])
  assert.match(search(program)?.untold?.[0]?.message ?? '', /without the list of its modules/)
})

test('what an image cannot tell of a program is told, unless the distribution knows it', () => {
  const untold = (...members: readonly Member[]): readonly string[] => {
    const scanner = new LayerScanner(defaultLimits, true)
    scanner.write(tar(members))
    const layer = { index: 0, diffId: undefined, content: scanner.end(true) }
    return takeInventory(mergeLayers([layer])).untold.map(({ file }) => file)
  }
  const content = elf(Buffer.concat([Buffer.from('\0\0\0\0UPX!', 'latin1'), Buffer.alloc(2 ** 18)]), [])
  const program = { path: 'usr/bin/tool', mode: 0o755, content }
  const owner = { path: 'var/lib/dpkg/info/tool.list', content: '/usr/bin/tool\n' }
  assert.deepEqual(untold(program), ['usr/bin/tool'])
  assert.deepEqual(untold(program, owner), [])
})

/** What `dotnet publish` makes of a program: its header lies behind what it brings along. */
function bundle(deps: string, isFar = false): Buffer {
  const dataAt = 64 + 56 + code.length
  const header = Buffer.alloc(13 + 4 + 40)
  header.writeUInt32LE(6)
  header.writeUInt32LE(1, 8)
  header.write('\x04abcd', 12, 'latin1')
  header.writeBigUInt64LE(isFar ? 2n ** 40n : BigInt(dataAt + 40), 17)
  header.writeBigUInt64LE(BigInt(deps.length), 25)
  const marker = Buffer.alloc(40)
  marker.writeBigUInt64LE(BigInt(dataAt + 40 + deps.length))
  // SHA-256 of `.net core bundle` and a line feed, as the host of .NET has it.
  marker.write('8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae', 8, 'hex')
  return elf(code, [
    { name: '.data', content: marker },
    { name: '.deps', content: Buffer.from(deps) },
    { name: '.bundle', content: header },
  ])
}

test('a program of .NET in a single file tells its packages, or that they are not read', () => {
  const deps = '{"libraries":{"Newtonsoft.Json/13.0.1":{"type":"package"}}}'
  for (const size of [10_000, 100])
    assert.deepEqual(
      search(bundle(deps), size)?.packages.map(({ kind, name, version }) => `${kind} ${name} ${version}`),
      ['nuget Newtonsoft.Json 13.0.1'],
    )
  assert.match(search(bundle(deps, true))?.untold?.[0]?.message ?? '', /packages it holds cannot be read/)
  assert.equal(search(bundle(''))?.untold?.length, 1)
  const plain = bundle(deps)
  plain.fill(0, 64 + 56 + code.length, 64 + 56 + code.length + 8)
  assert.equal(search(plain), undefined)
})

test('a program of Windows is looked into by its name: there is no bit for it', () => {
  const scanner = new LayerScanner(defaultLimits, true)
  const content = pe(Buffer.alloc(2 ** 18), [section])
  scanner.write(tar([{ path: 'Files/app/App.EXE', mode: 0o644, content }]))
  assert.deepEqual(told(scanner.end(true).facts.get('Files/app/App.EXE')), expected)
})

test('a program with any headers is read without harm', () => {
  const program = elf(code.subarray(0, 100), [section])
  const places = fc.array(fc.record({ at: fc.nat(program.length - 1), byte: fc.nat(255) }), { maxLength: 20 })
  fc.assert(
    fc.property(places, (changes) => {
      const changed = Buffer.from(program)
      for (const { at, byte } of changes) changed[at] = byte
      for (const { name, version } of search(changed, 50)?.packages ?? []) assert.ok(name && version)
    }),
    { numRuns: 300 },
  )
})
