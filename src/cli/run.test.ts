import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { runCommandLine } from './run.ts'
import type { World } from './world.ts'
import { newFolder } from '../../test/new-folder.ts'

const folder = newFolder()
writeFileSync(
  join(folder, 'pod.yaml'),
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: true, containers: [] }\n',
)

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const world: World = {
    cwd: folder,
    env: {},
    stdout: { isTerminal: false, columns: 80, write: (text) => void (out += text) },
    stderr: { isTerminal: false, columns: 80, write: (text) => void (err += text) },
    readStdin: () => new Uint8Array(),
    readFile: (path) => {
      try {
        return readFileSync(path, 'utf8')
      } catch {
        return undefined
      }
    },
    writeFile: (path, chunks) => writeFileSync(path, [...chunks].join('')),
    today: '2026-11-23',
  }
  const code = await runCommandLine(args, world)
  return { code, out, err }
}

test('a finding at or above the threshold is exit code 1, a usage mistake 2', async () => {
  assert.equal((await run('scan', 'pod.yaml')).code, 1)
  assert.equal((await run('scan', 'pod.yaml', '--fail-on', 'never')).code, 0)
  assert.equal((await run('scan')).code, 2)
  assert.equal((await run('scan', 'nowhere.yaml')).code, 3)
})

test('unknown words are errors with the nearest name', async () => {
  assert.match((await run('scna')).err, /Did you mean 'scan'\?/)
  assert.match((await run('scan', '.', '--fail-on', 'hihg')).err, /Did you mean 'high'\?/)
  assert.match((await run('scan', '.', '--only', 'host-pidd')).err, /Did you mean 'host-pid'\?/)
  assert.match((await run('scan', '.', '--config', 'none.yaml')).err, /cannot be read/)
})

test('--only and --skip choose controls, also by foreign ids', async () => {
  const only = JSON.parse((await run('scan', 'pod.yaml', '-f', 'json', '--only', 'CKV_K8S_17')).out) as {
    controls: { name: string }[]
  }
  assert.ok(only.controls.some(({ name }) => name === 'host-pid'))
  const skipped = JSON.parse(
    (await run('scan', 'pod.yaml', '-f', 'json', '--skip', 'host-pid')).out,
  ) as typeof only
  assert.ok(!skipped.controls.some(({ name }) => name === 'host-pid'))
})

test('--kubernetes chooses whose semantics apply', async () => {
  const judgedAs = async (...args: string[]): Promise<unknown> =>
    (JSON.parse((await run('scan', 'pod.yaml', '-f', 'json', ...args)).out) as { kubernetes: unknown })
      .kubernetes
  assert.deepEqual(await judgedAs('--kubernetes', '1.37'), { version: '1.37', isAssumed: false })
  assert.match((await run('scan', 'pod.yaml', '--kubernetes', 'v1')).err, /minor version such as 1\.35/)
})

test('what-if takes the options of every command that reads a platform', async () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: llm, namespace: chat }\nspec: { containers: [{ name: llm, image: llm }] }\n'
  writeFileSync(join(folder, 'part.yaml'), `${pod}---\nkind: [\n`)
  assert.equal((await run('what-if', 'part.yaml', '--with', 'host-pid')).code, 3)
  assert.equal((await run('what-if', 'part.yaml', '--with', 'host-pid', '--allow-incomplete')).code, 0)
  assert.equal((await run('what-if', 'part.yaml', '--kubernetes', 'v1')).code, 2)
})

test('explain and controls know every control', async () => {
  assert.match((await run('explain', 'CKV_K8S_16')).out, /BH-0101/)
  assert.match((await run('explain', 'waiver-expired')).out, /BH-0901/)
  const list = JSON.parse((await run('controls', '--format', 'json')).out) as {
    id: string
    references: string[]
  }[]
  assert.ok(list.every(({ id, references }) => id.startsWith('BH-') && Array.isArray(references)))
})

test('every command has help, and completion names every command', async () => {
  const { out } = await run('--help')
  for (const name of ['scan', 'explain', 'controls', 'completion']) {
    assert.match(out, new RegExp(`^  ${name} `, 'm'))
    assert.equal((await run(name, '--help')).code, 0)
  }
  for (const shell of ['bash', 'zsh', 'fish']) assert.match((await run('completion', shell)).out, /explain/)
})
