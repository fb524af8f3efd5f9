// Archives that the kernel starts behind a line for it, or Python by its own mark: they need no ending in their names.
import { wholeRange } from '../archive/ranges.ts'
import { readZip } from '../model-files/zip/members.ts'
import { readJava } from './java.ts'
import { type FileFacts, type ImageFile, noFacts } from './package.ts'
import { readPythonArchive } from './python-archive.ts'

const archive: Buffer = Buffer.from('PK\x03\x04', 'latin1')
const line: Buffer = Buffer.from('#!', 'latin1')
/** The script in front of an archive of Spring Boot has a fifth of that. */
const longestScript = 2 ** 16
const mostBytes = 2 ** 28

/** Which member tells whose archive it is. */
const kinds: readonly (readonly [member: RegExp, read: (file: ImageFile) => FileFacts])[] = [
  [/^META-INF\/MANIFEST\.MF$/, readJava],
  [/^(?:__main__\.pyc?|PEX-INFO)$/, readPythonArchive],
]

const tooLarge: FileFacts = {
  ...noFacts,
  faults: [{ message: `The archive is run and has more than ${mostBytes} bytes: it was not read.`, line: 1 }],
}

/** Holds the bytes of a program that may be an archive while they go by. */
export class RunArchive {
  readonly #path: string
  #parts: Buffer[] = []
  #length = 0
  #mayBe = true

  constructor(path: string) {
    this.#path = path
  }

  /** False once the rest of the bytes cannot matter. */
  get wants(): boolean {
    return this.#mayBe
  }

  write(bytes: Buffer): void {
    if (!this.#mayBe) return
    // Nearly every program is neither: nothing of it is kept.
    if (this.#length === 0 && bytes.length >= archive.length && !mayStart(bytes)) this.#mayBe = false
    if (!this.#mayBe) return
    this.#parts.push(Buffer.from(bytes))
    const before = this.#length
    this.#length += bytes.length
    if (before < longestScript && this.#length >= longestScript) this.#mayBe = startsArchive(this.#parts)
    if (this.#length > mostBytes) this.#mayBe = false
    if (!this.#mayBe) this.#parts = []
  }

  /** What it holds; nothing where it is no such archive. */
  end(): FileFacts | undefined {
    if (this.#length > mostBytes) return tooLarge
    if (!this.#mayBe || !startsArchive(this.#parts)) return undefined
    const bytes = Buffer.concat(this.#parts)
    const { members } = readZip(wholeRange(bytes))
    const read = kinds.find(([member]) => members.some(({ name }) => member.test(name)))?.[1]
    return read?.({ path: this.#path, bytes })
  }
}

function mayStart(head: Buffer): boolean {
  return isAt(head, archive) || isAt(head, line)
}

function isAt(head: Buffer, mark: Buffer): boolean {
  return head.compare(mark, 0, mark.length, 0, mark.length) === 0
}

/** An archive, or a script and then one. */
function startsArchive(parts: readonly Buffer[]): boolean {
  const head = Buffer.concat(parts).subarray(0, longestScript)
  const at = head.indexOf(archive)
  return at === 0 || (at > 0 && isAt(head, line))
}
