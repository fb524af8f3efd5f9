import { lstatSync, readFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'

import ignore, { type Ignore } from 'ignore'

/** An ignore file's rules, with the folder that it stands in. */
export interface IgnoreFile {
  readonly base: string
  readonly rules: Ignore
}

/** True for a path and for what lies below it. */
export function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(withSeparator(root))
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep
}

/** Whether some ignore files, outermost first, leave a path out. */
export function isIgnored(path: string, isFolder: boolean, ignores: readonly IgnoreFile[]): boolean {
  let ignored = false
  for (const { base, rules } of ignores) {
    if (path === base || !isInside(path, base)) continue
    const inside = path.slice(withSeparator(base).length).split(sep).join('/')
    const result = rules.test(isFolder ? `${inside}/` : inside)
    if (result.ignored) ignored = true
    if (result.unignored) ignored = false
  }
  return ignored
}

/** A folder's own ignore file, where it has one. */
export function ignoreFileIn(folder: string): readonly IgnoreFile[] {
  try {
    const path = join(folder, '.gitignore')
    const stat = lstatSync(path)
    if (!stat.isFile() || stat.size > 2 ** 20) return []
    return [{ base: folder, rules: ignore().add(readFileSync(path, 'utf8')) }]
  } catch {
    return []
  }
}

/** Ignore files of the folders above, up to the repository's root. */
export function ignoresAbove(folder: string): readonly IgnoreFile[] {
  const above: IgnoreFile[] = []
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
