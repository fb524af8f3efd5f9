import { folderOf } from '../archive/member-path.ts'
import type { TarEntry } from '../archive/tar-walker.ts'
import type { FileMark } from './layer.ts'

const setId = 0o6000
const sticky = 0o1000
const writableByAll = 0o002

const programFolders: ReadonlySet<string> = new Set([
  'bin',
  'sbin',
  'usr/bin',
  'usr/sbin',
  'usr/local/bin',
  'usr/local/sbin',
])

/**
 * What matters of a member whatever it holds: programs in the folders that are searched for them, what runs with
 * rights of its own, and what everybody may write to.
 */
export function markOf(path: string, entry: TarEntry): FileMark | undefined {
  const { kind, mode } = entry
  if (kind === 'symlink') return programFolders.has(folderOf(path)) ? { kind, mode: 0o777 } : undefined
  if (kind === 'directory') return isOpenFolder(mode) ? { kind, mode } : undefined
  return kind === 'file' || kind === 'link' ? markOfFile(path, entry) : undefined
}

function markOfFile(path: string, { mode, hasCapabilities }: TarEntry): FileMark | undefined {
  if (hasCapabilities === true) return { kind: 'file', mode, hasCapabilities }
  const matters = (mode & setId) !== 0 || (mode & writableByAll) !== 0 || programFolders.has(folderOf(path))
  return matters ? { kind: 'file', mode } : undefined
}

/** Everybody may write there, and replace what others wrote. */
function isOpenFolder(mode: number): boolean {
  return (mode & writableByAll) !== 0 && (mode & sticky) === 0
}
