import { compareText } from '../kernel/text.ts'
import type { FactName, Facts } from '../knowledge/platform-facts.ts'
import type { Platform } from '../model/platform.ts'
import { factsOfAzure } from './facts/azure-facts.ts'
import type { Contradiction } from './contradictions.ts'

/** What counts of a platform, what of it its declarations tell, and the claims that they deny. */
export interface KnownFacts {
  readonly facts: Facts
  /** Facts of which the owner claims nothing. */
  readonly read: Facts
  readonly denied: readonly Contradiction[]
}

/** What was read wins: a claim that it denies is told, and not believed. Only where nobody set anything a claim knows better. */
export function knownFacts(platform: Platform, claims: Facts): KnownFacts {
  const told = Object.entries(factsOfAzure(platform))
  const firm = Object.fromEntries(
    told
      .filter(([, { isByDefault }]) => isByDefault !== true)
      .map(([name, fact]) => [name, { ...fact, others: claims[name as FactName] }]),
  )
  const read = Object.fromEntries(told.filter(([name]) => claims[name as FactName] === undefined))
  return { facts: { ...read, ...claims, ...firm }, read, denied: deniedBy(firm, claims) }
}

function deniedBy(read: Facts, claims: Facts): readonly Contradiction[] {
  const names = (Object.keys(read) as FactName[]).sort(compareText)
  return names.flatMap((fact) => {
    const { value = '', evidence: [origin] = [] } = read[fact] ?? {}
    const claim = claims[fact]
    if (claim === undefined || claim.value === value || origin === undefined) return []
    return [{ fact, value, shownBy: 'what declares the platform', origin }]
  })
}
