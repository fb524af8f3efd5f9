// The command line in a folder, with what it prints.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { runCommandLine } from '../../src/cli/run.ts'
import type { World } from '../../src/cli/world.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export async function runIn(folder: string, args: readonly string[], today = '2026-11-30'): Promise<Ran> {
  let [out, err] = ['', '']
  const world: World = {
    cwd: folder,
    env: { XDG_CACHE_HOME: join(folder, 'cache') },
    stdout: { isTerminal: false, columns: 80, write: (text) => void (out += text) },
    stderr: { isTerminal: false, columns: 80, write: (text) => void (err += text) },
    readStdin: () => new Uint8Array(),
    readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    writeFile: (path, chunks) => writeFileSync(path, [...chunks].join('')),
    today,
  }
  const code = await runCommandLine(args, world)
  return { code, out, err }
}
