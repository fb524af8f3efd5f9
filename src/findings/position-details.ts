import {
  accountPosition,
  containerPosition,
  neighboursPosition,
  networkPosition,
  nodePosition,
  podPosition,
  portPosition,
  type Position,
  registryPosition,
  registryPushPosition,
  tenantPosition,
  influencePosition,
  workloadLabel,
  workloadName,
} from '../breach/position.ts'
import type { Terrain } from '../breach/terrain.ts'
import { compareText } from '../kernel/text.ts'
import type { Pod } from '../model/pod.ts'
import type { PodClass } from '../reach/class.ts'

/** What a map knows of a position only through the ground below it. */
export interface PositionDetails {
  /** The tenant to whom it belongs; unset for the platform's own, and for what several share. */
  readonly tenant?: string
  readonly namespace?: string
  /** Id of the position that it is a part of: the pod of a container. */
  readonly within?: string
}

interface Detail extends PositionDetails {
  readonly id: string
  readonly label?: string
}

/** Details by key. Classes of pods are numbered within one scan; here each goes by the name of one of its pods. */
export function describePositions(
  positions: readonly Position[],
  terrain: Terrain,
): ReadonlyMap<string, Detail> {
  const known = new Map([
    ...podDetails(terrain),
    ...classDetails(terrain),
    ...poolDetails(terrain),
    ...terrain.accounts.map(({ namespace, name }) => accountDetail(namespace, name, terrain)),
    ...terrain.tenants.names.flatMap(tenantDetails),
    [registryPushPosition.key, { within: registryPosition.key }] as const,
  ])
  const seen = new Map<string, number>()
  return new Map(
    positions.map(({ key }) => {
      const { id: name = key, ...rest }: Partial<Detail> = known.get(key) ?? {}
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      return [key, { id: count === 1 ? name : `${name}#${count}`, ...rest }] as const
    }),
  )
}

type Entry = readonly [key: string, detail: Partial<Detail>]

function podDetails({ pods, tenants }: Terrain): readonly Entry[] {
  return pods.flatMap((pod) => {
    const { key } = podPosition(pod)
    const own = { ...tenantField(tenants.of(pod)), namespace: pod.namespace }
    return [
      [key, own] as const,
      ...pod.containers.map(
        (container) => [containerPosition(container).key, { ...own, within: key }] as const,
      ),
    ]
  })
}

function classDetails({ reach, tenants }: Terrain): readonly Entry[] {
  return reach.classes.flatMap((each) => {
    const first = firstByName(each)
    const [name, others] = [workloadName(first), each.pods.length - 1]
    const label = `${workloadLabel(first)}${others === 0 ? '' : ` and ${others} more`}`
    const own = tenantField(soleTenant(each.pods, (pod) => tenants.of(pod)))
    return [
      [
        networkPosition(each).key,
        { id: `network:${name}`, label: `the network of ${label}`, ...own },
      ] as const,
      [portPosition(each).key, { id: `port:${name}`, label: `the ports of ${label}`, ...own }] as const,
    ]
  })
}

/** The order of the input decides nothing. */
function firstByName({ pods }: PodClass): Pod {
  return pods.reduce((least, pod) => (compareText(workloadName(pod), workloadName(least)) < 0 ? pod : least))
}

function soleTenant(pods: readonly Pod[], tenantOf: (pod: Pod) => string | undefined): string | undefined {
  const tenants = new Set(pods.map(tenantOf))
  const [only] = tenants
  return tenants.size === 1 ? only : undefined
}

function poolDetails({ pools, ownerOf }: Terrain): readonly Entry[] {
  return pools.all.flatMap((pool) => {
    const own = tenantField(ownerOf(pool))
    const node = nodePosition(pool.name).key
    return [[node, own] as const, [neighboursPosition(pool.name).key, { ...own, within: node }] as const]
  })
}

function accountDetail(namespace: string, name: string, { tenants }: Terrain): Entry {
  const { key } = accountPosition(namespace, name)
  return [key, { ...tenantField(tenants.ofNamespace(namespace)), namespace }]
}

function tenantDetails(tenant: string): readonly Entry[] {
  return [
    [tenantPosition(tenant).key, { tenant }],
    [influencePosition(tenant).key, { tenant }],
  ]
}

function tenantField(tenant: string | undefined): { readonly tenant?: string } {
  return tenant === undefined ? {} : { tenant }
}
