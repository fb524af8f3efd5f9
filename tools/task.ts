// The tasks behind `npm start`, `npm test`, `npm run check` …: a table of command lines.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

const demonstration = [
  'scan',
  'examples/model-platform',
  '--config',
  'examples/model-platform/bulkhead.yaml',
  '--fail-on',
  'never',
  '--html',
  'bulkhead-report.html',
]

/** Runs one command in the repository's root and returns its exit code. */
function run(command: string, args: readonly string[], cwd: string = root): number {
  const result = spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' })
  if (result.error) throw result.error
  return result.status ?? 1
}

/** Runs commands one after the other and stops at the first that fails. */
function runAll(...commands: readonly (readonly string[])[]): number {
  for (const [command = '', ...args] of commands) {
    const code = run(command, args)
    if (code !== 0) return code
  }
  return 0
}

function testFiles(): string[] {
  return globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: root }).sort()
}

/** Node 22 has the flag under its first name. */
const oneProcess =
  Number(process.versions.node.split('.')[0]) >= 24
    ? '--test-isolation=none'
    : '--experimental-test-isolation=none'

const tasks: Readonly<Record<string, (args: readonly string[]) => number>> = {
  start: (args) => {
    const main = join(root, 'src', 'cli', 'main.ts')
    if (args.length === 0) return run(process.execPath, [main, ...demonstration])
    return run(process.execPath, [main, ...args], process.env['INIT_CWD'] ?? process.cwd())
  },
  // Rooms are pure, so their tests share one process: 200 files start 30 times faster than with a process each.
  test: (args) => run(process.execPath, ['--test', oneProcess, ...(args.length > 0 ? args : testFiles())]),
  build: () => runAll(['tsc', '-p', 'tsconfig.build.json']),
  check: () =>
    runAll(
      ['tsc', '--noEmit'],
      ['oxlint', '--deny-warnings'],
      ['oxfmt', '--check'],
      ['knip'],
      [process.execPath, 'tools/generate.ts', '--check'],
    ),
  bench: () => runAll(['tsc', '-p', 'tsconfig.build.json'], [process.execPath, 'bench/run.ts']),
  conformance: (args) => run(process.execPath, ['test/conformance/print.ts', ...args]),
  fuzz: (args) => run(process.execPath, ['fuzz/run.ts', ...args]),
  generate: () => runAll([process.execPath, 'tools/generate.ts']),
  format: () => runAll(['oxfmt']),
}

const [name = '', ...args] = process.argv.slice(2)
const task = tasks[name]
if (task === undefined) {
  process.stderr.write(`No task '${name}'. There are: ${Object.keys(tasks).join(', ')}\n`)
  process.exitCode = 2
} else {
  process.exitCode = task(args)
}
