import {
  anyNodeNetworkPosition,
  cloudIdentityPosition,
  clusterPosition,
  containerPosition,
  metadataPosition,
  nodeAccountPosition,
  networkPosition,
  nodePosition,
  outsidePosition,
  podPosition,
  portPosition,
  portsPosition,
  type Position,
  registryPosition,
  registryPushPosition,
  workloadsPosition,
  secretPosition,
} from '../steps/position.ts'
import { findPullSecrets } from '../secrets/pull-secrets.ts'
import { placePosition, placeWritePosition, sharedPlaces } from '../storage/shared-places.ts'
import type { GroundKind, Grounds } from '../technique.ts'
import type { Terrain } from '../terrain.ts'

export interface Ground<K extends GroundKind> {
  readonly position: Position
  readonly ground: Grounds[K]
}

type Finders = { readonly [K in GroundKind]: (terrain: Terrain) => readonly Ground<K>[] }

const finders: Finders = {
  container: ({ pods }) =>
    pods.flatMap(({ containers }) =>
      containers.map((ground) => ({ position: containerPosition(ground), ground })),
    ),
  pod: ({ pods }) => pods.map((ground) => ({ position: podPosition(ground), ground })),
  network: ({ reach }) => reach.classes.map((ground) => ({ position: networkPosition(ground), ground })),
  port: ({ reach }) => reach.classes.map((ground) => ({ position: portPosition(ground), ground })),
  service: ({ openDoors }) => openDoors.map((ground) => ({ position: ground.position, ground })),
  node: ({ pools }) => pools.all.map((ground) => ({ position: nodePosition(ground.name), ground })),
  account: ({ accounts }) => accounts.map((ground) => ({ position: ground.position, ground })),
  workloads: ({ namespaces }) =>
    namespaces.map((ground) => ({ position: workloadsPosition(ground), ground })),
  ports: ({ namespaces }) => namespaces.map((ground) => ({ position: portsPosition(ground), ground })),
  'node-account': ({ pools }) =>
    pools.all.map((ground) => ({ position: nodeAccountPosition(ground.name), ground })),
  'node-network': () => [{ position: anyNodeNetworkPosition, ground: true }],
  metadata: ({ pools }) => pools.all.map((ground) => ({ position: metadataPosition(ground.name), ground })),
  'cloud-identity': ({ cloudIdentities }) =>
    cloudIdentities.map((ground) => ({ position: cloudIdentityPosition(ground.name), ground })),
  storage: (terrain) =>
    sharedPlaces(terrain).flatMap((place) => [
      ...(place.users.every(({ writes }) => writes === 'no')
        ? []
        : [{ position: placeWritePosition(place), ground: { place, writes: true } }]),
      { position: placePosition(place), ground: { place, writes: false } },
    ]),
  'pull-secret': ({ platform }) =>
    findPullSecrets(platform).map((ground) => ({
      position: secretPosition(ground.namespace, ground.name),
      ground,
    })),
  outside: () => [{ position: outsidePosition, ground: true }],
  registry: () => [{ position: registryPosition, ground: true }],
  'registry-push': () => [{ position: registryPushPosition, ground: true }],
  cluster: () => [{ position: clusterPosition, ground: true }],
}

/** Everything on a platform that an attacker may have in hand, of one kind. */
export function groundsOf<K extends GroundKind>(kind: K, terrain: Terrain): readonly Ground<K>[] {
  return finders[kind](terrain)
}
