import assert from 'node:assert/strict'
import { join, relative } from 'node:path'
import { test } from 'node:test'

import { runCommandLine } from '../src/cli/run.ts'
import type { World } from '../src/cli/world.ts'

const cwd = join(import.meta.dirname, '..')
const target = 'data/frameworks'

interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly files: ReadonlyMap<string, string>
}

async function scan(
  args: readonly string[],
  env: World['env'] = {},
  isTerminal: boolean = false,
): Promise<Run> {
  const written = { stdout: '', stderr: '' }
  const files = new Map<string, string>()
  const world: World = {
    cwd,
    env,
    stdout: { isTerminal, columns: 80, write: (text) => void (written.stdout += text) },
    stderr: { isTerminal, columns: 80, write: (text) => void (written.stderr += text) },
    readStdin: () => new Uint8Array(),
    readFile: () => undefined,
    writeFile: (path, chunks) => void files.set(relative(cwd, path), [...chunks].join('')),
    today: '2026-11-23',
  }
  const code = await runCommandLine(['scan', target, ...args], world)
  return { code, ...written, files }
}

test('several reports go to their files, one to standard output, and standard error says where', async () => {
  const run = await scan([
    '--format',
    'sarif=out/a.sarif',
    '-f',
    'junit=b.xml',
    '-f',
    'json',
    '--allow-incomplete',
  ])
  assert.equal(run.code, 0)
  assert.equal((JSON.parse(run.stdout) as { schema: number }).schema, 1)
  assert.deepEqual([...run.files.keys()], ['out/a.sarif', 'b.xml'])
  assert.match(run.stderr, /the sarif report is in out\/a\.sarif\n.*the junit report is in b\.xml\n/)
})

test('the terminal report accompanies reports in files', async () => {
  const run = await scan(['--format', 'json=a.json'])
  assert.match(run.stdout, /not analysed\n$/)
})

test('--output takes the place of standard output', async () => {
  const run = await scan(['--format', 'markdown', '--output', 'a.md'])
  assert.equal(run.stdout, '')
  assert.match(run.files.get('a.md') ?? '', /^## Bulkhead/)
})

test('a mistake in the options is a usage error that says what helps', async () => {
  const cases: readonly (readonly [string[], RegExp])[] = [
    [['-f', 'sarfi'], /does not know 'sarfi'.*sarif/],
    [['-f', 'json='], /needs a file/],
    [['-f', 'json', '-f', 'sarif'], /Only one report goes to standard output.*--format sarif=FILE/],
    [['-f', 'json=a', '-f', 'sarif=a'], /Two reports cannot go to one file: a/],
  ]
  for (const [args, message] of cases) {
    const run = await scan(args)
    assert.equal(run.code, 2)
    assert.match(run.stderr, message)
    assert.equal(run.stdout, '')
  }
})

test('NO_COLOR and FORCE_COLOR are honoured', async () => {
  const hasColor = async (env: World['env'], isTerminal: boolean): Promise<boolean> =>
    (await scan([], env, isTerminal)).stdout.includes('\u001b[')
  assert.equal(await hasColor({}, true), true)
  assert.equal(await hasColor({}, false), false)
  assert.equal(await hasColor({ NO_COLOR: '1', FORCE_COLOR: '1' }, true), false)
  assert.equal(await hasColor({ NO_COLOR: '' }, true), true)
  assert.equal(await hasColor({ FORCE_COLOR: '1' }, false), true)
  assert.equal(await hasColor({ FORCE_COLOR: '0' }, true), false)
  assert.equal(await hasColor({ TERM: 'dumb' }, true), false)
})
