import { filled } from '../archive/holes.ts'
import { type ContentSink, TarWalker, type TarEntry } from '../archive/tar-walker.ts'
import { limits } from './limits.ts'
import { checkPath } from './paths.ts'
import type { Input, Reading } from './reading.ts'
import { miss, type Scan } from './scan.ts'

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

function openEntry(entry: TarEntry, scan: Scan): ContentSink | undefined {
  const { path, linkPath, kind, size, offset, fault } = entry
  checkPath(path, scan, offset)
  if (kind === 'symlink' || kind === 'link') checkPath(linkPath, scan, offset)
  if (fault !== undefined) return missHoles(scan, entry, fault)
  if (kind !== 'file') return undefined
  return filled(scan.openMember(path, size), entry, {
    allow: (zeros) => {
      const isAllowed = zeros <= scan.budget.bytes
      if (isAllowed) scan.budget.bytes -= zeros
      return isAllowed
    },
    refuse: () => missHoles(scan, entry, 'they are larger than what is filled'),
  })
}

function missHoles(scan: Scan, { path, offset }: TarEntry, why: string): undefined {
  const message = `${JSON.stringify(path.slice(0, 200))} is stored with holes, and ${why}.`
  miss(scan, { offset, code: 'not-opened', message })
}
