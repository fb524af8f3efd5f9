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

/** What it may say beside of exploits and of where it was found (§4, §5): who publishes it rates with that, too. */
const besideOf4: Values = {
  E: /^[APU]$/,
  ...Object.fromEntries(['CR', 'IR', 'AR'].map((name) => [name, /^[HML]$/])),
  ...Object.fromEntries(Object.entries(metricsOf4).map(([name, values]) => [`M${name}`, values])),
  MSI: /^[HLNS]$/,
  MSA: /^[HLNS]$/,
}

const prefixOf4 = 'CVSS:4.0/'

/**
 * The score of a vector of CVSS 2, 3 or 4: of the base of 2 and 3, of all that 4 says. Nothing for one that is incomplete or of
 * another version.
 */
export function scoreOf(vector: string): number | undefined {
  if (vector.length > longestVector) return undefined
  if (vector.startsWith('CVSS:3')) return scoreOfCvss3(vector)
  if (vector.startsWith(prefixOf4)) {
    const metrics = metricsIn(vector.slice(prefixOf4.length), metricsOf4, besideOf4)
    return metrics === undefined ? undefined : scoreOf4(prefixOf4 + metrics)
  }
  const metrics = metricsIn(vector, metricsOf2, {})
  return metrics === undefined ? undefined : new calculator.Cvss2(metrics).calculateScores().overall
}

/** With every metric that there is, each once, it has fewer signs. */
const longestVector = 300

/** What is required and what may be said, in their order: the calculator takes what is missing for harmless, and throws at the rest. */
function metricsIn(text: string, required: Values, optional: Values): string | undefined {
  const pairs = text.split('/').map((pair) => pair.split(':', 2))
  const stated = new Map(pairs.map(([name = '', value = '']) => [name, value]))
  const isStated = ([name, values]: readonly [string, RegExp]): boolean => values.test(stated.get(name) ?? '')
  const needed = Object.entries(required)
  if (stated.size !== pairs.length || !needed.every(isStated)) return undefined
  return [...needed, ...Object.entries(optional).filter(isStated)]
    .map(([name]) => `${name}:${stated.get(name)}`)
    .join('/')
}

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
