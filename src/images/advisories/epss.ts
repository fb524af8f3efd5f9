/** How likely it is that a vulnerability is exploited within 30 days (FIRST, EPSS). */
export interface Epss {
  readonly probability: number
  /** The share of all vulnerabilities that are no likelier. */
  readonly percentile: number
}

/** What the scores of one day say of themselves. */
export interface EpssHead {
  readonly model?: string
  /** An ISO date. */
  readonly date?: string
}

export interface EpssRow extends Epss {
  readonly vulnerability: string
}

/** Whether a file that begins with a line holds scores: `#model_version:v2026.03.16,score_date:2026-11-30T00:00:00Z`. */
export function isEpss(firstLine: string): boolean {
  return /^#model_version:|^cve,epss,percentile\b/.test(withoutMark(firstLine))
}

/** Nothing for a line that is no remark. */
export function headOfEpss(line: string): EpssHead | undefined {
  const remark = withoutMark(line)
  if (!remark.startsWith('#')) return undefined
  const model = /model_version:([\w.-]{1,40})/.exec(remark)?.[1]
  const date = /score_date:(\d{4}-\d\d-\d\d)/.exec(remark)?.[1]
  return { ...(model === undefined ? {} : { model }), ...(date === undefined ? {} : { date }) }
}

/** The line that names the columns says nothing. */
export function isTitleOfEpss(line: string): boolean {
  return withoutMark(line).startsWith('cve,')
}

const row = /^(CVE-\d{4}-\d{4,19}),(\d(?:\.\d{1,20})?(?:e-\d{1,2})?),(\d(?:\.\d{1,20})?(?:e-\d{1,2})?)\s*$/i

/** One row; nothing for what is none, or no probability. */
export function rowOfEpss(line: string): EpssRow | undefined {
  const [, vulnerability = '', first, second] = row.exec(line) ?? []
  const [probability, percentile] = [Number(first), Number(second)]
  if (!(probability <= 1 && percentile <= 1)) return undefined
  return { vulnerability: vulnerability.toUpperCase(), probability, percentile }
}

function withoutMark(line: string): string {
  return line.startsWith('\ufeff') ? line.slice(1) : line
}
