// An archive walked for tests: its members, and what they hold, holes filled.
import { filled } from '../../src/images/archive/holes.ts'
import { TarWalker } from '../../src/images/archive/tar-walker.ts'

export interface Walked {
  /** A kind and a name, with `*` for a file with holes, and why its content cannot be told. */
  readonly entries: readonly string[]
  readonly contents: Readonly<Record<string, string>>
  readonly offsets: readonly number[]
  readonly broken: string | undefined
}

/** @param cuts where the bytes are cut into pieces */
export function walk(bytes: Buffer, cuts: readonly number[] = []): Walked {
  const entries: string[] = []
  const contents: Record<string, string> = {}
  const offsets: number[] = []
  let broken: string | undefined
  const walker = new TarWalker({
    entry: (entry) => {
      const { kind, path, linkPath, offset, extents, fault } = entry
      const link = linkPath === '' ? '' : ` -> ${linkPath}`
      entries.push(
        `${kind}${extents === undefined ? '' : '*'} ${path}${link}${fault === undefined ? '' : `: ${fault}`}`,
      )
      offsets.push(offset)
      if (fault !== undefined) return undefined
      let text = ''
      const sink = {
        write: (part: Buffer) => void (text += part.toString('latin1')),
        end: () => void (contents[path] = text),
      }
      return filled(sink, entry, { allow: () => text.length < 2 ** 24, refuse: () => {} })
    },
    broken: (reason) => (broken = reason),
  })
  for (const piece of pieces(bytes, cuts)) walker.write(piece)
  walker.end()
  return { entries, contents, offsets, broken }
}

function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const inside = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  const starts = [0, ...inside]
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1] ?? bytes.length))
}
