import type { FactName, Facts } from '../knowledge/platform-facts.ts'
import type { Origin } from '../model/origin.ts'
import type { Platform } from '../model/platform.ts'
import { outdatedKernel, outdatedRuntime } from './facts/node-facts.ts'
import { isForEveryTaint, roamingPod } from './nodes/roaming-pods.ts'

/** What was read and denies a claim of the owner: the worse of the two counts. */
export interface Contradiction {
  readonly fact: FactName
  /** What counts instead. */
  readonly value: string
  /** Completes "… shows otherwise". */
  readonly shownBy: string
  readonly origin: Origin
}

/** Claims that the platform itself denies. */
export function findContradictions(platform: Platform, claims: Facts): readonly Contradiction[] {
  return witnesses.flatMap(({ fact, value, find }) => {
    const claim = claims[fact]
    if (claim === undefined || claim.value === value) return []
    const witness = find(platform)
    return witness === undefined ? [] : [{ fact, value, ...witness }]
  })
}

interface Witness {
  readonly fact: FactName
  readonly value: string
  readonly find: (platform: Platform) => Pick<Contradiction, 'shownBy' | 'origin'> | undefined
}

const witnesses: readonly Witness[] = [
  { fact: 'nodeKernel', value: 'outdated', find: outdatedKernel },
  { fact: 'containerRuntime', value: 'outdated', find: outdatedRuntime },
  {
    fact: 'placement',
    value: 'free',
    find: (platform) => {
      const pod = roamingPod(platform)
      if (pod === undefined) return undefined
      const { kind, namespace, name, origin, tolerations } = pod
      const shownBy = `${kind} ${namespace}/${name}, which runs on any node whatever its taints,`
      return { shownBy, origin: tolerations.find(isForEveryTaint)?.origin ?? origin }
    },
  },
]

/** The facts that count where claims are denied. */
export function factsOf(contradictions: readonly Contradiction[]): Facts {
  return Object.fromEntries(contradictions.map(({ fact, value }) => [fact, { value }]))
}
