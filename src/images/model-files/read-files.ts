import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'

import { compareText } from '../../kernel/text.ts'
import { type Problem, type ProblemCode, problemOf } from '../../model/problem.ts'
import { openModelFile } from './open.ts'
import type { ModelFileReport } from './report.ts'

export interface ModelFiles {
  readonly files: readonly ModelFileReport[]
  /** What was not read at all. */
  readonly problems: readonly Problem[]
}

const pieceBytes = 2 ** 20
const deepestFolder = 64
const mostFiles = 1_000_000

/** Scans files, and all files below folders, piece by piece. Links out of a folder are not followed. */
export function readModelFiles(paths: readonly string[], cwd: string): ModelFiles {
  const walk = new Walk(cwd)
  for (const path of paths) walk.start(resolve(cwd, path))
  return { files: walk.files, problems: walk.problems }
}

class Walk {
  readonly files: ModelFileReport[] = []
  readonly problems: Problem[] = []
  readonly #cwd: string
  readonly #piece = Buffer.allocUnsafe(pieceBytes)
  #root = ''
  /** A path that was named twice, or lies in another one, is scanned once. */
  readonly #seen = new Set<string>()

  constructor(cwd: string) {
    this.#cwd = cwd
  }

  start(path: string): void {
    try {
      this.#root = realpathSync(path)
      if (statSync(this.#root).isDirectory()) this.#readFolder(path, 0)
      else this.#readFile(path)
    } catch (error) {
      this.#miss('no-such-path', path, `There is nothing to scan: the file system says ${codeOf(error)}.`)
    }
  }

  #miss(code: ProblemCode, path: string, message: string): void {
    this.problems.push(problemOf(code, message, this.#nameOf(path)))
  }

  #nameOf(path: string): string {
    const name = relative(this.#cwd, path)
    return name === '' || name.startsWith('..') ? path : name
  }

  #readFolder(path: string, depth: number): void {
    if (depth > deepestFolder) {
      this.#miss('too-many-files', path, `Folders lie more than ${deepestFolder} deep.`)
      return
    }
    try {
      const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name))
      for (const entry of entries) this.#readEntry(entry, join(path, entry.name), depth)
    } catch (error) {
      this.#miss('unreadable', path, `The folder cannot be read: the file system says ${codeOf(error)}.`)
    }
  }

  #readEntry(entry: Dirent, path: string, depth: number): void {
    if (entry.isDirectory()) this.#readFolder(path, depth + 1)
    else if (entry.isFile()) this.#readFile(path)
    else if (entry.isSymbolicLink()) this.#checkLink(path)
  }

  /** What a link leads to within the folder is scanned at its own place. */
  #checkLink(path: string): void {
    try {
      if (`${realpathSync(path)}${sep}`.startsWith(`${this.#root}${sep}`)) return
    } catch {
      // It leads nowhere: nothing can be loaded by it.
      return
    }
    this.#miss('outside-root', path, 'The link leads out of the scanned folder and was not followed.')
  }

  #readFile(path: string): void {
    if (this.#seen.has(path)) return
    this.#seen.add(path)
    if (this.#seen.size === mostFiles + 1)
      this.#miss('too-many-files', path, `There are more than ${mostFiles} files.`)
    if (this.#seen.size > mostFiles) return
    try {
      this.files.push(scanFile({ path, name: this.#nameOf(path) }, this.#piece))
    } catch (error) {
      this.#miss('unreadable', path, `The file cannot be read: the file system says ${codeOf(error)}.`)
    }
  }
}

/** Neither a pipe nor a device may keep the scan waiting. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

function scanFile(
  { path, name }: { readonly path: string; readonly name: string },
  piece: Buffer,
): ModelFileReport {
  const file = openSync(path, openFlags)
  try {
    const { size } = fstatSync(file)
    const reader = openModelFile(name, size)
    for (let length = -1; length !== 0 && reader.wants;) {
      length = readSync(file, piece)
      reader.write(piece.subarray(0, length))
    }
    return reader.end()
  } finally {
    closeSync(file)
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  throw error
}
