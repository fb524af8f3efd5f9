import { z } from 'zod'

import type { Advisory, Exploited, ReleaseCycle } from './advisory.ts'
import { type DatabaseContent, formatVersion } from './database-text.ts'
import { EpssScores } from './epss-scores.ts'
import { advisoriesOf, osvSchema } from './osv.ts'

interface KevRecord {
  readonly cveID: string
  readonly dateAdded: string
  readonly dueDate?: string | undefined
  readonly knownRansomwareCampaignUse?: string | undefined
}

const kevSchema: z.ZodType<KevRecord> = z.object({
  cveID: z.string(),
  dateAdded: z.string(),
  dueDate: z.string().optional(),
  knownRansomwareCampaignUse: z.string().optional(),
})

interface CyclesRecord {
  readonly id: string
  readonly releases: readonly {
    readonly releaseCycle: string
    readonly eol?: string | boolean | undefined
    readonly eoes?: string | boolean | undefined
  }[]
}

const dayOrNot: z.ZodType<string | boolean | undefined> = z.union([z.string(), z.boolean()]).optional()

const cyclesSchema: z.ZodType<CyclesRecord> = z.object({
  id: z.string(),
  releases: z.array(z.object({ releaseCycle: z.string(), eol: dayOrNot, eoes: dayOrNot })),
})

/** As the API of endoflife.date has them (version 1). */
const productsSchema = z.object({
  result: z.array(
    z.object({
      name: z.string(),
      releases: z.array(
        z.object({
          name: z.string(),
          isEol: z.boolean().nullish(),
          eolFrom: z.string().nullish(),
          isEoes: z.boolean().nullish(),
          eoesFrom: z.string().nullish(),
        }),
      ),
    }),
  ),
})

/** How records were taken. */
export interface Taken {
  readonly taken: number
  /** About packages whose versions nobody can order here, about commits alone, or withdrawn. */
  readonly unusable: number
  readonly malformed: number
  /** Of EPSS. */
  readonly scores: number
}

/** Collects records of every kind for a database: advisories in OSV, CISA's KEV, the scores of EPSS, and the cycles of endoflife.date. */
export class Collector {
  readonly #advisories = new Map<string, Map<string, Advisory>>()
  readonly #exploited = new Map<string, Exploited>()
  readonly #cycles = new Map<string, readonly ReleaseCycle[]>()
  readonly #epss = new EpssScores()
  readonly #counts = { taken: 0, unusable: 0, malformed: 0 }
  #newest = ''

  get taken(): Taken {
    return { ...this.#counts, scores: this.#epss.scores.size }
  }

  /** One record, known by what stands in it. */
  take(record: unknown): void {
    if (typeof record !== 'object' || record === null) this.#counts.malformed++
    else if ('cveID' in record) this.#takeExploited(record)
    else if ('releases' in record) this.#takeCycles(record)
    else if ('result' in record) this.#takeProducts(record)
    else if ('vulnerabilities' in record && Array.isArray(record.vulnerabilities))
      record.vulnerabilities.forEach((each) => this.take(each))
    else this.#takeAdvisory(record)
  }

  /** One line of a file that holds the scores of EPSS. */
  takeEpss(line: string): void {
    if (!this.#epss.take(line)) this.#counts.malformed++
  }

  finish(made: string): DatabaseContent {
    const ecosystems: Record<string, number> = {}
    for (const [key, list] of this.#advisories) {
      const ecosystem = key.slice(0, key.indexOf('\t'))
      ecosystems[ecosystem] = (ecosystems[ecosystem] ?? 0) + list.size
    }
    return {
      head: {
        bulkheadAdvisories: formatVersion,
        made,
        ...(this.#newest === '' ? {} : { newest: this.#newest.slice(0, 10) }),
        ecosystems,
        exploited: this.#exploited.size,
        ...(this.#epss.scores.size === 0 ? {} : { epss: this.#epss.head }),
      },
      advisories: new Map([...this.#advisories].map(([key, list]) => [key, [...list.values()]])),
      exploited: this.#exploited,
      cycles: this.#cycles,
      epss: this.#epss.scores,
    }
  }

  #takeAdvisory(value: object): void {
    const { success, data } = osvSchema.safeParse(value)
    if (!success) {
      this.#counts.malformed++
      return
    }
    const found = advisoriesOf(data)
    this.#counts[found.length === 0 ? 'unusable' : 'taken']++
    if (data.modified !== undefined && data.modified > this.#newest) this.#newest = data.modified
    for (const { ecosystem, name, advisory } of found) this.#keep(`${ecosystem}\t${name}`, advisory)
  }

  /** A record may speak of one package several times; a later record of the same id replaces an earlier one. */
  #keep(key: string, advisory: Advisory): void {
    if (/[\n\r]/.test(key)) return
    const list = this.#advisories.get(key) ?? new Map<string, Advisory>()
    const before = list.get(advisory.id)
    const ranges = [...(before?.ranges ?? []), ...advisory.ranges]
    const versions = [...(before?.versions ?? []), ...advisory.versions]
    list.set(advisory.id, { ...advisory, ranges, versions })
    this.#advisories.set(key, list)
  }

  #takeExploited(value: object): void {
    const { success, data } = kevSchema.safeParse(value)
    if (!success) {
      this.#counts.malformed++
      return
    }
    const { cveID, dateAdded, dueDate, knownRansomwareCampaignUse } = data
    this.#counts.taken++
    this.#exploited.set(cveID, {
      since: dateAdded,
      ...(dueDate === undefined ? {} : { due: dueDate }),
      isRansomware: knownRansomwareCampaignUse === 'Known',
    })
  }

  #takeProducts(value: object): void {
    const { success, data } = productsSchema.safeParse(value)
    if (!success) this.#counts.malformed++
    for (const { name, releases } of data?.result ?? []) {
      const known = releases.map((each) => ({
        releaseCycle: each.name,
        eol: each.eolFrom ?? each.isEol ?? undefined,
        eoes: each.eoesFrom ?? each.isEoes ?? undefined,
      }))
      this.#takeCycles({ id: name, releases: known })
    }
  }

  #takeCycles(value: object): void {
    const { success, data } = cyclesSchema.safeParse(value)
    if (!success) {
      this.#counts.malformed++
      return
    }
    this.#counts.taken++
    const cycles = data.releases.map(({ releaseCycle, eol, eoes }) => ({
      cycle: releaseCycle,
      ...(eol === undefined ? {} : { end: eol }),
      ...(eoes === undefined ? {} : { extended: eoes }),
    }))
    this.#cycles.set(data.id, cycles)
  }
}
