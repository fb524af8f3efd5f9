import calculator from 'ae-cvss-calculator'

import { lookup } from '../../kernel/lookup.ts'
import type { Severity } from '../../knowledge/guarantees.ts'
import { scoreOfCvss3 } from './cvss-3.ts'

type Values = Readonly<Record<string, RegExp>>

/** What a vector of version 2 has to say (CVSS v2 Complete Guide §2.4). */
const metricsOf2: Values = {
  AV: /^[LAN]$/,
  AC: /^[HML]$/,
  Au: /^[MSN]$/,
  C: /^[NPC]$/,
  I: /^[NPC]$/,
  A: /^[NPC]$/,
}

/** What a vector of version 4 has to say (CVSS v4.0 Specification §7, base metrics). */
const metricsOf4: Values = {
  AV: /^[NALP]$/,
  AC: /^[LH]$/,
  AT: /^[NP]$/,
  PR: /^[NLH]$/,
  UI: /^[NPA]$/,
  VC: /^[HLN]$/,
  VI: /^[HLN]$/,
  VA: /^[HLN]$/,
  SC: /^[HLN]$/,
  SI: /^[HLN]$/,
  SA: /^[HLN]$/,
}

/** The score of a vector of CVSS 2, 3 or 4; nothing for one that is incomplete or of another version. */
export function scoreOf(vector: string): number | undefined {
  if (vector.length > longestVector) return undefined
  if (vector.startsWith('CVSS:3')) return scoreOfCvss3(vector)
  if (vector.startsWith('CVSS:4.0/'))
    return isComplete(vector.slice('CVSS:4.0/'.length), metricsOf4) ? scoreOf4(vector) : undefined
  return isComplete(vector, metricsOf2) ? new calculator.Cvss2(vector).calculateScores().overall : undefined
}

/** With every metric that there is, each once, it has fewer signs. */
const longestVector = 300

const mostScores = 10_000
const scores = new Map<string, number>()

/** Few vectors stand in very many advisories, and looking one up takes a third of a millisecond. */
function scoreOf4(vector: string): number {
  const known = scores.get(vector)
  if (known !== undefined) return known
  const score = new calculator.Cvss4P0(vector).calculateScores().overall
  if (scores.size < mostScores) scores.set(vector, score)
  return score
}

/** The calculator takes what is missing for harmless: a vector has to say all of it, and each once. */
function isComplete(metrics: string, required: Values): boolean {
  const pairs = metrics.split('/').map((pair) => pair.split(':', 2))
  const stated = new Map(pairs.map(([name = '', value = '']) => [name, value]))
  return (
    stated.size === pairs.length &&
    Object.entries(required).every(([name, values]) => values.test(stated.get(name) ?? ''))
  )
}

/** The rating of a vector; nothing where it has no score. Version 2 knows nothing graver than high (nvd.nist.gov/vuln-metrics). */
export function severityOfVector(vector: string): Severity | undefined {
  const score = scoreOf(vector)
  if (score === undefined) return undefined
  const severity = severityOfScore(score)
  return severity === 'critical' && !vector.startsWith('CVSS:') ? 'high' : severity
}

/** Qualitative Severity Rating Scale (CVSS v3.1 §5, v4.0 §6). */
function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'info'
}

const words: Readonly<Record<string, Severity>> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  negligible: 'info',
  none: 'info',
  unimportant: 'info',
}

export function severityOfWord(word: string): Severity | undefined {
  return lookup(words, word.trim().toLowerCase())
}
