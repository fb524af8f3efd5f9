// What Go's linker leaves in programs.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { test } from 'node:test'

import { reportImage } from '../../src/engine/image.ts'
import { GoSearch } from '../../src/images/inventory/go.ts'
import type { FileFacts, Package } from '../../src/images/inventory/package.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { advisory, databaseOf } from './advise.ts'
import { tar } from './tar.ts'

/** What the linker of Go 1.18 and later writes. */
function goInfo(version: string, modules: string): Buffer {
  const header = Buffer.alloc(32)
  header.write('\xff Go buildinf:', 'latin1')
  header[14] = 8
  header[15] = 2
  const mark = Buffer.alloc(16, 0x30)
  const list = Buffer.concat([mark, Buffer.from(modules), mark])
  return Buffer.concat([header, lengthOf(version.length), Buffer.from(version), lengthOf(list.length), list])
}

function lengthOf(length: number): Buffer {
  return length < 128 ? Buffer.from([length]) : Buffer.from([(length & 0x7f) | 0x80, length >> 7])
}

function search(bytes: Buffer, size = bytes.length): FileFacts | undefined {
  const found = new GoSearch('app')
  for (let at = 0; at < bytes.length; at += size) found.write(bytes.subarray(at, at + size))
  return found.end()
}

const elf = Buffer.from('\x7fELF'.padEnd(16, '\0'), 'latin1')
const told = ({ name, version }: Package): string => `${name} ${version}`
const modules =
  'path\tcommand\nmod\texample.com/app\t(devel)\t\ndep\tgolang.org/x/net\tv0.17.0\th1:x\ndep\texample.com/old\tv1.0.0\n=>\texample.com/new\tv1.1.0\th1:y\n'

test('a program of Go tells its compiler and modules, however its bytes come', () => {
  const program = Buffer.concat([
    elf,
    Buffer.alloc(16 * 1000, 1),
    goInfo('go1.21.5', modules),
    Buffer.alloc(5000, 2),
  ])
  const expected = ['stdlib 1.21.5', 'golang.org/x/net v0.17.0', 'example.com/new v1.1.0']
  for (const size of [program.length, 1000, 7])
    assert.deepEqual(search(program, size)?.packages.map(told), expected)
  assert.deepEqual(search(Buffer.concat([elf, goInfo('go1.22rc1', '')]))?.packages.map(told), [
    'stdlib 1.22-rc1',
  ])
  assert.deepEqual(search(Buffer.concat([elf, goInfo('devel go1.22-abc', '')]))?.packages, [])
})

test('modules of Go that are built from folders, the program itself among them, are told', () => {
  const list =
    'mod\texample.com/app\t(devel)\t\ndep\texample.com/x\tv1.2.3\n=>\t./local\t(devel)\t\ndep\texample.com/y\tv0.1.0\n'
  const found = search(Buffer.concat([elf, goInfo('go1.26.8', list)]))
  assert.deepEqual(found?.packages.map(told), ['stdlib 1.26.8', 'example.com/y v0.1.0'])
  assert.deepEqual(
    found?.untold?.map(({ message }) => message),
    [
      'app holds the Go module example.com/app: of which version that was is not told.',
      'app holds the Go module example.com/x out of the folder ./local: of which version that was is not told.',
    ],
  )
})

test('a module without a version is told where there are advisories about its name, or may be', () => {
  const list = 'mod\texample.com/app\t(devel)\t\ndep\texample.com/x\tv1\n=>\t./x\t\n'
  const content = Buffer.concat([elf, goInfo('go1.26.8', list), Buffer.alloc(2 ** 18)])
  const scanner = new LayerScanner(defaultLimits, true)
  scanner.write(tar([{ path: 'app', mode: 0o755, content }]))
  const layers = [{ index: 0, diffId: undefined, content: scanner.end(true) }]
  const image = { tags: [], annotations: {}, layers: [] }
  const about = (ecosystem: string, name: string): readonly string[] => {
    const database = databaseOf([advisory({ ecosystem, name })])
    return reportImage({ reference: 'test', image, layers }, { database })
      .problems.filter(({ code }) => code === 'unknown-version')
      .map(({ message }) => /module (\S+?):? /.exec(message)?.[1] ?? '')
  }
  assert.deepEqual(about('Go', 'example.com/x'), ['example.com/x'])
  assert.deepEqual(about('Go', 'example.com/other'), [])
  assert.deepEqual(about('npm', 'other'), ['example.com/app', 'example.com/x'])
})

test('a program of Go is looked into however large it is, and whatever its name', () => {
  const info = goInfo('go1.21.5', modules)
  for (const [path, size] of [
    ['usr/bin/small', 2 ** 18],
    ['usr/bin/large', 2 ** 24],
    ['usr/bin/app.bin', 2 ** 18],
  ] as const) {
    const content = Buffer.concat([elf, info, Buffer.alloc(size)])
    const scanner = new LayerScanner(defaultLimits, true)
    scanner.write(tar([{ path, mode: 0o755, content }]))
    assert.equal(scanner.end(true).facts.get(path)?.packages.length, 3, path)
  }
})

test('words that look like Go’s are passed over, and old programs are told', () => {
  const words = Buffer.from('\xff Go buildinf:xx', 'latin1')
  const both = Buffer.concat([words, Buffer.alloc(100), words, Buffer.alloc(12), goInfo('go1.21.5', modules)])
  assert.equal(search(Buffer.concat([elf, both.subarray(0, 132)])), undefined)
  assert.equal(
    search(Buffer.concat([elf, both.subarray(0, 116), Buffer.alloc(12), goInfo('go1.21.5', modules)]))
      ?.packages.length,
    3,
  )
  const old = Buffer.alloc(64)
  old.write('\xff Go buildinf:', 'latin1')
  old[14] = 8
  assert.match(search(Buffer.concat([elf, old]))?.faults[0]?.message ?? '', /before Go 1\.18/)
  assert.equal(search(Buffer.from('plain')), undefined)
  assert.equal(
    search(Buffer.concat([Buffer.alloc(16), goInfo('go1.21.5', modules)])),
    undefined,
    'what is no program',
  )
})

test('what Go itself tells of a program is what is found in it', (t) => {
  const go = ['go', '/usr/local/go/bin/go'].find((name) => spawnSync(name, ['version']).status === 0)
  if (go === undefined) return t.skip('no Go on this machine')
  const program = execFileSync(go, ['env', 'GOROOT'], { encoding: 'utf8' }).trim() + '/bin/go'
  const lines = execFileSync(go, ['version', '-m', program], { encoding: 'utf8' }).split('\n')
  const version = /: go(\S+)/.exec(lines[0] ?? '')?.[1]
  const listed = lines.flatMap((line) => {
    const [, kind = '', name = '', number = ''] = line.split('\t')
    return kind === 'dep' ? [`${name} ${number}`] : []
  })
  const bytes = Buffer.alloc(statSync(program).size)
  const file = openSync(program, 'r')
  readSync(file, bytes, 0, bytes.length, 0)
  closeSync(file)
  assert.deepEqual(
    search(bytes, 2 ** 20)
      ?.packages.map(told)
      .filter((text) => !text.startsWith('cmd ')),
    [`stdlib ${version}`, ...listed],
  )
})
