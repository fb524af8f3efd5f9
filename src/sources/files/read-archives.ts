import { statSync } from 'node:fs'

/** An archive that may hold a chart, and that nobody opened yet. */
export interface FoundArchive {
  readonly absolutePath: string
  readonly shown: string
}

/** Charts are packed into such; larger ones hold something else. */
export function isArchive(path: string, mostBytes: number): boolean {
  if (!/\.(?:tgz|tar\.gz)$/i.test(path)) return false
  const stat = statSync(path)
  return stat.isFile() && stat.size <= mostBytes
}
