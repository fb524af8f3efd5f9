// Reading from a real file system, with everything that may lie in one.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { scan } from '../../src/engine/scan.ts'
import { type FoundFiles, readFiles } from '../../src/sources/files/read.ts'
import { folderWith } from './folder.ts'

const isWindows = process.platform === 'win32'
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true, containers: [{ name: a, image: a }] }\n'

function read(folder: string, options: { exclude?: string[]; maxFileBytes?: number } = {}): FoundFiles {
  return readFiles([folder], { cwd: folder, maxFileBytes: 2 ** 20, ...options })
}

function pathsOf({ files }: FoundFiles): string[] {
  return files.map(({ document }) => document.path)
}

function codesOf({ problems }: FoundFiles): string[] {
  return problems.map(({ code, location }) => `${code} ${location.file}`)
}

test('what git ignores, what is vendored and what is excluded is said', (t) => {
  const folder = folderWith(t, {
    '.gitignore': 'build/\n*.local.yaml\n!keep.local.yaml\n',
    'a.yaml': pod,
    'build/b.yaml': pod,
    'c.local.yaml': pod,
    'keep.local.yaml': pod,
    'node_modules/x/d.yaml': pod,
    'test/e.yaml': pod,
    'deep/test/f.yaml': pod,
  })
  const found = read(folder, { exclude: ['test/'] })
  assert.deepEqual(pathsOf(found), ['a.yaml', 'keep.local.yaml'])
  assert.deepEqual(
    found.skipped.map(({ path, reason }) => `${path}: ${reason}`),
    [
      'build: ignored by git',
      'c.local.yaml: ignored by git',
      'deep/test: excluded by --exclude',
      'node_modules: vendored folder',
      'test: excluded by --exclude',
      '.: 1 file of kinds that define no platform (no ending 1)',
    ],
  )
})

test('what is named is read, though git ignores it', (t) => {
  const folder = folderWith(t, { '.git/HEAD': '', '.gitignore': 'build/\n', 'build/b.yaml': pod })
  const found = readFiles([join(folder, 'build')], { cwd: folder, maxFileBytes: 2 ** 20 })
  assert.deepEqual(pathsOf(found), ['build/b.yaml'])
})

test('links out of the folder are not followed, loops end, dead links are said', { skip: isWindows }, (t) => {
  const outside = folderWith(t, { 'secret.yaml': pod, 'more/x.yaml': pod })
  const folder = folderWith(t, { 'a/b.yaml': pod })
  symlinkSync(join(outside, 'secret.yaml'), join(folder, 'link.yaml'))
  symlinkSync(join(outside, 'more'), join(folder, 'more'))
  symlinkSync('..', join(folder, 'a', 'up'))
  symlinkSync('b.yaml', join(folder, 'a', 'again.yaml'))
  symlinkSync('nowhere.yaml', join(folder, 'dead.yaml'))
  const found = read(folder)
  assert.deepEqual(pathsOf(found), ['a/again.yaml'])
  assert.deepEqual(codesOf(found), ['no-such-path dead.yaml', 'outside-root link.yaml', 'outside-root more'])
})

test('pipes and devices are never opened', { skip: isWindows }, (t) => {
  const folder = folderWith(t, { 'a.yaml': pod })
  execFileSync('mkfifo', [join(folder, 'pipe.yaml'), join(folder, '.gitignore')])
  symlinkSync('/dev/zero', join(folder, 'zero.yaml'))
  const found = read(folder)
  assert.deepEqual(pathsOf(found), ['a.yaml'])
  assert.deepEqual(codesOf(found), ['unreadable pipe.yaml', 'outside-root zero.yaml'])
  assert.deepEqual(codesOf(readFiles(['/dev/zero'], { cwd: '/dev', maxFileBytes: 1 })), ['unreadable zero'])
})

test('files that are too large, unreadable or gone cost only themselves', { skip: isWindows }, (t) => {
  const folder = folderWith(t, { 'a.yaml': pod, 'huge.yaml': '', 'locked.yaml': pod })
  truncateSync(join(folder, 'huge.yaml'), 100 * 2 ** 20)
  chmodSync(join(folder, 'locked.yaml'), 0)
  const found = readFiles([folder, join(folder, 'gone.yaml')], { cwd: folder, maxFileBytes: 64 * 2 ** 20 })
  const isRoot = process.getuid?.() === 0
  assert.deepEqual(pathsOf(found), isRoot ? ['a.yaml', 'locked.yaml'] : ['a.yaml'])
  assert.deepEqual(
    found.problems.filter(({ code }) => code !== 'unreadable').map(({ message }) => message),
    ['The file has 100 MiB; the limit is 64 MiB.', 'The path, or what it links to, does not exist.'],
  )
})

test('every usual encoding is read, and what is no text is said', (t) => {
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
  const folder = folderWith(t, {
    'bom.yaml': `\ufeff${pod}`,
    'crlf.yaml': pod.replaceAll('\n', '\r\n'),
    'le.yaml': utf16(pod),
    'be.yaml': utf16(pod).swap16(),
    'latin1.yaml': Buffer.from('a: \xe4\n', 'latin1'),
    'nul.yaml': 'a: \0\n',
    'binary.json': Buffer.from([0, 1, 2, 3]),
  })
  const found = read(folder)
  assert.deepEqual(codesOf(found).sort(), [
    'not-text binary.json',
    'not-text latin1.yaml',
    'not-text nul.yaml',
  ])
  const report = scan({ documents: found.files.map(({ document }) => document) })
  const places = report.findings
    .filter(({ name }) => name === 'host-pid')
    .map(({ location }) => `${location.file}:${location.line}:${location.column}`)
  assert.deepEqual(places.sort(), ['be.yaml:4:18', 'bom.yaml:4:18', 'crlf.yaml:4:18', 'le.yaml:4:18'])
})

test('names cannot break out of a report', { skip: isWindows }, (t) => {
  const folder = folderWith(t, {})
  mkdirSync(join(folder, 'x\ny'))
  writeFileSync(join(folder, 'x\ny', '\u001b[2J.yaml'), pod)
  assert.deepEqual(pathsOf(read(folder)), ['x\ny/\u001b[2J.yaml'])
})
