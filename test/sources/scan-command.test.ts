// The options of `scan` that say what is read.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

import { runCommandLine } from '../../src/cli/run.ts'
import { changedSince } from '../../src/sources/git/read.ts'
import { noRenderers, renderers } from '../../tools/renderers.ts'
import { folderWith } from './folder.ts'

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { hostPID: true, containers: [{ name: a, image: a }] }\n`

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function run(cwd: string, args: readonly string[], stdin = ''): Promise<Outcome> {
  let [stdout, stderr] = ['', '']
  const code = await runCommandLine(args, {
    cwd,
    env: { PATH: process.env['PATH'] },
    stdout: { isTerminal: false, columns: 80, write: (text) => void (stdout += text) },
    stderr: { isTerminal: false, columns: 80, write: (text) => void (stderr += text) },
    readStdin: () => Buffer.from(stdin),
    readFile: () => undefined,
    writeFile: () => undefined,
    today: '2026-01-01',
  })
  return { code, stdout, stderr }
}

/** Files with a host-pid finding. */
function filesIn({ stdout }: Outcome): string[] {
  const report = JSON.parse(stdout) as { findings: { name: string; location: { file: string } }[] }
  return report.findings.filter(({ name }) => name === 'host-pid').map(({ location }) => location.file)
}

function repository(t: TestContext, files: Record<string, string>): string {
  const folder = folderWith(t, files)
  git(folder, 'init', '-q', '-b', 'main')
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '-m', 'first')
  return folder
}

function git(cwd: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...identity, ...args], { cwd, stdio: 'pipe' })
}

test('standard input is scanned, alone and beside files', async (t) => {
  const folder = folderWith(t, { 'a.yaml': pod('a') })
  assert.deepEqual(filesIn(await run(folder, ['scan', '-', '-f', 'json'], pod('b'))), ['-'])
  assert.deepEqual(filesIn(await run(folder, ['scan', '.', '-', '-f', 'json'], pod('b'))), ['-', 'a.yaml'])
  const broken = await run(folder, ['scan', '-', '-f', 'json', '--fail-on', 'critical'], 'a\0b')
  assert.equal(broken.code, 3)
})

test('only findings in what changed are reported', async (t) => {
  const folder = repository(t, { 'old.yaml': pod('old'), 'edited.yaml': '# nothing yet\n' })
  git(folder, 'checkout', '-q', '-b', 'work')
  writeFileSync(join(folder, 'edited.yaml'), pod('edited'))
  git(folder, 'commit', '-q', '-a', '-m', 'second')
  writeFileSync(join(folder, 'new.yaml'), pod('new'))
  assert.deepEqual(filesIn(await run(folder, ['scan', '.', '-f', 'json'])), [
    'edited.yaml',
    'new.yaml',
    'old.yaml',
  ])
  const changed = await run(folder, ['scan', '.', '-f', 'json', '--changed-since', 'main'])
  assert.deepEqual(filesIn(changed), ['edited.yaml', 'new.yaml'])
})

test(
  'a change in the values of a chart reports the findings of its templates',
  { skip: noRenderers },
  async (t) => {
    const folder = repository(t, {
      'chart/Chart.yaml': 'apiVersion: v2\nname: llm\nversion: 0.1.0\n',
      'chart/values.yaml': 'host: false\n',
      'chart/templates/pod.yaml': pod('llm').replace('true', '{{ .Values.host }}'),
      'old.yaml': pod('old'),
    })
    writeFileSync(join(folder, 'chart', 'values.yaml'), 'host: true\n')
    const args = ['scan', '.', '-f', 'json', '--changed-since', 'HEAD', '--helm', renderers().helm]
    assert.deepEqual(filesIn(await run(folder, args)), ['chart/templates/pod.yaml'])
  },
)

test('a reference that git does not know, or would take for an option, is refused', async (t) => {
  const folder = repository(t, { 'a.yaml': pod('a') })
  for (const ref of ['--output=x', '-x', 'nowhere', 'a..b', '$(id)', '']) {
    const { code, stderr } = await run(folder, ['scan', '.', `--changed-since=${ref}`])
    assert.equal(code, 2, ref)
    assert.match(stderr, /--changed-since/)
  }
})

test('git is asked without anything that the repository could start', async () => {
  const calls: (readonly string[])[] = []
  await changedSince('main', {
    git: '/usr/bin/git',
    cwd: '/',
    home: '/',
    run: async ({ args }) => {
      calls.push(args)
      return { isOk: true, stdout: 'x\n', stderr: '' }
    },
  })
  assert.ok(calls.length >= 4)
  assert.ok(
    calls.every((args) => args.includes('core.fsmonitor=false') && args.includes('core.hooksPath=/dev/null')),
  )
})

test('mistakes in the options that say what is read are told', async (t) => {
  const folder = folderWith(t, { 'a.yaml': pod('a') })
  const mistakes = [
    ['--max-file-size', 'big'],
    ['--max-file-size', '0'],
    ['--max-file-size', '9Gi'],
    ['--helm', 'nowhere'],
    ['--kubectl', 'a.yaml'],
    ['--values', 'nowhere.yaml'],
    ['--release-name', '-x'],
    ['--release-namespace', 'A B'],
  ] as const
  for (const [option, value] of mistakes) {
    const { code, stderr } = await run(folder, ['scan', '.', `${option}=${value}`])
    assert.equal(code, 2, option)
    assert.match(stderr, new RegExp(option))
  }
  const small = await run(folder, ['scan', '.', '--max-file-size', '10', '--fail-on', 'critical'])
  assert.equal(small.code, 3)
})
