import {
  closeSync,
  constants,
  type Dirent,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'

import ignore, { type Ignore } from 'ignore'

import type { Document } from '../../model/origin.ts'
import { type Problem, problemOf } from '../../model/problem.ts'
import { compareText } from '../../kernel/text.ts'
import { classify, type FileKind } from '../classify.ts'
import { countOther, describeOthers, type OtherFiles } from './others.ts'
import { type IgnoreFile, ignoreFileIn, ignoresAbove, isIgnored, isInside } from './read-ignores.ts'
import { type FoundArchive, isArchive } from './read-archives.ts'
import { calledFiles, moduleFiles } from './read-modules.ts'
import { decodeText } from './text.ts'
import { isVendored } from './vendored.ts'

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
  readonly archives: readonly FoundArchive[]
  readonly problems: readonly Problem[]
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}

export interface ReadOptions {
  /** Folder that reported paths are relative to. */
  readonly cwd: string
  readonly maxFileBytes: number
  /** Patterns as in .gitignore, relative to each path that is scanned: what they match is left out. */
  readonly exclude?: readonly string[]
}

export const defaultMaxFileBytes: number = 64 * 2 ** 20
const maxFiles = 200_000
const maxTotalBytes = 2 ** 30
const maxFolderDepth = 64

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
  /** Ignore files that apply, outermost first. */
  readonly ignores: readonly IgnoreFile[]
  /** The path that was named: exclusions are relative to it. */
  readonly start: string
}

/** A folder that is being read, with what its entries need of it: asking for each would take longer than reading them. */
interface OpenFolder extends Folder {
  readonly shown: string
  readonly real: string
}

interface FileToRead {
  readonly path: string
  readonly shown: string
  readonly root: string
  readonly kind: FileKind
  /** Where it lies, links resolved: of an entry that its folder lists as a plain file. */
  readonly real?: string
}

/** Most files fit, and need no memory of their own until they are text. */
const sharedBytes = 2 ** 20

class Walk {
  readonly #options: ReadOptions
  readonly #files: FoundFile[] = []
  readonly #archives: FoundArchive[] = []
  readonly #problems: Problem[] = []
  readonly #skipped: { path: string; reason: string }[] = []
  readonly #visited = new Set<string>()
  readonly #exclude: Ignore | undefined
  readonly #buffer = new Uint8Array(sharedBytes)
  /** By the path that was named. */
  readonly #others = new Map<string, OtherFiles>()
  #totalBytes = 0
  #isFull = false

  constructor(options: ReadOptions) {
    this.#options = options
    const { exclude = [] } = options
    this.#exclude = exclude.length === 0 ? undefined : ignore().add([...exclude])
  }

  result(): FoundFiles {
    this.#readCalled()
    for (const [start, others] of this.#others) {
      for (const reason of describeOthers(others)) this.#skip(start, reason)
    }
    this.#files.sort((a, b) => compareText(a.document.path, b.document.path))
    return { files: this.#files, archives: this.#archives, problems: this.#problems, skipped: this.#skipped }
  }

  start(path: string): void {
    const absolute = join(this.#options.cwd, relative(this.#options.cwd, path))
    this.#guard(absolute, () => {
      const root = realpathSync(absolute)
      if (statSync(root).isDirectory()) {
        // What was named is read, whether git ignores it or not.
        const above = ignoresAbove(absolute)
        const ignores = isIgnored(absolute, true, above) ? [] : above
        this.#readFolder({ path: absolute, root, depth: 0, ignores, start: absolute })
      } else if (isArchive(root, this.#options.maxFileBytes)) {
        this.#archives.push({ absolutePath: root, shown: this.#shown(absolute) })
      } else {
        const shown = this.#shown(absolute)
        this.#readFile({ path: absolute, shown, root: dirname(root), kind: classify(shown) })
      }
    })
  }

  #readFolder(folder: Folder): void {
    const real = realpathSync.native(folder.path)
    if (this.#visited.has(real)) return
    this.#visited.add(real)
    if (folder.depth > maxFolderDepth) {
      this.#problem('too-many-files', 'Folders nest too deep.', folder.path)
      return
    }
    const ignores = [...folder.ignores, ...ignoreFileIn(folder.path)]
    const open: OpenFolder = { ...folder, ignores, shown: this.#shown(folder.path), real }
    const entries = readdirSync(folder.path, { withFileTypes: true }).sort((a, b) =>
      compareText(a.name, b.name),
    )
    for (const entry of entries) {
      const path = join(folder.path, entry.name)
      this.#guard(path, () => this.#readEntry(entry, path, open))
    }
  }

  #readEntry(entry: Dirent, path: string, folder: OpenFolder): void {
    const { root, depth, start } = folder
    const shown = folder.shown === '.' ? entry.name : `${folder.shown}/${entry.name}`
    const kind = classify(shown)
    const isRelevant = kind !== 'other'
    const isLink = entry.isSymbolicLink()
    if (isLink && !this.#isLinkToFollow(path, root, isRelevant)) {
      if (!isRelevant) this.#countOther(entry.name, start)
      return
    }
    const isFolder = isLink ? statSync(path).isDirectory() : entry.isDirectory()
    const leftOut = this.#reasonToLeaveOut(path, isFolder, folder)
    if (leftOut !== undefined) this.#leaveOut(path, leftOut, folder)
    else if (isFolder) this.#readFolder({ ...folder, path, depth: depth + 1 })
    else if (!isRelevant) this.#passOver(entry, path, { shown, start })
    else {
      const real = entry.isFile() ? { real: join(folder.real, entry.name) } : {}
      this.#readFile({ path, shown, root, kind, ...real })
    }
  }

  /** Modules that Terraform fetched are called by what was named, whoever wrote them. */
  #readModules({ path: parent, root, start }: OpenFolder): boolean {
    if (isIgnored(join(parent, '.terraform'), true, this.#excluded(start))) return false
    const files = moduleFiles(parent)
    for (const path of files) {
      const shown = this.#shown(path)
      this.#guard(path, () => this.#readFile({ path, shown, root, kind: classify(shown) }))
    }
    return files.length > 0
  }

  /** Modules that lie in a folder of other people's code, and are called from outside of it. */
  #readCalled(): void {
    for (const { kind, document, absolutePath, root } of this.#files) {
      if (kind !== 'terraform') continue
      for (const path of calledFiles(document.text, dirname(absolutePath), root))
        if (this.#isPassedOver(path, root))
          this.#guard(path, () =>
            this.#readFile({ path, shown: this.#shown(path), root, kind: classify(path) }),
          )
    }
  }

  #isPassedOver(path: string, root: string): boolean {
    return (
      isVendored(relative(root, path)) &&
      !this.#visited.has(path) &&
      !isIgnored(path, false, this.#excluded(root))
    )
  }

  #excluded(start: string): readonly IgnoreFile[] {
    return this.#exclude === undefined ? [] : [{ base: start, rules: this.#exclude }]
  }

