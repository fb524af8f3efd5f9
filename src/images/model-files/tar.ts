import { TarWalker, type TarEntry } from '../archive/tar-walker.ts'
import { limits } from './limits.ts'
import { checkPath } from './paths.ts'
import type { Input, Reading } from './reading.ts'
import { miss, type Scan, type Sink } from './scan.ts'

/** Walks over a tar archive and scans every file in it as its bytes come. */
export function* scanTar(input: Input, scan: Scan): Reading {
  let count = 0
  const walker = new TarWalker({
    entry(entry) {
      count++
      if (count <= limits.members) return openEntry(entry, scan)
      if (count === limits.members + 1) tellMany(scan, entry.offset)
      return undefined
    },
    broken: (reason) =>
      miss(scan, { offset: input.at, code: 'malformed', message: `The archive is broken: ${reason}.` }),
  })
  while (!walker.isDone && (yield* input.need(1))) walker.write(input.take(input.available))
  walker.end()
}

function tellMany(scan: Scan, offset: number): void {
  miss(scan, { offset, code: 'too-large', message: `The archive has more than ${limits.members} members.` })
}

function openEntry({ path, linkPath, kind, size, offset, isSparse }: TarEntry, scan: Scan): Sink | undefined {
  checkPath(path, scan, offset)
  const message = `${JSON.stringify(path.slice(0, 200))} is stored with holes, which are not filled.`
  if (isSparse) miss(scan, { offset, code: 'not-opened', message })
  if (kind === 'symlink' || kind === 'link') checkPath(linkPath, scan, offset)
  return kind === 'file' ? scan.openMember(path, size) : undefined
}
