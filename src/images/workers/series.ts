import { GivenUp } from './given-up.ts'
import type { GuardedReader } from './read-guarded.ts'

/** Those that may take too long: each is waited for. */
const mostLate = 4

/** What belongs together, as the layers of an image: once several took too long, no more of it is read. */
export class Series<Job, Answer> {
  readonly #reader: GuardedReader<Job, Answer>
  #late = 0

  constructor(reader: GuardedReader<Job, Answer>) {
    this.#reader = reader
    reader.prepare()
  }

  /** @throws GivenUp */
  async read(job: Job, chunks: AsyncIterable<Buffer>): Promise<Answer> {
    if (this.#late >= mostLate) throw new GivenUp(`${mostLate} before it took too long`)
    try {
      return await this.#reader.read(job, chunks)
    } catch (error) {
      if (error instanceof GivenUp && error.isTime) this.#late++
      throw error
    }
  }
}
