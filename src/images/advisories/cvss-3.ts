import { lookup } from '../../kernel/lookup.ts'

type Weights = Readonly<Record<string, number>>

/** Metric values (CVSS v3.1 Specification §7.4). */
const weights: Readonly<Record<string, Weights>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
}
const privileges: Readonly<Record<string, Weights>> = {
  U: { N: 0.85, L: 0.62, H: 0.27 },
  C: { N: 0.85, L: 0.68, H: 0.5 },
}

/** The base score of a CVSS 3 vector (§7.1); nothing for a vector that is incomplete or of another version. */
export function scoreOfCvss3(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector)) return undefined
  const metrics = new Map(
    vector.split('/').map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)]),
  )
  const scope = metrics.get('S') ?? ''
  const weigh = (name: string): number => lookup(weights[name] ?? {}, metrics.get(name) ?? '') ?? NaN
  const required = lookup(lookup(privileges, scope) ?? {}, metrics.get('PR') ?? '') ?? NaN
  const lost = 1 - (1 - weigh('C')) * (1 - weigh('I')) * (1 - weigh('A'))
  const impact = impactOf(lost, scope)
  const exploitability = 8.22 * weigh('AV') * weigh('AC') * required * weigh('UI')
  if (Number.isNaN(impact + exploitability)) return undefined
  if (impact <= 0) return 0
  return roundUp(Math.min((scope === 'C' ? 1.08 : 1) * (impact + exploitability), 10))
}

function impactOf(lost: number, scope: string): number {
  return scope === 'C' ? 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02) ** 15 : 6.42 * lost
}

/** Appendix A: to one decimal upwards, without the errors of binary fractions. */
function roundUp(value: number): number {
  const scaled = Math.round(value * 100_000)
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10
}
