import type { StandingBarrier } from '../barrier.ts'
import type { Terrain } from '../terrain.ts'
import { barrierAt } from './make.ts'

/** What stands between the cluster and the internet, whoever sends. */
export function firewallBarriers(terrain: Terrain): readonly StandingBarrier[] {
  const { is, assumes } = terrain.facts.ask('egressFirewall')
  if (is === 'bad') return []
  return [barrierAt('N.fw', { at: 'cluster', label: 'the egress firewall knows the name', assumes })]
}

/** What keeps names of the internet from being resolved for tenants. */
export function resolverBarriers(terrain: Terrain): readonly StandingBarrier[] {
  const { is, assumes } = terrain.facts.ask('dns')
  if (is === 'bad') return []
  return [barrierAt('N.dns', { at: 'cluster', label: 'names outside the list are not resolved', assumes })]
}
