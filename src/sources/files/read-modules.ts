import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join, normalize, relative } from 'node:path'

import { classify } from '../classify.ts'
import { isInside } from './read-ignores.ts'

const maxRecordBytes = 2 ** 20
const maxModules = 500
const modules = join('.terraform', 'modules')
const record = join(modules, 'modules.json')

/**
 * Files of the modules that `terraform init` put beside a root, with its record of them. Modules bring examples and tests
 * along: only what the record names is read. Links are not followed: `init` makes none.
 */
export function moduleFiles(root: string): readonly string[] {
  const folders = foldersIn(root).filter((folder) => isInside(folder, modules) && isReal(folder, root))
  return folders.length === 0
    ? []
    : [join(root, record), ...folders.flatMap((each) => sourcesIn(join(root, each)))]
}

function foldersIn(root: string): readonly string[] {
  const path = join(root, record)
  try {
    const stat = lstatSync(path)
    if (!stat.isFile() || stat.size > maxRecordBytes || !isReal(record, root)) return []
    const { Modules: entries } = JSON.parse(readFileSync(path, 'utf8')) as { Modules?: unknown }
    const folders = (Array.isArray(entries) ? entries : []).map(
      (entry: { Dir?: unknown } | null) => entry?.Dir,
    )
    return [...new Set(folders.filter((each) => typeof each === 'string').map(normalize))].slice(
      0,
      maxModules,
    )
  } catch {
    return []
  }
}

function isReal(inside: string, root: string): boolean {
  try {
    return realpathSync(join(root, inside)) === join(realpathSync(root), inside)
  } catch {
    return false
  }
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && ['terraform', 'template'].includes(classify(entry.name)))
    .map(({ name }) => join(folder, name))
    .sort()
}

const localSource = /^[ \t]*"?source"?[ \t]*[=:][ \t]*"(\.\.?\/[^"\n$]{1,500})"/gm

/** Files of the folders that modules in a text are called from: other people's code counts where somebody calls it. */
export function calledFiles(text: string, folder: string, root: string): readonly string[] {
  const called = [...text.matchAll(localSource)].map(([, path = '']) => join(folder, path))
  return called
    .filter((each) => isInside(each, root) && isReal(relative(root, each), root))
    .flatMap(sourcesIn)
}
