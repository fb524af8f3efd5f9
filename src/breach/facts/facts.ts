import {
  type FactName,
  type Facts,
  type KnownFact,
  type PlatformFact,
  platformFacts,
} from '../../knowledge/platform-facts.ts'
import type { Origin } from '../../model/origin.ts'
import type { Platform } from '../../model/platform.ts'
import type { Assumption } from '../steps/barrier.ts'

/** What the platform's facts answer: good keeps the attacker out, bad lets him through. */
export interface FactAnswer {
  readonly is: 'good' | 'bad' | 'unknown'
  readonly value?: string
  /** Where it was read; empty where nobody said, and where it is claimed. */
  readonly evidence: readonly Origin[]
  /** Set where nobody said. */
  readonly assumes?: Assumption
}

/** The facts at hand, and every question that was asked and found no answer. */
export interface FactsAsked {
  /** Some facts are known of one identity, and not of another. */
  ask(name: FactName, whose?: string): FactAnswer
}

export function askFacts(facts: Facts): FactsAsked {
  const known = new Map<string, FactAnswer>()
  const ask = (name: FactName, whose?: string): FactAnswer => {
    const key = `${name} ${whose ?? ''}`
    const answered = known.get(key) ?? answer(name, knownOf(facts[name], whose))
    known.set(key, answered)
    return answered
  }
  return { ask }
}

function knownOf(known: KnownFact | undefined, whose: string | undefined): KnownFact | undefined {
  if (known?.of === undefined || whose === undefined) return known
  const evidence = known.of.get(whose)
  return evidence === undefined ? known.others : { value: known.value, evidence }
}

function answer(name: FactName, known: KnownFact | undefined): FactAnswer {
  const fact: PlatformFact = platformFacts[name]
  if (known === undefined)
    return { is: 'unknown', evidence: [], assumes: { fact: name, question: fact.question } }
  const { value, evidence = [] } = known
  return { is: fact.good.includes(value) ? 'good' : 'bad', value, evidence }
}

/** Agents of network engines, as AKS and the projects themselves deploy them, and the value that each means. */
const engines: Readonly<Record<string, string>> = {
  'kube-system/cilium': 'cilium',
  'kube-system/azure-npm': 'azure',
  'kube-system/calico-node': 'calico',
  'calico-system/calico-node': 'calico',
  'kube-system/antrea-agent': 'other',
}

/** What manifests of the platform itself tell: who deploys the agent of an engine on every node enforces with it. */
export function readFacts(platform: Platform): Facts {
  for (const { kind, namespace, name, origin } of platform.all('pod')) {
    const value = kind === 'DaemonSet' ? engines[`${namespace}/${name}`] : undefined
    if (value !== undefined) return { networkPolicy: { value, evidence: [origin] } }
  }
  return {}
}
