import type { CloudIdentity } from '../../facts/cloud-identities.ts'
import { openByFact, openWays } from '../../ways/fact-openings.ts'
import { tenantPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const storageAccount: Technique<'cloud-identity'> = {
  id: 'AZ_STORAGE',
  name: 'storage-account',
  title: 'A cloud identity reads the tenants’ storage',
  from: 'cloud-identity',
  to: ['tenant'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1530'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['Z.scope', 'Z.key', 'Z.pe'],
  controls: ['untrusted-pod-has-cloud-identity'],
  rationale:
    'Disks, file shares and blobs of the pods lie in Azure: a data role, the right to list an account’s keys or to export a disk reads them past every mount. An identity that workloads of two tenants run with reads for the one what it reads for the other, however narrow its rights are.',
  find: (identity, terrain) => [...keepers(identity, terrain), ...sharers(identity, terrain)],
  examples: {
    open: [{ manifest: withClaim(), facts: { nodeIdentity: 'wide' } }],
    barred: [],
    closed: [
      { manifest: withClaim(), facts: { nodeIdentity: 'scoped' } },
      { manifest: '{}', facts: { nodeIdentity: 'wide' } },
    ],
    unknown: [withClaim()],
  },
}

const inAzure: ReadonlySet<string> = new Set(['persistentVolumeClaim', 'ephemeral', 'azureFile', 'azureDisk'])

function keepers({ name, rights }: CloudIdentity, terrain: Terrain): readonly Opening[] {
  const { pods, tenants } = terrain
  const keeping = pods.filter(({ volumes }) => volumes.some(({ type }) => inAzure.has(type)))
  return openByFact(rights, terrain, {
    whose: name,
    to: [...new Set(keeping.flatMap((pod) => tenants.of(pod) ?? []))].map(tenantPosition),
    how: `Identity ${name} may read disks, shares and blobs of the subscription.`,
  })
}

function sharers({ name, pods }: CloudIdentity, { tenants }: Terrain): readonly Opening[] {
  const users = [...new Set(pods.flatMap((pod) => tenants.of(pod) ?? []))]
  return users.length < 2
    ? []
    : openWays({
        to: users.map(tenantPosition),
        how: `Identity ${name} belongs to ${users.join(' and ')}.`,
        evidence: pods.map(({ specOrigin }) => specOrigin),
      })
}

function withClaim(): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  containers: [{ name: server, image: model }]
  volumes: [{ name: weights, persistentVolumeClaim: { claimName: weights } }]`
}
