import type { Assessment } from '../breach/assess.ts'
import type { Contradiction } from '../breach/contradictions.ts'
import type { FactEffect } from '../breach/fact-effects.ts'
import { type FactName, type Facts, platformFacts } from '../knowledge/platform-facts.ts'
import type { Strand } from '../knowledge/required-depths.ts'
import { type ReportedDepth, reportDepth } from './reported-depth.ts'

export interface FactReport {
  readonly fact: FactName
  readonly question: string
  readonly value?: string
  readonly meaning?: string
  /** What was read denies the claim: this counts instead. */
  readonly denied?: string
  readonly owner?: string
  readonly date?: string
  readonly tell: string
  /** Where nobody stated it: what it would change if everything else unknown were well. */
  readonly effects: readonly {
    readonly strand: Strand
    readonly ifGood: ReportedDepth
    readonly ifBad: ReportedDepth
  }[]
}

/** What is claimed, then what is unknown: what would change most first. */
export function reportFacts({ unknownFacts, terrain }: Assessment, known: Facts): readonly FactReport[] {
  return [
    ...claimedFacts(known, terrain.contradictions),
    ...openFacts(unknownFacts).sort((a, b) => b.effects.length - a.effects.length),
  ]
}

function claimedFacts(known: Facts, contradictions: readonly Contradiction[]): readonly FactReport[] {
  return (Object.keys(known) as FactName[]).sort().flatMap((fact) => {
    const claim = known[fact]
    if (claim === undefined) return []
    const { question, tell, values } = platformFacts[fact]
    const denied = contradictions.find((each) => each.fact === fact)?.value
    return [
      {
        fact,
        question,
        tell,
        ...claim,
        meaning: values[claim.value] ?? '',
        ...(denied === undefined ? {} : { denied }),
        effects: [],
      },
    ]
  })
}

function openFacts(unknown: readonly FactEffect[]): FactReport[] {
  return unknown.map(({ fact, strands: effects }) => {
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
  })
}
