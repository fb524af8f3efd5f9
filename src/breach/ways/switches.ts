import type { Barrier } from '../../knowledge/barriers.ts'
import { clusterWide, instanceOf } from '../steps/instances.ts'
import {
  clusterPosition,
  everywhere,
  namespaceLabel,
  type Position,
  switchPosition,
  workloadsPosition,
} from '../steps/position.ts'
import type { Terrain } from '../terrain.ts'

/** Barriers of a namespace that its objects and labels set up. */
const ofNamespace: readonly Barrier[] = ['A.psa', 'A.policy', 'A.quota', 'N.in', 'N.eg']

/** May take away barriers of one namespace, or of each. */
export function namespaceSwitch(
  what: string,
  { scope, barriers }: { readonly scope: string; readonly barriers: readonly Barrier[] },
  { namespaces }: Terrain,
): Position {
  const places = scope === everywhere ? namespaces : [scope]
  return switchPosition(
    `${what} of ${namespaceLabel(scope)}`,
    places.flatMap((place) => barriers.map((barrier) => instanceOf(barrier, place))),
  )
}

/** May take away barriers that stand for the whole cluster, and what they hold in each namespace. */
export function clusterSwitch(what: string, barriers: readonly Barrier[], { namespaces }: Terrain): Position {
  return switchPosition(
    what,
    [clusterWide, ...namespaces].flatMap((place) => barriers.map((barrier) => instanceOf(barrier, place))),
  )
}

/** What a role with every right gives: the cluster, or a namespace with its barriers. */
export function rulePositions(
  { scope, isClusterWide }: { readonly scope: string; readonly isClusterWide: boolean },
  terrain: Terrain,
): readonly Position[] {
  if (isClusterWide) return [clusterPosition]
  return [workloadsPosition(scope), namespaceSwitch('everything', { scope, barriers: ofNamespace }, terrain)]
}
