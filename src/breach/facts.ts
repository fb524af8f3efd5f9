import {
  type FactName,
  type Facts,
  type KnownFact,
  type PlatformFact,
  platformFacts,
} from '../knowledge/platform-facts.ts'
import type { Assumption } from './barrier.ts'

/** What the platform's facts answer: good keeps the attacker out, bad lets him through. */
export interface FactAnswer {
  readonly is: 'good' | 'bad' | 'unknown'
  readonly value?: string
  /** Set where nobody said. */
  readonly assumes?: Assumption
}

/** The facts at hand, and every question that was asked and found no answer. */
export interface FactsAsked {
  ask(name: FactName): FactAnswer
}

export function askFacts(facts: Facts): FactsAsked {
  return { ask: (name) => answer(name, facts[name]) }
}

function answer(name: FactName, known: KnownFact | undefined): FactAnswer {
  const fact: PlatformFact = platformFacts[name]
  if (known === undefined) return { is: 'unknown', assumes: { fact: name, question: fact.question } }
  return { is: fact.good.includes(known.value) ? 'good' : 'bad', value: known.value }
}
