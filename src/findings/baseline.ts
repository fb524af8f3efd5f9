import type { Finding } from './finding.ts'

/** How a scan differs from an earlier report. */
export interface BaselineSummary {
  /** Findings that the earlier report had as well. */
  readonly known: number
  /** Findings of the earlier report that are gone. */
  readonly gone: number
}

/** Marks the findings that an earlier report had: they are known, and fail no scan. */
export function compareWithBaseline(
  findings: readonly Finding[],
  fingerprints: ReadonlySet<string>,
): { findings: Finding[]; summary: BaselineSummary } {
  const present = new Set(findings.map(({ fingerprint }) => fingerprint))
  const marked = findings.map((finding) =>
    fingerprints.has(finding.fingerprint) ? { ...finding, isKnown: true } : finding,
  )
  const known = marked.filter(({ isKnown }) => isKnown === true).length
  const gone = [...fingerprints].filter((fingerprint) => !present.has(fingerprint)).length
  return { findings: marked, summary: { known, gone } }
}
