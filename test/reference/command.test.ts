// `bulkhead reference` on the command line: what it refuses, and that it overwrites nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { runCommandLine } from '../../src/cli/run.ts'
import type { World } from '../../src/cli/world.ts'

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly files: ReadonlyMap<string, string>
}

async function run(args: readonly string[], present: ReadonlyMap<string, string> = new Map()): Promise<Ran> {
  const files = new Map(present)
  let [stdout, stderr] = ['', '']
  const world: World = {
    cwd: '/srv',
    env: {},
    stdout: { isTerminal: false, columns: 80, write: (text) => void (stdout += text) },
    stderr: { isTerminal: false, columns: 80, write: (text) => void (stderr += text) },
    readStdin: () => new Uint8Array(),
    readFile: (path) => files.get(path),
    writeFile: (path, chunks) => void files.set(path, [...chunks].join('')),
    today: '2026-11-30',
  }
  const code = await runCommandLine(['reference', ...args], world)
  return { code, stdout, stderr, files }
}

const sound = ['--profile', 'minimal', '--output', 'platform']

const wrong = [
  ['--name', 'a"b'],
  ['--name', 'x'.repeat(17)],
  ['--location', '${file("/etc/passwd")}'],
  ['--registry', "a'||true||'"],
  ['--tenant', 'a/b'],
  ['--tenant', 'gateway'],
  ['--tenant', 'acme,acme'],
  ['--gpu-tenant', 'much-too-long-for-a-pool'],
  ['--kubernetes', '1.36.1'],
  ['--address-space', '10.0.0.0/8'],
  ['--address-space', '10.244.0.0/16'],
  ['--gpu-tenant', Array.from({ length: 21 }, (_, index) => `gpu${index}`).join()],
  ['--budget', '1e9'],
  ['--owner', 'x: y'],
]

describe('bulkhead reference', () => {
  test('writes below the folder, and tells its parameters', async () => {
    const { code, stdout, files } = await run(sound)
    assert.equal(code, 0)
    assert.ok([...files.keys()].every((path) => path.startsWith('/srv/platform/')))
    assert.ok(files.has('/srv/platform/azure/cluster.tf') && files.has('/srv/platform/bulkhead.yaml'))
    assert.match(stdout, /location: westeurope/)
    assert.match(files.get('/srv/platform/bulkhead.yaml') ?? '', /date: 2026-11-30/)
  })

  test('overwrites nothing unless it is told to', async () => {
    const present = new Map([['/srv/platform/azure/cluster.tf', 'mine']])
    const refused = await run(sound, present)
    assert.equal(refused.code, 2)
    assert.deepEqual(refused.files, present)
    assert.match(refused.stderr, /cluster\.tf would be overwritten: choose another folder, or add --force\./)
    const forced = await run([...sound, '--force'], present)
    assert.equal(forced.code, 0)
    assert.notEqual(forced.files.get('/srv/platform/azure/cluster.tf'), 'mine')
  })

  test('asks for a profile and a folder', async () => {
    assert.match((await run(['--output', 'platform'])).stderr, /Name a profile/)
    assert.match((await run(['--profile', 'policy'])).stderr, /Name the folder/)
    assert.match((await run(['--profile', 'none', '--output', 'x'])).stderr, /does not know 'none'/)
  })

  test('takes nothing that could end a text of another language', async () => {
    for (const pair of wrong) {
      const { code, files, stderr } = await run([...sound, ...pair])
      assert.equal(code, 2, pair.join(' '))
      assert.equal(files.size, 0)
      assert.match(stderr, /cannot be/)
    }
  })
})
