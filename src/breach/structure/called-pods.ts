import { remember } from '../../kernel/remember.ts'
import { isSetByNode } from '../nodes/settable-labels.ts'
import { valueOf } from '../../model/known.ts'
import { nodeNameKey, toleratesAll } from '../../model/node-match.ts'
import type { Taint } from '../../model/node.ts'
import type { NodeRequirement, Pod } from '../../model/pod.ts'
import { allMatch, anyMatch, type Match } from '../../model/selector.ts'
import type { Assumption } from '../steps/barrier.ts'
import { mayHaveTaint } from '../nodes/likely-taint.ts'
import { type Step, holds } from '../steps/step.ts'
import { asksForWindows, choiceOf, placementKeyOf } from '../nodes/node-choice.ts'
import type { Pool } from '../steps/pool.ts'
import { calledPodsPosition, type Position, tenantPosition } from '../steps/position.ts'
import { scheduledPods } from '../nodes/scheduled-pods.ts'
import type { Terrain } from '../terrain.ts'

/** Tenants whose pods come to a node that gives itself the labels which they ask for. */
export interface Call {
  readonly to: Position
  readonly tenants: readonly string[]
  readonly assumes?: Assumption
}

/** Nodes with the same taints call the same pods. */
export function callsOf(pool: Pool, terrain: Terrain): readonly Call[] {
  const known = callsByWalls(terrain)
  const walls = wallsOf(pool, terrain)
  const calls = known.get(walls.label) ?? makeCalls(walls, terrain)
  known.set(walls.label, calls)
  return calls
}

const callsByWalls: (terrain: Terrain) => Map<string, readonly Call[]> = remember(() => new Map())

/** Through one position for all nodes with the same taints, so that pools do not multiply with tenants. */
export function calledPodSteps(terrain: Terrain): Step[] {
  const calls = new Set(terrain.pools.all.flatMap((pool) => callsOf(pool, terrain)))
  return [...calls].flatMap(({ to, tenants }) =>
    tenants.map((tenant) =>
      holds(to, {
        to: tenantPosition(tenant),
        how: `New pods of ${tenant} run where the labels are that they ask for.`,
      }),
    ),
  )
}

/** What keeps pods off a node beside its labels. */
interface Walls {
  readonly label: string
  readonly keepOut: (pod: Pod) => Match
  readonly assumes: Assumption
}

function wallsOf(pool: Pool, terrain: Terrain): Walls {
  const [node] = pool.nodes
  if (node !== undefined) return wallsOfTaints(node.taints)
  const { is, assumes } = terrain.facts.ask('placement')
  const isTainted = mayHaveTaint(terrain.pools.podsOn(pool).map(({ pod }) => pod))
  const question = 'whether taints keep pods of other tenants off the nodes'
  const unsure: Match = is === 'unknown' || isTainted ? 'unknown' : 'no'
  return {
    label: isTainted ? 'that may have taints' : 'without taints',
    keepOut: () => (is === 'good' ? 'yes' : unsure),
    assumes: assumes ?? { question },
  }
}

function wallsOfTaints(taints: readonly Taint[]): Walls {
  const names = taints.map(({ key, value }) => `${valueOf(key) ?? ''}=${valueOf(value) ?? ''}`).sort()
  return {
    label: names.length === 0 ? 'without taints' : `with taints ${names.join(', ')}`,
    keepOut: ({ tolerations }) => not(toleratesAll(tolerations, taints)),
    assumes: { question: 'which pods the taints of nodes keep off' },
  }
}

function makeCalls({ label, keepOut, assumes }: Walls, terrain: Terrain): readonly Call[] {
  const coming = new Map<string, Match>()
  for (const { tenant, pod } of placedAlike(terrain)) {
    const comes = allMatch([wantsSettable(pod), not(keepOut(pod))])
    coming.set(tenant, anyMatch([comes, coming.get(tenant) ?? 'no']))
  }
  const tenantsWho = (is: Match): readonly string[] =>
    [...coming].flatMap(([tenant, own]) => (own === is ? [tenant] : []))
  const calls: readonly Call[] = [
    { to: calledPodsPosition(label), tenants: tenantsWho('yes') },
    { to: calledPodsPosition(`perhaps ${label}`), tenants: tenantsWho('unknown'), assumes },
  ]
  return calls.filter(({ tenants }) => tenants.length > 0)
}

interface Placed {
  readonly tenant: string
  readonly pod: Pod
}

/** One pod of each tenant for all that are placed alike. */
const placedAlike: (terrain: Terrain) => readonly Placed[] = remember(({ pods, tenants, platform }) => {
  const asScheduled = scheduledPods(platform)
  const distinct = new Map<string, Placed>()
  for (const own of pods) {
    const [tenant, pod] = [tenants.of(own), asScheduled(own)]
    if (tenant !== undefined) distinct.set(`${tenant} ${placementKeyOf(pod)}`, { tenant, pod })
  }
  return [...distinct.values()]
})

function wantsSettable(pod: Pod): Match {
  const choice = choiceOf(pod)
  if (asksForWindows(choice)) return 'no'
  const settable = anyMatch(choice.terms.map((term) => allMatch(term.map(isSettable))))
  return settable === 'yes' && choice.hiddenAt !== undefined ? 'unknown' : settable
}

function isSettable({ key }: NodeRequirement): Match {
  return key === nodeNameKey ? 'no' : isSetByNode(key)
}

function not(match: Match): Match {
  if (match === 'unknown') return match
  return match === 'yes' ? 'no' : 'yes'
}
