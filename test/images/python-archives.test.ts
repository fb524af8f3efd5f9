// What Python runs or installs from archives.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isInert } from '../../src/images/advisories/inert.ts'
import { takeInventory } from '../../src/images/found-packages.ts'
import { readPythonArchive } from '../../src/images/inventory/python-archive.ts'
import { defaultLimits } from '../../src/images/layers/layer.ts'
import { LayerScanner } from '../../src/images/layers/layer-scanner.ts'
import { mergeLayers } from '../../src/images/layers/merge.ts'
import { zip } from './model-files/build.ts'
import { tar } from './tar.ts'

const metadata = (folder: string, name: string, version: string): { name: string; content: Buffer } => ({
  name: `${folder}${name}-${version}.dist-info/METADATA`,
  content: Buffer.from(`Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`),
})

function told(path: string, bytes: Buffer): string[] {
  return readPythonArchive({ path, bytes }).packages.map(
    ({ name, version, isPacked }) => `${name} ${version}${isPacked === true ? ' packed' : ''}`,
  )
}

test('what pex and shiv make tells the packages in it, behind the line for the kernel', () => {
  const line = Buffer.from('#!/usr/bin/env python3\n')
  const shiv = Buffer.concat([line, zip(metadata('site-packages/', 'idna', '3.4'))])
  const pex = Buffer.concat([line, zip(metadata('.deps/idna-3.4-py3-none-any.whl/', 'idna', '3.4'))])
  assert.deepEqual(told('opt/app.pyz', shiv), ['idna 3.4'])
  assert.deepEqual(told('opt/app.pex', pex), ['idna 3.4'])
  const nested = zip({
    name: '.deps/six-1.16.0-py3-none-any.whl',
    content: zip(metadata('', 'six', '1.16.0')),
  })
  assert.deepEqual(told('opt/packed.pex', nested), ['six 1.16.0'])
})

test('an egg that is an archive tells its package', () => {
  const content = Buffer.from('Name: old\nVersion: 0.9\n')
  assert.deepEqual(told('lib/old-0.9-py2.7.egg', zip({ name: 'EGG-INFO/PKG-INFO', content })), ['old 0.9'])
})

test('a wheel is listed, and set aside as nothing that runs, unless pex runs it', () => {
  const wheel = zip(
    metadata('', 'setuptools', '65.5.0'),
    metadata('setuptools/_vendor/', 'packaging', '21.3'),
  )
  const path = 'usr/lib/python3.11/ensurepip/_bundled/setuptools-65.5.0-py3-none-any.whl'
  assert.deepEqual(told(path, wheel), ['setuptools 65.5.0 packed', 'packaging 21.3 packed'])
  assert.deepEqual(readPythonArchive({ path, bytes: wheel }).packages.map(isInert), [true, true])
  assert.deepEqual(told('app/.deps/setuptools-65.5.0-py3-none-any.whl', wheel), [
    'setuptools 65.5.0',
    'packaging 21.3',
  ])
})

test('what is no archive, and wheels in wheels, are told', () => {
  const faults = (bytes: Buffer): string[] =>
    readPythonArchive({ path: 'a.whl', bytes }).faults.map(({ message }) => message)
  assert.match(faults(Buffer.from('hello'))[0] ?? '', /no ZIP archive/)
  const inner = zip({ name: 'c.whl', content: zip(metadata('', 'a', '1')) })
  assert.match(faults(zip({ name: 'b.whl', content: inner }))[0] ?? '', /too deep/)
})

test('what Debian keeps as wheels and archives of Java is the distribution’s', () => {
  const scanner = new LayerScanner(defaultLimits, true)
  const [wheel, jar] = ['usr/share/python-wheels/pip-23.0-py3-none-any.whl', 'usr/share/java/outer.jar']
  const inner = zip({ name: 'A.class', content: Buffer.from('x') })
  scanner.write(
    tar([
      { path: wheel, content: zip(metadata('', 'pip', '23.0')) },
      { path: jar, content: zip({ name: 'lib/inner-1.0.jar', content: inner }) },
      { path: 'var/lib/dpkg/info/x.list', content: `/${wheel}\n/${jar}\n` },
    ]),
  )
  const layer = { index: 0, diffId: undefined, content: scanner.end(true) }
  assert.deepEqual(
    takeInventory(mergeLayers([layer])).packages.map(({ name, isOwned }) => [name, isOwned]),
    [
      ['inner', true],
      ['pip', true],
    ],
  )
})

test('an archive that is run tells its packages, however it is called', () => {
  const line = Buffer.from('#!/usr/bin/env python3\n')
  const main = { name: '__main__.py', content: Buffer.from('import app\n') }
  const large = { name: 'site-packages/data', content: Buffer.alloc(300_000, 'x') }
  const shiv = zip(main, metadata('site-packages/', 'idna', '3.4'))
  const spring = zip(
    { name: 'META-INF/MANIFEST.MF', content: Buffer.from('Implementation-Title: app\n') },
    { name: 'BOOT-INF/lib/log4j-core-2.14.1.jar', content: zip({ name: 'A.class', content: line }) },
  )
  const script = Buffer.from(`#!/bin/bash\n${'# starts the archive\n'.repeat(500)}exit 0\n`)
  const scanner = new LayerScanner(defaultLimits, true)
  scanner.write(
    tar([
      { path: 'app/small', mode: 0o755, content: Buffer.concat([line, shiv]) },
      {
        path: 'app/large',
        mode: 0o755,
        content: Buffer.concat([line, zip(large, main, metadata('', 'six', '1.16.0'))]),
      },
      { path: 'app/server', mode: 0o755, content: Buffer.concat([script, spring]) },
      { path: 'app/data', mode: 0o644, content: shiv },
      { path: 'app/script', mode: 0o755, content: script },
      { path: 'app/other', mode: 0o755, content: Buffer.concat([line, zip(large)]) },
    ]),
  )
  const layer = { index: 0, diffId: undefined, content: scanner.end(true) }
  assert.deepEqual(
    takeInventory(mergeLayers([layer])).packages.map(
      ({ name, version, file }) => `${name} ${version} ${file}`,
    ),
    [
      'log4j-core 2.14.1 app/server!BOOT-INF/lib/log4j-core-2.14.1.jar',
      'idna 3.4 app/small!site-packages/idna-3.4.dist-info/METADATA',
      'six 1.16.0 app/large!six-1.16.0.dist-info/METADATA',
    ],
  )
})
