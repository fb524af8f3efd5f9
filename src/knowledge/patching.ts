/**
 * How many days after its fix became known a flaw has to be gone.
 *
 * Exploited: two weeks, as CISA's Binding Operational Directive 22-01 asks for flaws numbered since 2021; counted from the
 * day on which both the fix and the exploitation are known. Critical 15 and high 30 days: directive 19-02, which counts from
 * detection; we count from the day of the advisory, which is never later. Medium and low are common practice.
 */
export const defaultDeadlines = { exploited: 14, critical: 15, high: 30, medium: 90, low: 180 } as const

/** Half of the time, where whoever exploits it may already run in the container. */
export const untrustedDeadlines = { exploited: 7 } as const

/** How many days old an image may be, where nobody says otherwise: fixes since then are not in it. */
export const defaultImageAge = 90
