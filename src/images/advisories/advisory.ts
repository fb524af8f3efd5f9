import type { Severity } from '../../knowledge/guarantees.ts'
import type { Dated } from '../../model/patch-deadline.ts'
import type { Takeover } from './takeover.ts'

/** One advisory about one package: which of its versions are affected. */
export interface Advisory {
  readonly id: string
  /** The vulnerabilities that it is about, by CVE where they have one. */
  readonly vulnerabilities: readonly string[]
  /** Nothing where nobody rated it. */
  readonly severity?: Severity
  readonly ranges: readonly AffectedRange[]
  /** Single versions that lie in none of the ranges. */
  readonly versions: readonly string[]
  readonly summary?: string
  /** Nothing where no vector tells. */
  readonly takeover?: Takeover
  readonly dated?: Dated
}

/** From one version on: up to before another, up to and with another, or for good. */
export interface AffectedRange {
  readonly introduced: string
  readonly fixed?: string
  readonly lastAffected?: string
}

/** Known to be exploited (CISA KEV). */
export interface Exploited {
  readonly since: string
  /** By when agencies of the United States have to act. */
  readonly due?: string
  readonly isRansomware: boolean
}

/** One release of a product, and until when it gets fixes. */
export interface ReleaseCycle {
  readonly cycle: string
  /** A day, or whether it ended; nothing where nobody knows. */
  readonly end?: string | boolean
  /** Until when somebody still makes fixes after that. */
  readonly extended?: string | boolean
}
