import { tokenOf } from '../../controls/identity/grants.ts'
import { remember } from '../../kernel/remember.ts'
import { isKnown, valueOf } from '../../model/known.ts'
import type { Pod } from '../../model/pod.ts'
import type { Assumption } from '../steps/barrier.ts'
import { assumption, doubted } from '../steps/doubt.ts'
import { type Step, type Held, holds } from '../steps/step.ts'
import { gpuTenants } from '../ways/gpu-tenants.ts'
import { partyLabel } from '../steps/party.ts'
import type { PlacedPod, Pool } from '../nodes/pools.ts'
import {
  accountPosition,
  anyNodeNetworkPosition,
  gpuMemoryPosition,
  gpuTurnsPosition,
  influencePosition,
  metadataPosition,
  nodeAccountPosition,
  nodeFilesPosition,
  nodeNetworkPosition,
  nodePosition,
  podLabel,
  podPosition,
  portPosition,
  type Position,
  processesPosition,
  sharedMemoryPosition,
  tenantPosition,
  trafficPosition,
  volumesPosition,
  workloadLabel,
} from '../steps/position.ts'
import { anyUser, unstatedUser, usersIn } from '../ways/process-users.ts'
import type { Terrain } from '../terrain.ts'

/** What parts of a node give away that a container may get without being root there. */
export function nodeSteps(terrain: Terrain): Step[] {
  return terrain.pools.all.flatMap((pool) => {
    const placed = terrain.pools.podsOn(pool)
    return [
      ...fileSteps(pool),
      ...volumeSteps(pool, placed, terrain),
      ...networkSteps(pool, placed, terrain),
      ...gpuSteps(pool, terrain),
      ...memorySteps(pool, placed, terrain),
      ...processSteps(pool, placed, terrain),
    ]
  })
}

function fileSteps({ name }: Pool): Step[] {
  const from = nodeFilesPosition(name)
  return [
    holds(from, {
      to: nodeAccountPosition(name),
      how: 'The client certificate of the kubelet lies in /var/lib/kubelet/pki.',
    }),
    holds(from, { to: volumesPosition(name), how: 'Volumes of pods lie in /var/lib/kubelet/pods.' }),
  ]
}

/** Every pod's volumes hold its tenant's data, and the token of its account where it has one. */
function volumeSteps({ name }: Pool, placed: readonly PlacedPod[], terrain: Terrain): Step[] {
  const from = volumesPosition(name)
  const tokens = placed.flatMap(({ pod, assumes }) => {
    const token = tokenOf(pod, terrain.platform)
    const account = valueOf(pod.serviceAccountName)
    if (valueOf(token) === false || account === undefined) return []
    const doubt = assumes ?? (token.state === 'hidden' ? tokenDoubt(pod, token.origin) : undefined)
    return [{ to: accountPosition(pod.namespace, account), assumes: doubt }]
  })
  const how = 'The token of each pod lies among its volumes.'
  return [
    ...tenantSteps(from, placed, terrain),
    ...surest(tokens).map((each) => holds(from, { ...each, how })),
  ]
}

function tokenDoubt(pod: Pod, origin: Assumption['origin']): Assumption {
  return assumption(`whether ${podLabel(pod)} gets a token of its service account`, origin)
}

/** A node is let through to the pods that run on it, whatever policies say (Kubernetes documentation, Network Policies). */
function networkSteps({ name }: Pool, placed: readonly PlacedPod[], terrain: Terrain): Step[] {
  const from = nodeNetworkPosition(name)
  const ports = placed.flatMap(({ pod, assumes }) => waysInto(pod, terrain).map((to) => ({ to, assumes })))
  const how = 'No policy holds a node back from the pods that run on it.'
  return [
    holds(nodePosition(name), { to: from, how: 'Root on a node sends and listens as the node.' }),
    holds(from, { to: anyNodeNetworkPosition, how: 'It is the network of a node.' }),
    holds(from, { to: metadataPosition(name), how: '169.254.169.254 answers the node itself.' }),
    ...surest(ports).map((each) => holds(from, { ...each, how })),
    ...trafficSteps(name, placed, terrain),
  ]
}

/** The ports of a pod, and those of them that serve whoever connects. */
function waysInto(pod: Pod, terrain: Terrain): readonly Position[] {
  const own = terrain.reach.classOf(pod)
  return own === undefined ? [] : [portPosition(own), ...(doorsOf(terrain).get(pod) ?? [])]
}

