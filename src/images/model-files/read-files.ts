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
import { GivenUp } from '../workers/given-up.ts'
import { type FileReader, fileReader } from './read-file-thread.ts'
import { Series } from '../workers/series.ts'
import type { FileJob } from './read-file-job.ts'
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
export async function readModelFiles(
  paths: readonly string[],
  cwd: string,
  reader: FileReader = fileReader,
): Promise<ModelFiles> {
  const walk = new Walk(cwd, reader)
  for (const path of paths) await walk.start(resolve(cwd, path))
  return { files: walk.files, problems: walk.problems }
}

class Walk {
  readonly files: ModelFileReport[] = []
  readonly problems: Problem[] = []
  readonly #cwd: string
  readonly #series: Series<FileJob, ModelFileReport>
  #root = ''
  /** A path that was named twice, or lies in another one, is scanned once. */
  readonly #seen = new Set<string>()

  constructor(cwd: string, reader: FileReader) {
    this.#cwd = cwd
    this.#series = new Series(reader)
  }

  async start(path: string): Promise<void> {
    try {
      this.#root = realpathSync(path)
      if (statSync(this.#root).isDirectory()) await this.#readFolder(path, 0)
      else await this.#readFile(path)
    } catch (error) {
      this.#miss('no-such-path', path, `There is nothing to scan: the file system says ${codeOf(error)}.`)
    }
  }

  #miss(code: ProblemCode, path: string, message: string): void {
    this.problems.push(problemOf(code, message, this.#nameOf(path)))
  }

  #giveUp(path: string, { message }: GivenUp): void {
    this.#miss('given-up', path, `The file was given up, and nothing of it was analysed: ${message}.`)
  }

  #nameOf(path: string): string {
    const name = relative(this.#cwd, path)
    return name === '' || name.startsWith('..') ? path : name
  }

  async #readFolder(path: string, depth: number): Promise<void> {
    if (depth > deepestFolder) {
      this.#miss('too-many-files', path, `Folders lie more than ${deepestFolder} deep.`)
      return
    }
    try {
      const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => compareText(a.name, b.name))
      for (const entry of entries) await this.#readEntry(entry, join(path, entry.name), depth)
    } catch (error) {
      this.#miss('unreadable', path, `The folder cannot be read: the file system says ${codeOf(error)}.`)
    }
  }

  async #readEntry(entry: Dirent, path: string, depth: number): Promise<void> {
    if (entry.isDirectory()) await this.#readFolder(path, depth + 1)
    else if (entry.isFile()) await this.#readFile(path)
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

  async #readFile(path: string): Promise<void> {
    if (this.#seen.has(path)) return
    this.#seen.add(path)
    if (this.#seen.size === mostFiles + 1)
      this.#miss('too-many-files', path, `There are more than ${mostFiles} files.`)
    if (this.#seen.size > mostFiles) return
    try {
      this.files.push(await scanFile({ path, name: this.#nameOf(path) }, this.#series))
    } catch (error) {
      if (error instanceof GivenUp) return this.#giveUp(path, error)
      this.#miss('unreadable', path, `The file cannot be read: the file system says ${codeOf(error)}.`)
    }
  }
}

/** Neither a pipe nor a device may keep the scan waiting. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

async function scanFile(
  { path, name }: { readonly path: string; readonly name: string },
  series: Series<FileJob, ModelFileReport>,
): Promise<ModelFileReport> {
  const file = openSync(path, openFlags)
  try {
    const pieces = new Pieces(file)
    return await series.read({ name, size: pieces.size }, pieces).catch((error) => {
      throw pieces.error ?? error
    })
  } finally {
    closeSync(file)
  }
}

/** The bytes of a file, each piece in memory of its own. */
class Pieces implements AsyncIterable<Buffer> {
  readonly size: number
  readonly #file: number
  /** Of the file system, which is no fault of whoever reads. */
  error: unknown

  constructor(file: number) {
    this.#file = file
    this.size = fstatSync(file).size
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for (let piece = this.#next(); piece.length > 0; piece = this.#next()) yield piece
    } catch (error) {
      this.error = error
      throw error
    }
  }

  #next(): Buffer {
    const piece = Buffer.allocUnsafeSlow(Math.min(this.size || pieceBytes, pieceBytes))
    return piece.subarray(0, readSync(this.#file, piece))
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  throw error
}
