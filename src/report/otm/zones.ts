import type { GraphPosition } from '../../findings/breach-graph.ts'
import { nameToken } from '../name-token.ts'
import { printable } from '../printable.ts'
import type { TrustZone } from './model.ts'

/** The kinds of trust zone that every IriusRisk has (default mappings of iriusrisk/startleft). */
const types = {
  internet: 'f0ba7722-39b6-4c81-8290-a30a248bb8d9',
  public: 'b61d6911-338d-46a8-9f39-8dcd24abfe91',
  private: '2ab4effa-40b7-4cd2-ba81-8247d29a6f2d',
}

type SharedZone = 'platform' | 'nodes' | 'cluster' | 'cloud' | 'internet'

interface ZoneKind {
  readonly name: string
  readonly description: string
  readonly type: string
  /** By how much is lost with it, in steps of ten: an order, no measurement. */
  readonly rating: number
}

const sharedZones: Readonly<Record<SharedZone, ZoneKind>> = {
  platform: {
    name: 'The platform’s own workloads',
    description: 'What the operators of the platform run; its code is trusted.',
    type: types.private,
    rating: 70,
  },
  nodes: {
    name: 'Nodes',
    description: 'Machines on which pods run. Whoever has one has every pod on it.',
    type: types.private,
    rating: 80,
  },
  cluster: {
    name: 'Cluster',
    description: 'The API server and what it hands out. Whoever rules it rules every pod and node.',
    type: types.private,
    rating: 90,
  },
  cloud: {
    name: 'Cloud',
    description: 'Registry, identities and subscription around the cluster.',
    type: types.public,
    rating: 90,
  },
  internet: {
    name: 'Internet',
    description: 'Everybody.',
    type: types.internet,
    rating: 0,
  },
}

const tenantRating = 10

/** Rings that hold a kind whoever uses it: a node stays a node, also where one tenant alone runs on it. */
const zonesOfKinds: Readonly<Partial<Record<GraphPosition['kind'], SharedZone>>> = {
  node: 'nodes',
  'node-network': 'nodes',
  'node-files': 'nodes',
  volumes: 'nodes',
  processes: 'nodes',
  'shared-memory': 'nodes',
  'gpu-memory': 'nodes',
  'gpu-turns': 'nodes',
  'image-copies': 'nodes',
  traffic: 'nodes',
  metadata: 'cloud',
  'cloud-identity': 'cloud',
  registry: 'cloud',
  cloud: 'cloud',
  outside: 'internet',
}

/** One zone for each tenant and each ring around them. */
export function trustZones(tenants: readonly string[]): readonly TrustZone[] {
  const own = tenants.map((tenant) => ({
    id: tenantZone(tenant),
    name: `Tenant ${printable(tenant)}`,
    type: types.public,
    description: 'Arbitrary code is assumed to run in its containers.',
    risk: { trustRating: tenantRating },
  }))
  const shared = Object.entries(sharedZones).map(([id, { name, type, description, rating }]) => ({
    id,
    name,
    type,
    description,
    risk: { trustRating: rating },
  }))
  return [...own, ...shared]
}

export function zoneOf({ kind, tenant }: GraphPosition): string {
  const shared = zonesOfKinds[kind]
  if (shared !== undefined) return shared
  if (tenant !== undefined) return tenantZone(tenant)
  return kind === 'pod' ? 'platform' : 'cluster'
}

function tenantZone(tenant: string): string {
  return nameToken(`tenant:${tenant}`)
}
