import {
  cloudIdentityPosition,
  clusterPosition,
  containerPosition,
  metadataPosition,
  nodeAccountPosition,
  networkPosition,
  nodePosition,
  podPosition,
  portPosition,
  portsPosition,
  type Position,
  registryPosition,
  registryPushPosition,
  workloadsPosition,
} from './position.ts'
import type { GroundKind, Grounds } from './technique.ts'
import type { Terrain } from './terrain.ts'

export interface Ground<K extends GroundKind> {
  readonly position: Position
  readonly ground: Grounds[K]
}

/** The identity that every node of an AKS cluster has. */
export const kubeletIdentity = 'kubelet'

type Finders = { readonly [K in GroundKind]: (terrain: Terrain) => readonly Ground<K>[] }

const finders: Finders = {
  container: ({ pods }) =>
    pods.flatMap(({ containers }) =>
      containers.map((ground) => ({ position: containerPosition(ground), ground })),
    ),
  pod: ({ pods }) => pods.map((ground) => ({ position: podPosition(ground), ground })),
  network: ({ reach }) => reach.classes.map((ground) => ({ position: networkPosition(ground), ground })),
  port: ({ reach }) => reach.classes.map((ground) => ({ position: portPosition(ground), ground })),
  node: ({ pools }) => pools.all.map((ground) => ({ position: nodePosition(ground.name), ground })),
  account: ({ accounts }) => accounts.map((ground) => ({ position: ground.position, ground })),
  workloads: ({ namespaces }) =>
    namespaces.map((ground) => ({ position: workloadsPosition(ground), ground })),
  ports: ({ namespaces }) => namespaces.map((ground) => ({ position: portsPosition(ground), ground })),
  'node-account': ({ pools }) =>
    pools.all.map((ground) => ({ position: nodeAccountPosition(ground.name), ground })),
  metadata: ({ pools }) => pools.all.map((ground) => ({ position: metadataPosition(ground.name), ground })),
  'cloud-identity': ({ pools }) =>
    pools.all.slice(0, 1).map((ground) => ({ position: cloudIdentityPosition(kubeletIdentity), ground })),
  registry: () => [{ position: registryPosition, ground: true }],
  'registry-push': () => [{ position: registryPushPosition, ground: true }],
  cluster: () => [{ position: clusterPosition, ground: true }],
}

/** Everything on a platform that an attacker may have in hand, of one kind. */
export function groundsOf<K extends GroundKind>(kind: K, terrain: Terrain): readonly Ground<K>[] {
  return finders[kind](terrain)
}
