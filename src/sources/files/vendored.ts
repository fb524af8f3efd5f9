import { sep } from 'node:path'

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

/** Whether a path leads through one of them. */
export function isVendored(path: string): boolean {
  return path.split(sep).some((part) => vendoredFolders.has(part))
}
