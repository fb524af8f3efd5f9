/** When AKS ends to fix flaws of a minor version of Kubernetes. */
export interface VersionSupport {
  /** Last day on which every cluster gets fixes. */
  readonly end: string
  /** Last day for clusters with long-term support, which costs extra. */
  readonly longTermEnd: string
}

/**
 * The calendar of AKS, by minor version. Dated data; where it names a month its last day counts. Versions older than the first get
 * no fixes at all, of those newer than the last nothing is known yet.
 *
 * Source: learn.microsoft.com/azure/aks/supported-kubernetes-versions.
 */
export const aksVersions: {
  readonly date: string
  readonly versions: Readonly<Record<string, VersionSupport>>
} = {
  date: '2026-09-27',
  versions: {
    '1.29': { end: '2025-03-31', longTermEnd: '2026-04-30' },
    '1.30': { end: '2025-08-22', longTermEnd: '2026-07-31' },
    '1.31': { end: '2025-11-01', longTermEnd: '2026-11-30' },
    '1.32': { end: '2026-03-31', longTermEnd: '2027-03-31' },
    '1.33': { end: '2026-07-31', longTermEnd: '2027-07-31' },
    '1.34': { end: '2026-11-30', longTermEnd: '2027-11-30' },
    '1.35': { end: '2027-03-31', longTermEnd: '2028-03-31' },
    '1.36': { end: '2027-06-30', longTermEnd: '2028-06-30' },
    '1.37': { end: '2027-10-31', longTermEnd: '2028-10-31' },
  },
}
