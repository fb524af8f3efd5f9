// Broken, hostile and absent files: each is a problem with a place, the others are judged, and the exit code says 3.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newFolder } from './new-folder.ts'

const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')
const root = newFolder()
const folder = join(root, 'scanned')

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, name), content)
}

const head = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n'
const pod = `${head}spec: { hostPID: true, containers: [{ name: c, image: i }] }\n`
const bomb = Array.from({ length: 12 }, (_, at) => {
  const before = at === 0 ? 'x' : `*a${at - 1}`
  return `a${at}: &a${at} [${Array.from({ length: 10 }, () => before).join(', ')}]\n`
}).join('')

mkdirSync(folder)
mkdirSync(join(root, 'outside'))
writeFileSync(join(root, 'outside', 'pod.yaml'), pod)
write('good.yaml', pod)
write('syntax.yaml', `${head}spec: { a: [\n---\n${pod.replace('name: a', 'name: second')}`)
write('duplicate.yaml', `${head}spec:\n  hostPID: false\n  hostPID: true\n  containers: []\n`)
write('bomb.yaml', `${head}${bomb}`)
write('deep.yaml', `${head}spec: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`)
write('nul.yaml', `${head}\0`)
write('latin.yaml', Buffer.from(`${head}# \xe9\n`, 'latin1'))
write('type.yaml', `${head}spec:\n  containers:\n    - { name: 5, image: [] }\n  hostPID: {}\n`)
write('windows.yaml', pod.replaceAll('\n', '\r\n'))
write('mark.yaml', `\ufeff${pod}`)
write('utf16.yaml', Buffer.from(`\ufeff${pod}`, 'utf16le'))
closeSync(ftruncate(openSync(join(folder, 'large.yaml'), 'w')))
symlinkSync('.', join(folder, 'loop'))
symlinkSync('self.yaml', join(folder, 'self.yaml'))
symlinkSync('nowhere', join(folder, 'gone.yaml'))
symlinkSync(join(root, 'outside', 'pod.yaml'), join(folder, 'outside.yaml'))
if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe.yaml')])

/** 100 MB that take no room on the disk. */
function ftruncate(file: number): number {
  ftruncateSync(file, 100_000_000)
  return file
}

interface JsonReport {
  readonly problems: readonly { code: string; location: { file: string; line: number; column: number } }[]
  readonly findings: readonly { name: string; location: { file: string; line: number } }[]
}

function scan(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['--max-old-space-size=512', main, 'scan', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 2 ** 28,
  })
}

const result = scan('scanned', '-f', 'json', '--fail-on', 'critical', '--skip', 'host-pid')
const report = JSON.parse(scan('scanned', '-f', 'json').stdout) as JsonReport

const expected: readonly (readonly [file: string, code: string, line: number, column?: number])[] = [
  ['syntax.yaml', 'broken-syntax', 5],
  ['duplicate.yaml', 'duplicate-key', 6, 3],
  ['bomb.yaml', 'broken-syntax', 9],
  ['deep.yaml', 'broken-syntax', 4],
  ['nul.yaml', 'not-text', 1, 1],
  ['latin.yaml', 'not-text', 1, 1],
  ['type.yaml', 'wrong-type', 7],
  ['large.yaml', 'too-large', 1, 1],
  ['outside.yaml', 'outside-root', 1, 1],
  ['gone.yaml', 'no-such-path', 1, 1],
  ...(process.platform === 'win32' ? [] : [['pipe.yaml', 'unreadable', 1, 1] as const]),
]

for (const [file, code, line, column] of expected) {
  test(`${file} is ${code} at its place`, () => {
    const found = report.problems.filter(({ location }) => location.file === `scanned/${file}`)
    const places = found.map((each) => `${each.code} ${each.location.line}:${each.location.column}`)
    const wanted = found.find((each) => each.code === code && each.location.line === line)
    assert.ok(wanted !== undefined, places.join(', '))
    if (column !== undefined) assert.equal(wanted.location.column, column)
  })
}

test('a link to itself is a problem, and a link to the folder itself ends', () => {
  assert.ok(report.problems.some(({ location }) => location.file === 'scanned/self.yaml'))
  assert.ok(!report.problems.some(({ location }) => location.file.startsWith('scanned/loop')))
})

test('whatever else the folder holds is judged', () => {
  const files = report.findings.filter(({ name }) => name === 'host-pid').map(({ location }) => location.file)
  const judged = ['duplicate', 'good', 'mark', 'syntax', 'type', 'utf16', 'windows']
  assert.deepEqual(
    [...new Set(files)].sort(),
    judged.map((name) => `scanned/${name}.yaml`),
  )
})

test('what was not analysed is exit code 3, within half a gigabyte of memory', () => {
  assert.equal(result.status, 3, result.stderr)
})

test('a scan that finds nothing to judge says so and is no success', () => {
  mkdirSync(join(root, 'empty'))
  const { status, stderr } = scan('empty')
  assert.equal(status, 3)
  assert.match(stderr, /nothing was judged/)
  assert.equal(scan('empty', '--allow-incomplete').status, 0)
})

test('output that cannot be written is a mistake of usage, and no hang', () => {
  for (const path of [
    'scanned',
    'scanned/good.yaml/x',
    ...(process.platform === 'linux' ? ['/proc/x/y'] : []),
  ]) {
    const { status, stderr } = scan('scanned/good.yaml', '--output', path)
    assert.equal(status, 2)
    assert.match(stderr, /Cannot write/)
  }
})
