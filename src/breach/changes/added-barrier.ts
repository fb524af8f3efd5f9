import { type Barrier, barriers, domainFacts } from '../../knowledge/barriers.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import { barrierAt } from '../make-barrier.ts'
import type { BreachMap } from '../map/map.ts'
import type { Terrain } from '../terrain.ts'

/** Makes the barrier that stands once a control passes; nothing where its domain has fallen anyway. */
export type AddBarrier = (control: string, barrier: Barrier) => StandingBarrier | undefined

/** What is added shares its failure domain with what stands on the map: one more kernel switch is no second kernel. */
export function barrierAdder({ steps }: BreachMap, { facts }: Terrain): AddBarrier {
  const known = new Map(
    steps.flatMap((step) => step.barriers.map(({ domain }) => [domain.replace(/:.*/s, ''), domain] as const)),
  )
  return (control, barrier) => {
    const { domain } = barriers[barrier]
    const fact = domainFacts[domain]
    const { is, assumes } = fact === undefined ? { is: 'good', assumes: undefined } : facts.ask(fact)
    if (is === 'bad') return undefined
    const domainOf = known.get(domain)?.slice(domain.length + 1)
    return barrierAt(barrier, {
      at: control,
      ...(domainOf === undefined ? {} : { domainOf }),
      label: `${control} passes`,
      assumes,
    })
  }
}
