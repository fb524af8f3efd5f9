// Packages of languages, interpreters built from source, and what distributions own of them.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

import { takeInventory } from '../../src/images/found-packages.ts'
import { defaultLimits, type Layer } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { RootfsReader } from '../../src/images/layers/read-rootfs.ts'
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

test('packages of PHP and R, and what pip copied into itself, are known by their records', () => {
  assert.deepEqual(
    namesIn(
      {
        path: 'srv/vendor/composer/installed.json',
        content:
          '{"packages":[{"name":"symfony/http-kernel","version":"v5.4.1"},{"name":"own/x","version":"dev-main"}]}',
      },
      { path: 'old/vendor/composer/installed.json', content: '[{"name":"a/b","version":"1.0.0"}]' },
      {
        path: 'usr/lib/R/site-library/jsonlite/DESCRIPTION',
        content: 'Package: jsonlite\nVersion: 1.8.0\nLicense: MIT\nBuilt: R 4.2.2; ; 2023-01-01; unix\n',
      },
      {
        path: 'usr/lib/R/library/stats/DESCRIPTION',
        content: 'Package: stats\nVersion: 4.2.2\nPriority: base\nBuilt: R 4.2.2; ; ; unix\n',
      },
      { path: 'src/library/own/DESCRIPTION', content: 'Package: own\nVersion: 1\n' },
      {
        path: 'root/.cache/R/renv/cache/v5/R-4.2/x86_64-pc-linux-gnu/dplyr/1.0.9/0af3/dplyr/DESCRIPTION',
        content: 'Package: dplyr\nVersion: 1.0.9\nBuilt: R 4.2.2; ; ; unix\n',
      },
      {
        path: `${site}/pip/_vendor/vendor.txt`,
        content: 'CacheControl==0.13.1  # Make sure\nrequests==2.31.0\n    urllib3==1.26.17\nsetuptools\n',
      },
    ),
    [
      'composer a/b 1.0.0',
      'composer symfony/http-kernel v5.4.1',
      'cran dplyr 1.0.9',
      'cran jsonlite 1.8.0',
      'pypi CacheControl 0.13.1',
      'pypi requests 2.31.0',
      'pypi urllib3 1.26.17',
    ],
  )
})

test('CUDA is known by either of its records', () => {
  const json = '{"cuda": {"name": "CUDA SDK", "version": "12.4.1"}}'
  assert.deepEqual(
    namesIn(
      { path: 'usr/local/cuda-10.2/version.txt', content: 'CUDA Version 10.2.89\n' },
      { path: 'usr/local/cuda-12.4/version.json', content: json },
    ),
    ['generic cuda 10.2.89', 'generic cuda 12.4.1'],
  )
})

test('libraries of NVIDIA are known by their headers and by their names', () => {
  const header = (prefix: string, parts: readonly string[]): string =>
    parts.map((part, index) => `#define ${prefix}_${part} ${8 + index}\n`).join('')
  const library = (path: string): Member => ({ path, content: 'x' })
  assert.deepEqual(
    namesIn(
      { path: 'usr/include/cudnn_version.h', content: header('CUDNN', ['MAJOR', 'MINOR', 'PATCHLEVEL']) },
      { path: 'opt/x/include/nccl.h', content: header('NCCL', ['MAJOR', 'MINOR', 'PATCH']) },
      {
        path: 'usr/include/x86_64-linux-gnu/NvInferVersion.h',
        content: `${header('TRT', ['MAJOR_ENTERPRISE', 'MINOR_ENTERPRISE', 'PATCH_ENTERPRISE'])}#define NV_TENSORRT_MAJOR TRT_MAJOR_ENTERPRISE\n`,
      },
      library('usr/lib/x86_64-linux-gnu/libcuda.so.535.104.05'),
      library('usr/lib/x86_64-linux-gnu/libcuda.so.1'),
      library('opt/tensorrt/lib/libnvinfer.so.8.6.1'),
      library(`${site}/nvidia/cudnn/lib/libcudnn.so.9.1.0`),
    ),
    [
      'generic cudnn 8.9.10',
      'generic nccl 8.9.10',
      'generic nvidia-driver 535.104.05',
      'generic tensorrt 8.6.1',
      'generic tensorrt 8.9.10',
    ],
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
  const { facts } = new RootfsReader(
    { root: folder, capable: { paths: [] } },
    { limits: defaultLimits },
  ).read()
  // Packages within packages (`setuptools/_vendor`) are found as well, which Python does not list here.
  const outermost = [...facts]
    .filter(([path]) => path.split('/').length <= 2)
    .flatMap(([, each]) => each.packages)
  const listed = found.map(([name, version]) => `${name} ${version}`)
  assert.ok(listed.length > 0)
  assert.deepEqual(
    outermost
      .filter(({ kind }) => kind === 'pypi')
      .map(({ name, version }) => `${name} ${version}`)
      .sort(),
    listed.sort(),
  )
})
