import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'

import ignore, { type Ignore } from 'ignore'

import type { Document } from '../../model/origin.ts'
import { type Problem, problemOf } from '../../model/problem.ts'
import { compareText } from '../../kernel/text.ts'
import { classify, type FileKind } from '../classify.ts'
import { decodeText } from './text.ts'

/** One text file and what its name says that it is about. */
export interface FoundFile {
  readonly kind: FileKind
  readonly document: Document
  /** Absolute path, for renderers. */
  readonly absolutePath: string
  /** The scanned folder that it was found in; its own for a file that was named. */
  readonly root: string
}

export interface FoundFiles {
  readonly files: readonly FoundFile[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}

export interface ReadOptions {
  /** Folder that reported paths are relative to. */
  readonly cwd: string
  readonly maxFileBytes: number
}

export const defaultMaxFileBytes: number = 64 * 2 ** 20
const maxFiles = 200_000
const maxFolderDepth = 64

/** Folders of other people's code, by name: what they hold reaches no cluster from here. */
const vendoredFolders = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'vendor',
  'third_party',
  '.terraform',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  'site-packages',
  '.cache',
  '.helm',
])

/**
 * Reads all files below some paths that may define a platform. Links that lead out of the given path are not followed;
 * what is left out is said.
 */
export function readFiles(paths: readonly string[], options: ReadOptions): FoundFiles {
  const walk = new Walk(options)
  for (const path of paths) walk.start(path)
  return walk.result()
}

interface Folder {
  readonly path: string
  readonly root: string
  readonly depth: number
  /** Ignore files that apply, outermost first, each with the folder that it stands in. */
  readonly ignores: readonly { readonly base: string; readonly rules: Ignore }[]
}

class Walk {
  readonly #options: ReadOptions
  readonly #files: FoundFile[] = []
  readonly #problems: Problem[] = []
  readonly #skipped: { path: string; reason: string }[] = []
  readonly #visited = new Set<string>()
  #isFull = false

  constructor(options: ReadOptions) {
    this.#options = options
  }

  result(): FoundFiles {
    this.#files.sort((a, b) => compareText(a.document.path, b.document.path))
    return { files: this.#files, problems: this.#problems, skipped: this.#skipped }
  }

  start(path: string): void {
    const absolute = join(this.#options.cwd, relative(this.#options.cwd, path))
    this.#guard(absolute, () => {
      const root = realpathSync(absolute)
      if (statSync(root).isDirectory()) {
        this.#readFolder({ path: absolute, root, depth: 0, ignores: ignoresAbove(absolute) })
      } else this.#readFile(absolute, { isNamed: true, root: dirname(root) })
    })
  }

  #readFolder(folder: Folder): void {
    const real = realpathSync(folder.path)
    if (this.#visited.has(real)) return
    this.#visited.add(real)
    if (folder.depth > maxFolderDepth) {
      this.#problem('too-many-files', 'Folders nest too deep.', folder.path)
      return
    }
    const ignores = [...folder.ignores, ...ignoreFileIn(folder.path)]
    const entries = readdirSync(folder.path, { withFileTypes: true }).sort((a, b) =>
      compareText(a.name, b.name),
    )
    for (const entry of entries) {
      const path = join(folder.path, entry.name)
      this.#guard(path, () => this.#readEntry(entry, { ...folder, path, ignores }))
    }
  }

  #readEntry(entry: Dirent, { path, root, depth, ignores }: Folder): void {
    const isLink = entry.isSymbolicLink()
    if (isLink && !isInside(realpathSync(path), root)) {
      if (classify(this.#shown(path)) === 'other') return
      this.#problem('outside-root', 'The link leads out of the scanned folder.', path)
      return
    }
    const isFolder = isLink ? statSync(path).isDirectory() : entry.isDirectory()
    if (isFolder && vendoredFolders.has(entry.name)) {
      if (entry.name !== '.git') this.#skip(path, 'vendored folder')
      return
    }
    if (isIgnored(path, isFolder, ignores)) this.#skip(path, 'ignored by git')
    else if (isFolder) this.#readFolder({ path, root, depth: depth + 1, ignores })
    else this.#readFile(path, { isNamed: false, root })
  }

  #readFile(path: string, { isNamed, root }: { isNamed: boolean; root: string }): void {
    const shown = this.#shown(path)
    const kind = classify(shown)
    if (kind === 'other' && !isNamed) return
    const real = realpathSync(path)
    if (this.#visited.has(real) || this.#isFull) return
    this.#visited.add(real)
    const stat = lstatSync(real)
    if (!stat.isFile()) return
    if (this.#files.length >= maxFiles) {
      this.#isFull = true
      this.#problem('too-many-files', `More than ${maxFiles} files; the rest was not read.`, path)
    } else if (stat.size > this.#options.maxFileBytes) {
      const limit = `${Math.round(this.#options.maxFileBytes / 2 ** 20)} MiB`
      this.#problem('too-large', `The file has ${stat.size} bytes; the limit is ${limit}.`, path)
    } else this.#keep(path, { shown, root, kind: kind === 'other' ? 'manifest' : kind })
  }

  #keep(path: string, { shown, root, kind }: { shown: string; root: string; kind: FileKind }): void {
    const decoded = decodeText(readFileSync(path))
    if ('reason' in decoded) this.#problem('not-text', decoded.reason, path)
    else this.#files.push({ kind, document: { path: shown, text: decoded.text }, absolutePath: path, root })
  }

  /** File systems fail in many ways; each costs one file and says so. */
  #guard(path: string, action: () => void): void {
    try {
      action()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (code === '') throw error
      if (code === 'ENOENT')
        this.#problem('no-such-path', 'The path, or what it links to, does not exist.', path)
      else this.#problem('unreadable', `The file system says ${code}.`, path)
    }
  }

  #shown(path: string): string {
    return shownPath(path, this.#options.cwd)
  }

  #problem(code: Problem['code'], message: string, path: string): void {
    this.#problems.push(problemOf(code, message, this.#shown(path)))
  }

  #skip(path: string, reason: string): void {
    this.#skipped.push({ path: this.#shown(path), reason })
  }
}

/** A path as reports print it: relative to where the scan was started, with `/`. */
export function shownPath(path: string, cwd: string): string {
  const shown = relative(cwd, path).split(sep).join('/')
  return shown === '' ? '.' : shown
}

function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

function isIgnored(path: string, isFolder: boolean, ignores: Folder['ignores']): boolean {
  let ignored = false
  for (const { base, rules } of ignores) {
    const inside = relative(base, path).split(sep).join('/')
    const result = rules.test(isFolder ? `${inside}/` : inside)
    if (result.ignored) ignored = true
    if (result.unignored) ignored = false
  }
  return ignored
}

function ignoreFileIn(folder: string): Folder['ignores'] {
  try {
    const path = join(folder, '.gitignore')
    if (lstatSync(path).size > 2 ** 20) return []
    return [{ base: folder, rules: ignore().add(readFileSync(path, 'utf8')) }]
  } catch {
    return []
  }
}

/** Ignore files of the folders above, up to the repository's root. */
function ignoresAbove(folder: string): Folder['ignores'] {
  const above: Folder['ignores'][number][] = []
  for (let here = folder; ; here = dirname(here)) {
    if (here !== folder) above.unshift(...ignoreFileIn(here))
    if (dirname(here) === here) return []
    if (hasGitFolder(here)) return above
  }
}

function hasGitFolder(folder: string): boolean {
  try {
    return basename(folder) !== '' && lstatSync(join(folder, '.git')) !== undefined
  } catch {
    return false
  }
}
