import {
  accountsPosition,
  codePosition,
  containerPosition,
  influencePosition,
  networkPosition,
  nodePosition,
  podPosition,
  podsPosition,
  portPosition,
  portsPosition,
  type Position,
  registryPosition,
  registryPushPosition,
  secretsPosition,
  tenantPosition,
  workloadLabel,
  lastingWorkloadName,
  workloadsPosition,
} from '../breach/steps/position.ts'
import type { Terrain } from '../breach/terrain.ts'
import { compareText } from '../kernel/text.ts'
import type { Pod } from '../model/pod.ts'
import type { PodClass } from '../reach/class.ts'

/** What a map knows of a position only through the ground below it. */
export interface PositionDetails {
  /** The tenant to whom it belongs; unset for the platform's own, and for what several share. */
  readonly tenant?: string
  readonly namespace?: string
  /** Id of the position that it is a part of: the pod of a container, the node of its neighbours. */
  readonly within?: string
  /** How many pods it stands for, itself among them: live pods that are alike. Absent where it is one. */
  readonly alike?: number
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
    ...namespaceDetails(terrain),
    ...terrain.tenants.names.flatMap(tenantDetails),
    [registryPushPosition.key, { within: registryPosition.key }] as const,
  ])
  const owners = new Map(terrain.pools.all.map((pool) => [pool.name, terrain.ownerOf(pool)] as const))
  const details = positions.map(
    (position): Partial<Detail> => known.get(position.key) ?? placeDetail(position, { terrain, owners }),
  )
  const ids = numberedIds(positions, details)
  return new Map(
    positions.map(({ key }, index) => {
      const { within: outer = '', ...rest } = details[index] ?? {}
      const within = ids.get(outer)
      return [key, { ...rest, id: ids.get(key) ?? key, ...(within === undefined ? {} : { within }) }] as const
    }),
  )
}

/** Ids by key. Live pods of one controller share a name and keep apart by their order. */
function numberedIds(
  positions: readonly Position[],
  details: readonly Partial<Detail>[],
): ReadonlyMap<string, string> {
  const seen = new Map<string, number>()
  return new Map(
    positions.map(({ key }, index) => {
      const name = details[index]?.id ?? key
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      return [key, count === 1 ? name : `${name}#${count}`] as const
    }),
  )
}

type Entry = readonly [key: string, detail: Partial<Detail>]

function podDetails({ pods, tenants, alikeTo }: Terrain): readonly Entry[] {
  return pods.flatMap((pod) => {
    const { key } = podPosition(pod)
    const alike = alikeTo(pod)
    const name = lastingWorkloadName(pod)
    const own = {
      ...tenantField(tenants.of(pod)),
      namespace: pod.namespace,
      ...(alike > 1 ? { alike } : {}),
    }
    return [
      [key, { ...own, id: `pod:${name}` }] as const,
      ...pod.containers.map((container) => {
        const id = `container:${name}/${container.name}`
        return [containerPosition(container).key, { ...own, id, within: key }] as const
      }),
    ]
  })
}

function classDetails({ reach, tenants }: Terrain): readonly Entry[] {
  return reach.classes.flatMap((each) => {
    const first = firstByName(each)
    const [name, others] = [lastingWorkloadName(first), each.pods.length - 1]
    const label = `${workloadLabel(first)}${others === 0 ? '' : ` and ${others} more`}`
    const own = tenantField(soleTenant(each.pods.map((pod) => tenants.of(pod))))
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
  return pods.reduce((least, pod) =>
    compareText(lastingWorkloadName(pod), lastingWorkloadName(least)) < 0 ? pod : least,
  )
}

function soleTenant(tenants: readonly (string | undefined)[]): string | undefined {
  const different = new Set(tenants)
  const [only] = different
  return different.size === 1 ? only : undefined
}

const namespacePositions = [
  workloadsPosition,
  podsPosition,
  portsPosition,
  accountsPosition,
  secretsPosition,
] as const

function namespaceDetails({ namespaces, accounts, tenants }: Terrain): readonly Entry[] {
  const ofNamespace = (namespace: string): Partial<Detail> => ({
    ...tenantField(tenants.ofNamespace(namespace)),
    namespace,
  })
  return [
    ...namespaces.flatMap((namespace) =>
      namespacePositions.map((position) => [position(namespace).key, ofNamespace(namespace)] as const),
    ),
    ...accounts
      .filter(({ kind }) => kind === 'service-account')
      .map(({ namespace, position }) => [position.key, ofNamespace(namespace)] as const),
  ]
}

function tenantDetails(tenant: string): readonly Entry[] {
  return [
    [codePosition(tenant).key, { tenant }],
    [tenantPosition(tenant).key, { tenant }],
    [influencePosition(tenant).key, { tenant }],
  ]
}

interface Places {
  readonly terrain: Terrain
  readonly owners: ReadonlyMap<string, string | undefined>
}

/** What belongs to a node or, by its name, to a namespace. */
function placeDetail({ kind, key, pool }: Position, { terrain, owners }: Places): Partial<Detail> {
  if (pool !== undefined) {
    const own = tenantField(owners.get(pool))
    return kind === 'neighbours' ? { ...own, within: nodePosition(pool).key } : own
  }
  if (kind !== 'secret') return {}
  const [namespace = ''] = key.slice('secret:'.length).split('/')
  return { ...tenantField(terrain.tenants.ofNamespace(namespace)), namespace }
}

function tenantField(tenant: string | undefined): { readonly tenant?: string } {
  return tenant === undefined ? {} : { tenant }
}
