import type { Assessment } from '../breach/assessment.ts'
import type { Contradiction } from '../breach/contradictions.ts'
import type { FactEffect } from '../breach/changes/fact-effects.ts'
import { type FactName, type Facts, type KnownFact, platformFacts } from '../knowledge/platform-facts.ts'
import type { KnownFacts } from '../breach/known-facts.ts'
import type { Location } from '../model/origin.ts'
import type { Strand } from '../knowledge/required-depths.ts'
import { reportDepth, type ReportedDepth } from './reported-depth.ts'
import { locationField } from './reported-evidence.ts'

export interface FactReport {
  readonly fact: FactName
  readonly question: string
  readonly value?: string
  /** Where the value comes from: the owner's word, or the input. */
  readonly source?: 'claimed' | 'read'
  readonly meaning?: string
  /** What was read denies the claim: this counts instead. */
  readonly denied?: string
  /** Of a claim: who stands for it, if anybody does. */
  readonly owner?: string
  readonly date?: string
  /** Where it was read. */
  readonly location?: Location
  readonly tell: string
  /** Where nobody stated it: what it would change if everything else unknown were well. */
  readonly effects: readonly {
    readonly strand: Strand
    readonly ifGood: ReportedDepth
    readonly ifBad: ReportedDepth
  }[]
}

/** What is claimed, what was read, then what is unknown: what would change most first. */
export function reportFacts(
  { unknownFacts, terrain }: Assessment,
  claims: Facts,
  declared: Pick<KnownFacts, 'read' | 'denied'>,
): readonly FactReport[] {
  const read = { ...terrain.read, ...declared.read }
  const contradictions = [...terrain.contradictions, ...declared.denied]
  return [
    ...namesOf(claims)
      .flatMap((fact) => reportTold(fact, claims[fact], 'claimed'))
      .map((claim) => withDenial(claim, contradictions)),
    ...namesOf(read).flatMap((fact) => reportTold(fact, read[fact], 'read')),
    ...unknownFacts.map(reportUnknown).sort((a, b) => b.effects.length - a.effects.length),
  ]
}

function namesOf(facts: Facts): readonly FactName[] {
  return (Object.keys(facts) as FactName[]).sort()
}

function reportTold(
  fact: FactName,
  known: KnownFact | undefined,
  source: NonNullable<FactReport['source']>,
): readonly FactReport[] {
  if (known === undefined) return []
  const { question, tell, values } = platformFacts[fact]
  const { evidence: [place] = [], isByDefault: _, of, others: __, ...said } = known
  const whose = of === undefined ? '' : `, of ${[...of.keys()].join(', ')}`
  const meaning = `${values[known.value] ?? ''}${whose}`
  return [{ fact, question, tell, source, ...said, ...locationField(place), meaning, effects: [] }]
}

function withDenial(claim: FactReport, contradictions: readonly Contradiction[]): FactReport {
  const denied = contradictions.find(({ fact }) => fact === claim.fact)?.value
  return denied === undefined ? claim : { ...claim, denied }
}

function reportUnknown({ fact, strands: effects }: FactEffect): FactReport {
  const { question, tell } = platformFacts[fact]
  return {
    fact,
    question,
    tell,
    effects: effects.map(({ strand, ifGood, ifBad }) => ({
      strand,
      ifGood: reportDepth(ifGood),
      ifBad: reportDepth(ifBad),
    })),
  }
}
