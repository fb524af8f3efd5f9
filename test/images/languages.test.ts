// Packages of languages, interpreters built from source, and what distributions own of them.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { test } from 'node:test'

import { GoSearch } from '../../src/images/inventory/go.ts'
import { takeInventory } from '../../src/images/inventory/inventory.ts'
import type { FileFacts, Package } from '../../src/images/inventory/package.ts'
import { defaultLimits, type Layer } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { readRootfs } from '../../src/images/layers/read-rootfs.ts'
import { mergeLayers } from '../../src/images/layers/merge.ts'
import { type Member, tar } from './tar.ts'

function layerOf(...members: readonly Member[]): Layer {
  const scanner = new LayerScanner(defaultLimits, true)
  scanner.write(tar(members))
  return { index: 0, diffId: undefined, content: scanner.end(true) }
}

function namesIn(...members: readonly Member[]): string[] {
  return takeInventory(mergeLayers([layerOf(...members)])).packages.map(
    ({ kind, name, version, isOwned }) => `${kind} ${name} ${version}${isOwned ? ' owned' : ''}`,
  )
}

const site = 'usr/local/lib/python3.11/site-packages'

test('Python packages are known by their metadata, wherever they are installed', () => {
  const content =
    'Metadata-Version: 2.1\nName: Requests_X\nVersion: 2.31.0\nLicense: Apache 2.0\n\nName: not this\nVersion: 1\n'
  assert.deepEqual(namesIn({ path: `${site}/requests_x-2.31.0.dist-info/METADATA`, content }), [
    'pypi Requests_X 2.31.0',
  ])
  assert.deepEqual(namesIn({ path: 'opt/venv/lib/six.egg-info/PKG-INFO', content }), [
    'pypi Requests_X 2.31.0',
  ])
  assert.deepEqual(namesIn({ path: 'usr/lib/python3/dist-packages/six-1.16.0.egg-info', content }), [
    'pypi Requests_X 2.31.0',
  ])
  assert.deepEqual(namesIn({ path: 'opt/six-1.16.0-py3.9.egg/EGG-INFO/PKG-INFO', content }), [
    'pypi Requests_X 2.31.0',
  ])
  assert.deepEqual(namesIn({ path: 'usr/share/doc/METADATA', content }), [])
})

test('metadata without a name is told, and its folder says the rest', () => {
  const path = `${site}/six-1.16.0.dist-info/METADATA`
  const layer = layerOf({ path, content: 'Name: six\n\nVersion: 1\n' })
  assert.deepEqual(
    layer.content.facts.get(path)?.packages.map(({ name, version }) => `${name} ${version}`),
    ['six 1.16.0'],
  )
  assert.deepEqual(
    layer.content.faults.map(({ code }) => code),
    ['broken-syntax'],
  )
  assert.deepEqual(namesIn({ path: `${site}/odd.dist-info/METADATA`, content: '' }), [])
})

test('what Debian installed of Python is the distribution’s', () => {
  const path = 'usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO'
  assert.deepEqual(
    namesIn(
      { path, content: 'Name: six\nVersion: 1.16.0\n' },
      { path: 'var/lib/dpkg/info/python3-six.list', content: `/.\n/usr\n/${path}\n/usr/share/doc/x\n` },
      { path: `${site}/idna-3.4.dist-info/METADATA`, content: 'Name: idna\nVersion: 3.4\n' },
    ),
    ['pypi idna 3.4', 'pypi six 1.16.0 owned'],
  )
})

test('packages of Node, conda, .NET and Ruby are known by their records', () => {
  assert.deepEqual(
    namesIn(
      {
        path: 'app/node_modules/express/package.json',
        content: '{"name":"express","version":"4.18.2","license":"MIT"}',
      },
      { path: 'app/node_modules/@scope/a/package.json', content: '{"name":"@scope/a","version":"1.0.0"}' },
      { path: 'app/node_modules/express/lib/package.json', content: '{"name":"inner","version":"1.0.0"}' },
      { path: 'app/node_modules/odd/package.json', content: '{"private":true}' },
      { path: 'app/package.json', content: '{"name":"app","version":"1.0.0"}' },
      { path: 'opt/conda/conda-meta/openssl-3.0.8-h0.json', content: '{"name":"openssl","version":"3.0.8"}' },
      {
        path: 'srv/app.deps.json',
        content:
          '\ufeff{"libraries":{"Newtonsoft.Json/13.0.1":{"type":"package"},"app/1.0.0":{"type":"project"},"runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1":{"type":"runtimepack"}}}',
      },
      {
        path: 'usr/lib/ruby/gems/3.1.0/specifications/rack-2.2.7.gemspec',
        content: 'Gem::Specification.new do |s|\n  s.name = "rack".freeze\n  s.version = "2.2.7"\nend\n',
      },
    ),
    [
      'conda openssl 3.0.8',
      'gem rack 2.2.7',
      'npm @scope/a 1.0.0',
      'npm express 4.18.2',
      'nuget Microsoft.NETCore.App.Runtime.linux-x64 8.0.1',
      'nuget Newtonsoft.Json 13.0.1',
    ],
  )
  const broken = layerOf({ path: 'app/node_modules/a/package.json', content: '{' })
  assert.deepEqual(
    broken.content.faults.map(({ message }) => message),
    ['The file is no JSON.'],
  )
})

