// The package as it is published: built, packed, unpacked elsewhere, imported and run.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { debianRelease, makeLayer, makeLayout, tarOf } from './images/make-image.ts'
import { callPickle } from './images/model-files/build.ts'

const root = join(import.meta.dirname, '..')

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-pack-'))
const modules = join(folder, 'node_modules')
// As a build runs it: no terminal, `CI` set. On a terminal the test runner asks whatever it starts for colours.
const { FORCE_COLOR: _, ...inherited } = process.env
const env = { ...inherited, CI: 'true' }
after(() => rmSync(folder, { recursive: true, force: true }))

before(() => {
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json'], { cwd: root })
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: root })
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
  execFileSync('tar', ['-xzf', archive], { cwd: folder })
  mkdirSync(modules)
  renameSync(join(folder, 'package'), join(modules, 'bulkhead'))
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.') && name !== 'bulkhead')
      symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
})

test('the package gives its library to whoever imports it', () => {
  const text = 'apiVersion: v1\\nkind: Pod\\nmetadata: {name: a}\\nspec: {hostPID: true, containers: []}'
  const script = `import { scan, controls } from 'bulkhead'
    const report = scan({ documents: [{ path: 'pod.yaml', text: '${text}' }] })
    console.log(report.findings.some(({ name }) => name === 'host-pid'), controls.length > 100)`
  writeFileSync(join(folder, 'use.mjs'), script)
  assert.equal(
    execFileSync(process.execPath, ['use.mjs'], { cwd: folder, env, encoding: 'utf8' }),
    'true true\n',
  )
})

test('the package runs from its bin', () => {
  writeFileSync(
    join(folder, 'pod.yaml'),
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true}\n',
  )
  const bin = join(modules, 'bulkhead', 'bin', 'bulkhead.js')
  const result = spawnSync(process.execPath, [bin, 'scan', 'pod.yaml'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  assert.equal(result.status, 1, result.stderr)
  assert.match(result.stdout, /host-pid/)
  assert.ok(!result.stdout.includes('\u001B'), 'colours without a terminal')
})

test('the package reads layers and model files in its threads', () => {
  const layer = makeLayer([debianRelease, { path: 'models/a.pkl', content: callPickle() }])
  writeFileSync(join(folder, 'image.tar'), tarOf(makeLayout([layer])))
  writeFileSync(join(folder, 'a.pkl'), callPickle())
  const bin = join(modules, 'bulkhead', 'bin', 'bulkhead.js')
  for (const args of [
    ['image', 'image.tar', '--no-cache'],
    ['model-file', 'a.pkl'],
  ]) {
    const result = spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: 'utf8' })
    assert.equal(result.status, 1, result.stderr)
    assert.match(result.stdout, /a\.pkl pickle/)
    assert.doesNotMatch(result.stdout, /given up/)
  }
})

test('the package carries no tests', () => {
  const files = readdirSync(join(modules, 'bulkhead', 'dist'), { recursive: true }).map(String)
  assert.deepEqual(
    files.filter((name) => /\.test\./.test(name)),
    [],
  )
})

test('the package has nothing that publint finds wrong', () => {
  const { status, stdout } = spawnSync(
    join(root, 'node_modules', '.bin', 'publint'),
    [join(modules, 'bulkhead')],
    { encoding: 'utf8' },
  )
  assert.equal(status, 0, stdout)
})