const doorsOf = remember(({ openDoors }: Terrain): ReadonlyMap<Pod, readonly Position[]> => {
  const doors = openDoors.flatMap(({ position, services }) =>
    services.map(({ container }) => ({ pod: container.pod, position })),
  )
  const byPod = Map.groupBy(doors, ({ pod }) => pod)
  return new Map([...byPod].map(([pod, own]) => [pod, own.map(({ position }) => position)]))
})

/** Who sees packets reads what nobody encrypted. */
function trafficSteps(pool: string, placed: readonly PlacedPod[], terrain: Terrain): Step[] {
  const { is, assumes } = terrain.facts.ask('podTraffic')
  if (is === 'good') return []
  const readable = placed.map(({ pod, ...rest }) => ({ pod, ...doubted(rest.assumes ?? assumes) }))
  return tenantSteps(trafficPosition(pool), readable, terrain)
}

/** What the driver of a shared GPU lets slip. */
function gpuSteps(pool: Pool, terrain: Terrain): Step[] {
  return gpuTenants(pool, terrain).flatMap(({ tenant, assumes }) => [
    holds(gpuMemoryPosition(pool.name), {
      to: tenantPosition(tenant),
      how: `Pods of ${partyLabel(tenant)} leave data on GPUs of ${pool.name}.`,
      ...doubted(assumes),
    }),
    holds(gpuTurnsPosition(pool.name), {
      to: influencePosition(tenant),
      how: `Pods of ${partyLabel(tenant)} wait for GPUs of ${pool.name}.`,
      ...doubted(assumes),
    }),
  ])
}

/** The node's IPC namespace holds what its own processes share, and pods that asked for it. */
function memorySteps({ name }: Pool, placed: readonly PlacedPod[], terrain: Terrain): Step[] {
  const sharing = placed.flatMap(({ pod, assumes }) => {
    const { hostIPC } = pod
    if (isKnown(hostIPC, false)) return []
    const doubt =
      hostIPC.state === 'hidden'
        ? {
            question: `whether ${workloadLabel(pod)} shares its node’s IPC namespace`,
            origin: hostIPC.origin,
          }
        : undefined
    return [{ pod, ...doubted(assumes ?? doubt) }]
  })
  return tenantSteps(sharedMemoryPosition(name), sharing, terrain)
}

/** By user, so that two thousand pods that see processes do not multiply with those that they see. */
function processSteps({ name }: Pool, placed: readonly PlacedPod[], terrain: Terrain): Step[] {
  const any = processesPosition(name, anyUser)
  const byUser = Map.groupBy(
    placed.flatMap(({ pod, assumes }) => usersIn(pod, terrain).map((user) => ({ user, pod, assumes }))),
    ({ user }) => user,
  )
  return [...byUser].flatMap(([user, pods]) => {
    const from = processesPosition(name, user)
    return [
      holds(any, { to: from, how: 'Root becomes any other user.' }),
      ...(user === unstatedUser ? [] : [holds(from, sameUserOf(name))]),
      ...surest(pods.map(({ pod, assumes }) => ({ to: podPosition(pod), assumes }))).map((each) =>
        holds(from, {
          ...each,
          how: 'Who sees a process of the same user has its environment and its files.',
        }),
      ),
    ]
  })
}

function sameUserOf(pool: string): Held {
  return {
    to: processesPosition(pool, unstatedUser),
    how: 'Images may run as the same user.',
    assumes: { question: `which users the images of pods on ${pool} run as` },
  }
}

function tenantSteps(from: Position, placed: readonly PlacedPod[], { tenants }: Terrain): Step[] {
  const reached = placed.flatMap(({ pod, assumes }) => {
    const tenant = tenants.of(pod)
    return tenant === undefined ? [] : [{ to: tenantPosition(tenant), assumes }]
  })
  return surest(reached).map((each) => holds(from, { ...each, how: `Pods of ${each.to.label} run there.` }))
}

interface Reached {
  readonly to: Position
  readonly assumes?: Assumption | undefined
}

/** One step to each position: the one that hangs on nothing, where there is one. */
function surest(reached: readonly Reached[]): readonly { to: Position; assumes?: Assumption }[] {
  const best = new Map<string, Reached>()
  for (const each of reached) {
    if (each.assumes === undefined || !best.has(each.to.key)) best.set(each.to.key, each)
  }
  return [...best.values()].map(({ to, assumes }) => ({ to, ...doubted(assumes) }))
}
