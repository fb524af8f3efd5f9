import type { Pod } from '../../model/pod.ts'
import { doubted } from '../steps/doubt.ts'
import {
  anyCloudIdentityPosition,
  cloudIdentityPosition,
  codePosition,
  clusterPosition,
  containerPosition,
  imageCopiesPosition,
  everywhere,
  influencePosition,
  neighboursPosition,
  networkPosition,
  nodePosition,
  podNetworkPosition,
  podPosition,
  tenantPosition,
} from '../steps/position.ts'
import type { Assumption } from '../steps/barrier.ts'
import { crossingsOf } from '../ways/crossings.ts'
import { type Step, holds } from '../steps/step.ts'
import { tenantsWithImages } from '../ways/own-images.ts'
import { partyLabel } from '../steps/party.ts'
import { namespaceSteps } from './namespace-structure.ts'
import { nodeSteps } from './node-structure.ts'
import { credentialSteps } from './secret-structure.ts'
import { calledPodSteps } from './called-pods.ts'
import { readingSteps } from '../ways/readable.ts'
import { storageSteps } from './storage-structure.ts'
import { supposedSecretSteps } from '../ways/supposed-secrets.ts'
import type { Terrain } from '../terrain.ts'

/** Steps that are none: who holds the one position holds the other. */
export function structuralSteps(terrain: Terrain): Step[] {
  return [
    ...podSteps(terrain),
    ...poolSteps(terrain),
    ...nodeSteps(terrain),
    ...namespaceSteps(terrain),
    ...credentialSteps(terrain),
    ...supposedSecretSteps(terrain),
    ...readingSteps(terrain),
    ...calledPodSteps(terrain),
    ...storageSteps(terrain),
    ...clusterSteps(terrain),
    ...imageSteps(terrain),
    ...identitySteps(terrain),
    ...crossingSteps(terrain),
  ]
}

/** Siblings share network, volumes and fate: a pod is one compartment. Init containers have ended when the rest runs. */
function podSteps(terrain: Terrain): Step[] {
  const inside = 'Code in a container is code in its pod.'
  const beside = 'The containers of a pod share its network and volumes.'
  return terrain.pods.flatMap((pod) => {
    const own = podPosition(pod)
    const running = pod.containers.filter(({ role }) => role !== 'init')
    return [
      ...pod.containers.map((each) => holds(containerPosition(each), { to: own, how: inside })),
      ...codeSteps(pod, terrain),
      ...running.map((each) => holds(own, { to: containerPosition(each), how: beside })),
      ...packetSteps(pod, terrain),
      ...dataSteps(pod, terrain),
    ]
  })
}

function codeSteps(pod: Pod, { tenants }: Terrain): Step[] {
  const tenant = tenants.of(pod)
  if (tenant === undefined) return []
  const how = `Arbitrary code runs in the containers of ${partyLabel(tenant)}.`
  return pod.containers.map((each) => holds(codePosition(tenant), { to: containerPosition(each), how }))
}

function packetSteps(pod: Pod, { reach }: Terrain): Step[] {
  const network = reach.classOf(pod)
  if (network === undefined) return []
  const how = 'Code in a pod sends packets as the pod.'
  return [holds(podPosition(pod), { to: networkPosition(network), how })]
}

function dataSteps(pod: Pod, { tenants }: Terrain): Step[] {
  const tenant = tenants.of(pod)
  if (tenant === undefined) return []
  const how = `The pod holds data of ${partyLabel(tenant)}.`
  return [holds(podPosition(pod), { to: tenantPosition(tenant), how })]
}

/** Who has the node has everything that its pods share, and each tenant on it feels that. */
function poolSteps({ pools, tenants }: Terrain): Step[] {
  return pools.all.flatMap((pool) => {
    const neighbours = neighboursPosition(pool.name)
    const felt = new Map<string, Assumption | undefined>()
    for (const { pod, assumes } of pools.podsOn(pool)) {
      const tenant = tenants.of(pod)
      if (tenant !== undefined && (assumes === undefined || !felt.has(tenant))) felt.set(tenant, assumes)
    }
    return [
      holds(nodePosition(pool.name), {
        to: neighbours,
        how: 'Root on a node stops and slows down what runs there.',
      }),
      ...[...felt].map(([tenant, assumes]) =>
        holds(neighbours, {
          to: influencePosition(tenant),
          how: `Pods of ${partyLabel(tenant)} run there.`,
          ...doubted(assumes),
        }),
      ),
    ]
  })
}

function identitySteps({ cloudIdentities }: Terrain): Step[] {
  const how = 'It is one of them.'
  return cloudIdentities.map(({ name }) =>
    holds(anyCloudIdentityPosition, { to: cloudIdentityPosition(name), how }),
  )
}

function clusterSteps({ pools, tenants, pods, accounts }: Terrain): Step[] {
  const how = 'Who rules the API server starts any pod on any node.'
  return [
    ...pools.all.map(({ name }) => holds(clusterPosition, { to: nodePosition(name), how })),
    ...tenants.partiesIn(everywhere).map((name) => holds(clusterPosition, { to: tenantPosition(name), how })),
    ...tenants
      .partiesIn(everywhere)
      .map((name) => holds(clusterPosition, { to: influencePosition(name), how })),
    ...accounts.map(({ position }) => holds(clusterPosition, { to: position, how })),
    ...pods
      .filter((pod) => tenants.of(pod) === undefined)
      .map((pod) => holds(clusterPosition, { to: podPosition(pod), how })),
  ]
}

/** An image that a tenant runs is its tenant's data. */
function imageSteps(terrain: Terrain): Step[] {
  return tenantsWithImages(terrain).map((tenant) =>
    holds(imageCopiesPosition, {
      to: tenantPosition(tenant),
      how: `Nodes hold copies of images of tenant ${tenant}.`,
    }),
  )
}

/** The second half of NET_POD_TO_POD, where connections are not told pair by pair: what the other end's policies hold. */
function crossingSteps(terrain: Terrain): Step[] {
  const { ends, behind } = crossingsOf(terrain)
  return ends.flatMap(({ position }, end) => {
    const barriers = behind(end)
    if (barriers === undefined) return []
    const how = `The pod network leads to ${position.label}.`
    return [{ ...holds(podNetworkPosition, { to: position, how }), technique: 'NET_POD_TO_POD', barriers }]
  })
}
