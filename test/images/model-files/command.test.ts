// `bulkhead model-file` on a folder as people have them, whole and hostile.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { z } from 'zod'

import { runCommandLine } from '../../../src/cli/run.ts'
import { modelFilesSchema } from '../../../src/report/model-files/schema.ts'
import { callPickle, tensorPickle, zip } from './build.ts'
import { newFolder } from '../../new-folder.ts'

const folder = newFolder()
mkdirSync(join(folder, 'models', 'deep'), { recursive: true })
const torch = zip(
  { name: 'm/data.pkl', content: tensorPickle },
  { name: 'm/data/0', content: Buffer.alloc(16) },
)
writeFileSync(join(folder, 'models', 'clean.pt'), torch)
writeFileSync(join(folder, 'models', 'notes.txt'), 'nothing to see here')
writeFileSync(
  join(folder, 'models', 'deep', 'model.safetensors'),
  callPickle('os', 'system', 'rm \x1b[31m ##vso[x]'),
)
writeFileSync(join(folder, 'models', 'packed.bin'), '7z\xbc\xaf\x27\x1c', 'latin1')
writeFileSync(join(folder, 'clean.pkl'), '\x80\x02K\x01.', 'latin1')

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await runCommandLine(['model-file', ...args], {
    cwd: folder,
    env: {},
    stdout: { isTerminal: false, columns: 80, write: (text) => void (out += text) },
    stderr: { isTerminal: false, columns: 80, write: (text) => void (err += text) },
    readStdin: () => new Uint8Array(),
    readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    writeFile: () => assert.fail('nothing is written'),
    today: '2026-11-23',
  })
  return { code, out, err }
}

test('a folder is scanned whole, whatever its files are called', async () => {
  const { code, out } = await run('models')
  assert.equal(code, 1)
  assert.match(out, /Malicious 1 file\n {2}models\/deep\/model\.safetensors pickle, /)
  assert.match(out, /critical dangerous-call byte \d+\n {6}Loading calls os\.system\(/)
  assert.match(out, /Unknown 1 file\n {2}models\/packed\.bin 7z, /)
  assert.match(out, /\n1 malicious, 0 suspicious, 1 unknown of 4 files\.\n$/)
})

test('what a file holds reaches no terminal as a command', async () => {
  const { out } = await run('models')
  assert.equal(out.includes('\x1b') || out.includes('##vso['), false)
})

test('the exit code is 0 for clean, 1 for weapons, 3 for what is not known', async () => {
  assert.equal((await run('clean.pkl', 'models/clean.pt')).code, 0)
  assert.equal((await run('models/packed.bin')).code, 3)
  assert.equal((await run('models/packed.bin', '--allow-incomplete')).code, 0)
  assert.equal((await run('missing.pkl')).code, 3)
  assert.equal((await run()).code, 2)
})

test('JSON is valid against the published schema, which describes every field', async () => {
  const published: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../docs/model-files.schema.json'), 'utf8'),
  )
  const { out } = await run('models', 'missing.pkl', '-f', 'json')
  const data: unknown = JSON.parse(out)
  z.fromJSONSchema(published as Parameters<typeof z.fromJSONSchema>[0]).parse(data)
  assert.deepEqual(modelFilesSchema.parse(data), data)
})

test('a file that is named twice is scanned once', async () => {
  assert.match((await run('clean.pkl', './clean.pkl')).out, /of 1 file\.\n$/)
})

test('links out of the folder are not followed, and said; links within are scanned at their target', async () => {
  const linked = newFolder()
  writeFileSync(join(linked, 'a.pkl'), '\x80\x02K\x01.', 'latin1')
  symlinkSync(join(linked, 'a.pkl'), join(linked, 'within.pkl'))
  symlinkSync(join(folder, 'models'), join(linked, 'out'))
  symlinkSync(join(linked, 'nowhere'), join(linked, 'broken'))
  const { code, out } = await run(linked)
  assert.equal(code, 3)
  assert.match(out, /outside-root × 1[\s\S]*of 1 file; 1 problem\.\n$/)
})

test('a pipe keeps nobody waiting', async () => {
  const piped = newFolder()
  execFileSync('mkfifo', [join(piped, 'model.pkl')])
  assert.match((await run(piped)).out, /of 0 files\.\n$/)
})
