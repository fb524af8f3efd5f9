import type { ContentSink } from '../archive/tar-walker.ts'
import type { FileFacts } from '../inventory/package.ts'
import { ProgramSearch } from '../inventory/program.ts'
import { RunArchive } from '../inventory/run-archive.ts'

/** No program of Go or Rust is smaller. */
const smallestProgram = 2 ** 18
/** Of a member with a name, and of the directory that lists it. */
const smallestArchive = 100

/** Looks into a program while it goes by. */
export class ProgramSink implements ContentSink {
  readonly #search: ProgramSearch | RunArchive
  readonly #take: (facts: FileFacts) => void

  private constructor(search: ProgramSearch | RunArchive, take: (facts: FileFacts) => void) {
    this.#search = search
    this.#take = take
  }

  /** Nothing for what is too small to hold anything; `take` gets what is found. */
  static for(path: string, size: number, take: (facts: FileFacts) => void): ProgramSink | undefined {
    if (size < smallestArchive) return undefined
    return new ProgramSink(size < smallestProgram ? new RunArchive(path) : new ProgramSearch(path), take)
  }

  get idle(): number {
    return this.#search.wants ? 0 : Infinity
  }

  skip(): void {}

  write(bytes: Buffer): void {
    this.#search.write(bytes)
  }

  end(): void {
    const facts = this.#search.end()
    if (facts !== undefined) this.#take(facts)
  }
}