  #reasonToLeaveOut(path: string, isFolder: boolean, { start, ignores }: Folder): string | undefined {
    if (isFolder && isVendored(basename(path))) return 'vendored folder'
    if (isIgnored(path, isFolder, this.#excluded(start))) return 'excluded by --exclude'
    return isIgnored(path, isFolder, ignores) ? 'ignored by git' : undefined
  }

  #leaveOut(path: string, reason: string, folder: OpenFolder): void {
    const hasModules = basename(path) === '.terraform' && this.#readModules(folder)
    const but = hasModules ? ', but for the modules that its record names' : ''
    if (basename(path) !== '.git') this.#skip(path, `${reason}${but}`)
  }

  #isLinkToFollow(path: string, root: string, isRelevant: boolean): boolean {
    if (!existsSync(path)) {
      if (isRelevant) this.#problem('no-such-path', 'The link leads to nothing.', path)
      return false
    }
    if (isInside(realpathSync(path), root)) return true
    if (isRelevant || statSync(path).isDirectory()) {
      this.#problem('outside-root', 'The link leads out of the scanned folder.', path)
    }
    return false
  }

  #countOther(name: string, start: string): void {
    const others: OtherFiles = this.#others.get(start) ?? new Map()
    this.#others.set(start, others)
    countOther(others, name)
  }

  #passOver(entry: Dirent, path: string, { shown, start }: { shown: string; start: string }): void {
    const isPacked = entry.isFile() && isArchive(path, this.#options.maxFileBytes)
    if (isPacked) this.#archives.push({ absolutePath: path, shown })
    else this.#countOther(entry.name, start)
  }

  #readFile(file: FileToRead): void {
    const { path } = file
    const real = file.real ?? realpathSync.native(path)
    if (this.#isFull) return
    if (this.#visited.has(real)) {
      this.#skip(path, 'read by another path already')
      return
    }
    this.#visited.add(real)
    if (file.real === undefined && !lstatSync(real).isFile()) {
      this.#problem('unreadable', 'The path is a pipe, a socket or a device, and was not opened.', path)
      return
    }
    const bytes = this.#readBytes(real, path)
    if (bytes !== undefined) this.#keep(file, bytes)
  }

  /**
   * Opens without waiting and without following, then looks again: what was a file may be a pipe by now. The bytes stand
   * until the next file is read.
   */
  #readBytes(real: string, path: string): Uint8Array | undefined {
    const descriptor = openSync(
      real,
      constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0),
    )
    try {
      const stat = fstatSync(descriptor)
      if (!stat.isFile() || !this.#hasRoomFor(stat.size, path)) return undefined
      const bytes = stat.size > sharedBytes ? new Uint8Array(stat.size) : this.#buffer.subarray(0, stat.size)
      let length = 0
      for (let read = 1; read > 0 && length < bytes.length; length += read) {
        read = readSync(descriptor, bytes, length, bytes.length - length, null)
      }
      return bytes.subarray(0, length)
    } finally {
      closeSync(descriptor)
    }
  }

  #hasRoomFor(size: number, path: string): boolean {
    if (size > this.#options.maxFileBytes) {
      const limit = formatBytes(this.#options.maxFileBytes)
      this.#problem('too-large', `The file has ${formatBytes(size)}; the limit is ${limit}.`, path)
      return false
    }
    this.#totalBytes += size
    this.#isFull = this.#files.length >= maxFiles || this.#totalBytes > maxTotalBytes
    if (this.#isFull) {
      const limit = `${maxFiles} files or ${formatBytes(maxTotalBytes)}`
      this.#problem('too-many-files', `There are more than ${limit}; the rest was not read.`, path)
    }
    return !this.#isFull
  }

  #keep({ path, shown, root, kind }: FileToRead, bytes: Uint8Array): void {
    const decoded = decodeText(bytes)
    if ('reason' in decoded) this.#problem('not-text', decoded.reason, path)
    else {
      this.#files.push({
        // What was named is read whatever its name says.
        kind: kind === 'other' ? 'manifest' : kind,
        document: { path: shown, text: decoded.text },
        absolutePath: path,
        root,
      })
    }
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

function formatBytes(bytes: number): string {
  return bytes < 2 ** 20 ? `${bytes} bytes` : `${Math.round((bytes / 2 ** 20) * 10) / 10} MiB`
}