test('interpreters that were built from source are known by their headers', () => {
  const python: Member = {
    path: 'usr/local/include/python3.11/patchlevel.h',
    content: '/* x */\n#define PY_MAJOR_VERSION 3\n#define PY_VERSION      \t"3.11.7"\n',
  }
  const node: Member = {
    path: 'usr/local/include/node/node_version.h',
    content: '#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 11\n#define NODE_PATCH_VERSION 1\n',
  }
  const triton: Member = { path: 'opt/tritonserver/TRITON_VERSION', content: '2.41.0\n' }
  const cuda: Member = {
    path: 'usr/local/cuda-12.3/version.json',
    content: '{ "cuda" : { "name" : "CUDA SDK", "version" : "12.3.2" } }',
  }
  const java: Member = {
    path: 'opt/java/openjdk/release',
    content: 'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="1.8.0_402"\n',
  }
  assert.deepEqual(namesIn(python, node, triton, cuda, java), [
    'generic cuda 12.3.2',
    'generic java 8.0.402',
    'generic node 20.11.1',
    'generic python 3.11.7',
    'generic tritonserver 2.41.0',
  ])
  const owned = { path: 'var/lib/dpkg/info/libpython3.11-dev.list', content: `/${python.path}\n` }
  assert.deepEqual(namesIn(python, owned), ['generic python 3.11.7 owned'])
})

test('interpreters whose version nothing tells are told', () => {
  const program = (path: string): Member => ({ path, content: 'x', mode: 0o755 })
  const untold = (...members: readonly Member[]): readonly string[] =>
    takeInventory(mergeLayers([layerOf(...members)])).untold.map(({ file }) => file)
  const python = program('usr/local/bin/python3.11')
  assert.deepEqual(
    untold(python, program('usr/local/bin/node'), program('usr/bin/pythonx'), {
      path: 'usr/bin/python3.9',
      flag: '2',
      linkPath: 'x',
    }),
    ['usr/local/bin/node', 'usr/local/bin/python3.11'],
  )
  const header = {
    path: 'usr/local/include/python3.11/patchlevel.h',
    content: '#define PY_VERSION "3.11.7"\n',
  }
  assert.deepEqual(untold(python, header), [])
  assert.deepEqual(untold(program('usr/local/bin/python3.12'), header), ['usr/local/bin/python3.12'])
  const debian = program('usr/bin/python3.11')
  assert.deepEqual(
    untold(debian, { path: 'var/lib/dpkg/info/python3.11-minimal.list', content: '/usr/bin/python3.11\n' }),
    [],
  )
  assert.deepEqual(
    untold(debian, {
      path: 'var/lib/dpkg/status.d/python3.11-minimal.md5sums',
      content: 'd41d8cd98f00b204e9800998ecf8427e  usr/bin/python3.11\n',
    }),
    [],
  )
})

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

test('a module of Go that is built from a folder is told, and the program itself is not', () => {
  const list =
    'mod\texample.com/app\t(devel)\t\ndep\texample.com/x\tv1.2.3\n=>\t./local\t(devel)\t\ndep\texample.com/y\tv0.1.0\n'
  const found = search(Buffer.concat([elf, goInfo('go1.26.8', list)]))
  assert.deepEqual(found?.packages.map(told), ['stdlib 1.26.8', 'example.com/y v0.1.0'])
  assert.deepEqual(
    found?.untold?.map(({ message }) => message),
    [
      'app holds the Go module example.com/x out of the folder ./local: of which version that was is not told.',
    ],
  )
})

test('a program of Go is looked into however large it is, and whatever its name', () => {
  const info = goInfo('go1.21.5', modules)
  for (const [path, size] of [
    ['usr/bin/small', 2 ** 18],
    ['usr/bin/large', 2 ** 24],
    ['usr/bin/app.bin', 2 ** 18],
  ] as const) {
    const content = Buffer.concat([elf, info, Buffer.alloc(size)])
    assert.equal(layerOf({ path, mode: 0o755, content }).content.facts.get(path)?.packages.length, 3, path)
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

const listing = `
import importlib.metadata, json, sysconfig
folder = sysconfig.get_paths()["purelib"]
found = [[each.metadata["Name"], each.version] for each in importlib.metadata.distributions(path=[folder])]
print(json.dumps({"folder": folder, "found": found}))`

test('what Python itself tells of its packages is what is found in their folder', (t) => {
  const { status, stdout } = spawnSync('python3', ['-c', listing], { encoding: 'utf8' })
  if (status !== 0) return t.skip('no Python on this machine')
  const { folder, found } = JSON.parse(stdout) as {
    folder: string
    found: readonly (readonly [string, string])[]
  }
  const { facts } = readRootfs(folder, defaultLimits).content
  // Packages within packages (`setuptools/_vendor`) are found as well, which Python does not list here.
  const outermost = [...facts]
    .filter(([path]) => path.split('/').length <= 2)
    .flatMap(([, each]) => each.packages)
  const listed = found.map(([name, version]) => `${name} ${version}`)
  assert.ok(listed.length > 0)
  assert.deepEqual(
    outermost
      .filter(({ kind }) => kind === 'pypi')
      .map(told)
      .sort(),
    listed.sort(),
  )
})
