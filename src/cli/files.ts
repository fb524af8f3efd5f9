import { randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { UsageError } from './world.ts'

/** Writes a file piece by piece. @throws UsageError where that cannot be done */
export function writeChunks(path: string, chunks: Iterable<string>): void {
  written(path, () => {
    makeFolder(dirname(path))
    writeInto(openSync(path, 'w'), chunks)
  })
}

/** Puts a file in the place of another at once: whoever reads meanwhile, or after a crash, has the old or the new one whole. */
export function replaceFile(path: string, chunks: Iterable<string>): void {
  const next = `${path}.${randomUUID()}.new`
  written(path, () => {
    makeFolder(dirname(path))
    try {
      writeInto(openSync(next, 'wx'), chunks, fsyncSync)
      renameSync(next, path)
    } finally {
      rmSync(next, { force: true })
    }
  })
}

/** Takes away what was to replace a file, and whose writer was killed. Nobody else may write meanwhile. */
export function clearUnfinished(path: string): void {
  const folder = dirname(path)
  const ending = /^\.[0-9a-f-]{36}\.new$/
  const isUnfinished = (name: string): boolean =>
    name.startsWith(basename(path)) && ending.test(name.slice(basename(path).length))
  written(path, () => {
    for (const name of readdirSync(folder).filter(isUnfinished)) rmSync(join(folder, name), { force: true })
  })
}

function written(path: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw new UsageError(`Cannot write ${path}: the file system says ${codeOf(error)}.`)
  }
}

function writeInto(file: number, chunks: Iterable<string>, settle: (file: number) => void = () => {}): void {
  try {
    for (const chunk of chunks) writeWhole(file, Buffer.from(chunk))
    settle(file)
  } finally {
    closeSync(file)
  }
}

/** Not with Node's `recursive`: where a file system refuses new folders, such as `/proc`, that never returns. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process was faster.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** What the system says of an error. @throws what is no error of the system */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  throw error
}

/** One call may write less than it was given. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}
