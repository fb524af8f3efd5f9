import type { Finding } from './finding.ts'
import type { Standing, StandingChanges } from './standing.ts'

/** What an earlier report knew. */
export interface Baseline {
  readonly fingerprints: ReadonlySet<string>
  /** How each tenant stood; without it nobody stood anywhere, and all that falls short is new. */
  readonly standings?: readonly Standing[]
}

/** How a scan differs from an earlier report. */
export interface BaselineSummary extends StandingChanges {
  /** Findings that the earlier report had as well. */
  readonly known: number
  /** Findings of the earlier report that are gone. */
  readonly gone: number
}

/** Marks the findings that an earlier report had: they are known, and fail no scan. */
export function compareWithBaseline(
  findings: readonly Finding[],
  fingerprints: ReadonlySet<string>,
): { findings: Finding[]; summary: Pick<BaselineSummary, 'known' | 'gone'> } {
  const present = new Set(findings.map(({ fingerprint }) => fingerprint))
  const marked = findings.map((finding) =>
    fingerprints.has(finding.fingerprint) ? { ...finding, isKnown: true } : finding,
  )
  const known = marked.filter(({ isKnown }) => isKnown === true).length
  const gone = [...fingerprints].filter((fingerprint) => !present.has(fingerprint)).length
  return { findings: marked, summary: { known, gone } }
}
