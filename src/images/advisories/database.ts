import type { Advisory, Exploited, ReleaseCycle } from './advisory.ts'
import { type DatabaseHead, formatVersion, sections, unpackAdvisories } from './database-text.ts'

/** A database of advisories, asked by package. Nothing is read before it is asked for. */
export class Database {
  readonly head: DatabaseHead
  readonly #bytes: Buffer
  /** Behind the head, which stands before all keys. */
  readonly #start: number
  readonly #known = new Map<string, readonly Advisory[]>()

  /** @throws Error where the bytes are no database of this version */
  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.head = headOf(bytes)
    this.#start = bytes.indexOf(newline) + 1
  }

  advisoriesOf(ecosystem: string, name: string): readonly Advisory[] {
    const key = `${ecosystem}\t${name}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const json = this.#find(key)
    const found = json === undefined ? [] : unpackAdvisories(json)
    this.#known.set(key, found)
    return found
  }

  /** Whether it holds advisories of an ecosystem at all. */
  covers(ecosystem: string): boolean {
    return Object.hasOwn(this.head.ecosystems, ecosystem)
  }

  exploited(id: string): Exploited | undefined {
    const json = this.#find(`${sections.exploited}\t${id}`)
    return json === undefined ? undefined : (JSON.parse(json) as Exploited)
  }

  cyclesOf(product: string): readonly ReleaseCycle[] {
    const json = this.#find(`${sections.cycles}\t${product}`)
    return json === undefined ? [] : (JSON.parse(json) as ReleaseCycle[])
  }

  /** What stands behind a key: lines are in order, so the middle tells which half to look in. */
  #find(key: string): string | undefined {
    const wanted = Buffer.from(`${key}\t`)
    let [low, high] = [this.#start, this.#bytes.length]
    while (low < high) {
      const start = this.#startOfLine((low + high) >> 1)
      const end = this.#endOfLine(start)
      const order = this.#bytes.compare(wanted, 0, wanted.length, start, Math.min(end, start + wanted.length))
      if (order === 0) return this.#bytes.toString('utf8', start + wanted.length, end)
      if (order < 0) low = end + 1
      else high = start
    }
    return undefined
  }

  #startOfLine(at: number): number {
    return at === 0 ? 0 : this.#bytes.lastIndexOf(newline, at - 1) + 1
  }

  #endOfLine(start: number): number {
    const end = this.#bytes.indexOf(newline, start)
    return end === -1 ? this.#bytes.length : end
  }
}

const newline = 0x0a

function headOf(bytes: Buffer): DatabaseHead {
  const end = bytes.indexOf(newline)
  const head: unknown = end === -1 ? undefined : parse(bytes.toString('utf8', 0, end))
  if (typeof head !== 'object' || head === null || !('bulkheadAdvisories' in head))
    throw new Error('it is no database of advisories')
  if (head.bulkheadAdvisories !== formatVersion) throw new Error('it was made by another version')
  return head as DatabaseHead
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
