import { GoSearch } from './go.ts'
import { type FileFacts, noFacts } from './package.ts'
import { auditSection, readAuditData, unreadAudit } from './programs/cargo.ts'
import { ProgramData } from './programs/data.ts'
import { readDotnetBundle } from './programs/dotnet-bundle.ts'
import { headLength, layoutOf } from './programs/layout.ts'
import type { ProgramLayout } from './programs/program.ts'
import { RunArchive } from './run-archive.ts'

/** The note that Go's linker writes beside its list of modules: its length, its type, its owner (ELF, Note Section). */
const noteOfGo: Buffer = Buffer.from('\x04\0\0\0Go\0\0', 'latin1')

/** PyInstaller ends what it packs with it (PyInstaller/archive/writers.py), behind which a linker or signer may write. */
const cookie: Buffer = Buffer.from('MEI\x0c\x0b\x0a\x0b\x0e', 'latin1')
const tailLength = 2 ** 14

/** Looks for what compilers left in a program while its bytes go by. */
export class ProgramSearch {
  readonly #path: string
  readonly #go: GoSearch
  readonly #archive: RunArchive
  #head: Buffer = Buffer.alloc(0)
  #tail: Buffer = Buffer.alloc(0)
  #program: { readonly layout: ProgramLayout; readonly data: ProgramData } | undefined
  #isBegun = false

  constructor(path: string) {
    this.#path = path
    this.#go = new GoSearch(path)
    this.#archive = new RunArchive(path)
  }

  /** False once the rest of the bytes cannot matter. */
  get wants(): boolean {
    return !this.#isBegun || this.#program !== undefined || this.#go.wants || this.#archive.wants
  }

  write(bytes: Buffer): void {
    this.#go.write(bytes)
    this.#archive.write(bytes)
    this.#tail = Buffer.concat([this.#tail, bytes.subarray(-tailLength)]).subarray(-tailLength)
    if (this.#isBegun) return this.#program?.data.write(bytes)
    this.#head = Buffer.concat([this.#head, bytes])
    if (this.#head.length >= headLength) this.#begin()
  }

  /** What was found; nothing where no compiler left anything. */
  end(): FileFacts | undefined {
    if (!this.#isBegun) this.#begin()
    if (this.#program?.layout.isPacked === true) return this.#untold('is packed with UPX')
    const found = this.#go.end() ?? this.#crates() ?? this.#bundle() ?? this.#archive.end()
    if (found !== undefined) return found
    if (this.#tail.includes(cookie)) return this.#untold('is a program of Python that PyInstaller packed')
    if (!this.#head.includes(noteOfGo)) return undefined
    return this.#untold('is a program of Go without the list of its modules')
  }

  #begin(): void {
    this.#isBegun = true
    const layout = layoutOf(this.#head)
    if (layout !== undefined) this.#program = { layout, data: new ProgramData(layout.code) }
    this.#program?.data.write(this.#head)
    this.#head = this.#head.subarray(0, headLength)
  }

  #crates(): FileFacts | undefined {
    if (this.#program === undefined) return undefined
    const { layout, data } = this.#program
    const place = layout.section(auditSection, data.bytes)
    if (place === undefined) return undefined
    const bytes = data.bytes(place)
    return bytes === undefined ? unreadAudit : readAuditData(bytes, this.#path)
  }

  #bundle(): FileFacts | undefined {
    if (this.#program === undefined) return undefined
    const { layout, data } = this.#program
    return readDotnetBundle(layout, data.bytes, this.#path)
  }

  #untold(what: string): FileFacts {
    const message = `${this.#path} ${what}: what it is made of is not told.`
    return { ...noFacts, untold: [{ file: this.#path, message }] }
  }
}
