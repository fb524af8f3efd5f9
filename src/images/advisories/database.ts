import type { Advisory, Exploited, ReleaseCycle } from './advisory.ts'
import type { Epss } from './epss.ts'
import { type DatabaseHead, formatVersion, sections, unpackAdvisories } from './database-text.ts'

/** A database of advisories, asked by package. Nothing is read before it is asked for. */
export class Database {
  readonly head: DatabaseHead
  readonly #bytes: Buffer
  /** Behind the head, which stands before all keys. */
  readonly #start: number
  readonly #known = new Map<string, readonly Advisory[]>()
  readonly #epss = new Map<string, Epss | undefined>()
  #exploited: ReadonlyMap<string, Exploited> | undefined

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
    this.#exploited ??= new Map(
      this.#section(sections.exploited).map(([key, json]) => [key, JSON.parse(json) as Exploited]),
    )
    return this.#exploited.get(id)
  }

  /** How likely it is that a vulnerability is exploited. */
  epss(id: string): Epss | undefined {
    if (!this.#epss.has(id)) this.#epss.set(id, this.#readEpss(id))
    return this.#epss.get(id)
  }

  #readEpss(id: string): Epss | undefined {
    const json = this.#find(`${sections.epss}\t${id}`)
    if (json === undefined) return undefined
    const [probability, percentile] = JSON.parse(json) as [number, number]
    return { probability, percentile }
  }

  cyclesOf(product: string): readonly ReleaseCycle[] {
    const json = this.#find(`${sections.cycles}\t${product}`)
    return json === undefined ? [] : (JSON.parse(json) as ReleaseCycle[])
  }

  /** Every line of a section. */
  #section(name: string): (readonly [key: string, json: string])[] {
    const from = this.#seek(Buffer.from(`${name}\t`))
    const to = this.#seek(Buffer.from(`${name}\n`))
    const lines = this.#bytes.toString('utf8', from, to).split('\n').slice(0, -1)
    return lines.map((line) => {
      const [, key = '', json = ''] = line.split('\t', 3)
      return [key, json]
    })
  }

  /** What stands behind a key: lines are in order, so the middle tells which half to look in. */
  #find(key: string): string | undefined {
    const wanted = Buffer.from(`${key}\t`)
    const start = this.#seek(wanted)
    const end = this.#endOfLine(start)
    const isThere = this.#bytes.subarray(start, Math.min(end, start + wanted.length)).equals(wanted)
    return isThere ? this.#bytes.toString('utf8', start + wanted.length, end) : undefined
  }

  /** The first line that is not before some bytes. */
  #seek(wanted: Buffer): number {
    let [low, high] = [this.#start, this.#bytes.length]
    while (low < high) {
      const start = this.#startOfLine((low + high) >> 1)
      const end = this.#endOfLine(start)
      const order = this.#bytes.compare(wanted, 0, wanted.length, start, Math.min(end, start + wanted.length))
      if (order < 0) low = end + 1
      else high = start
    }
    return Math.min(low, this.#bytes.length)
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
