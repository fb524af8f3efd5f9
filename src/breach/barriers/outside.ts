import type { FactName } from '../../knowledge/platform-facts.ts'
import type { StandingBarrier } from '../steps/barrier.ts'
import type { Terrain } from '../terrain.ts'
import { type BarrierPlace, barrierAt } from '../make-barrier.ts'

/** What stands between the cluster and the internet, whoever sends. */
export function firewallBarriers(terrain: Terrain): readonly StandingBarrier[] {
  return barrierByFact('egressFirewall', terrain, {
    barrier: 'N.fw',
    label: 'the egress firewall knows the name',
  })
}

/** What keeps names of the internet from being resolved for tenants. */
export function resolverBarriers(terrain: Terrain): readonly StandingBarrier[] {
  return barrierByFact('dns', terrain, {
    barrier: 'N.dns',
    label: 'names outside the list are not resolved',
  })
}

interface OfCluster extends Pick<BarrierPlace, 'label'> {
  readonly barrier: 'N.fw' | 'N.dns'
}

/** One for the whole cluster, where a fact says that it is there or nobody says that it is not. */
function barrierByFact(
  fact: FactName,
  { facts }: Terrain,
  { barrier, label }: OfCluster,
): readonly StandingBarrier[] {
  const { is, assumes, evidence } = facts.ask(fact)
  return is === 'bad' ? [] : [barrierAt(barrier, { at: 'cluster', label, evidence, assumes })]
}
