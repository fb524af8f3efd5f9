import { isKnown } from '../../../model/known.ts'
import type { Pod } from '../../../model/pod.ts'
import { openByFact } from '../../ways/fact-openings.ts'
import { tenantPosition } from '../../steps/position.ts'
import { vaultBarriers } from '../../barriers/vault.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

export const keyVault: Technique<'cloud-identity'> = {
  id: 'AZ_KEYVAULT',
  name: 'key-vault',
  title: 'A cloud identity reads secrets of the key vaults',
  from: 'cloud-identity',
  to: ['tenant'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1555.006'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['Z.scope', 'Z.pe'],
  controls: ['untrusted-pod-has-cloud-identity'],
  rationale:
    'A data role on a vault, or the right to write its access policies, reads every secret and key in it, those of each tenant whose pods take theirs from there.',
  find: ({ name, rights }, terrain) =>
    openByFact(rights, terrain, {
      whose: name,
      to: tenantsWithVault(terrain).map(tenantPosition),
      how: `Identity ${name} may read the vaults that tenants take their secrets from.`,
      barriers: vaultBarriers(terrain),
    }),
  examples: {
    open: [
      { manifest: withVault('csi: { driver: secrets-store.csi.k8s.io }'), facts: { nodeIdentity: 'wide' } },
    ],
    barred: [],
    closed: [
      { manifest: withVault('emptyDir: {}'), facts: { nodeIdentity: 'wide' } },
      { manifest: withVault('csi: { driver: secrets-store.csi.k8s.io }'), facts: { nodeIdentity: 'scoped' } },
    ],
    unknown: [withVault('csi: { driver: secrets-store.csi.k8s.io }')],
  },
}

function tenantsWithVault({ pods, tenants }: Terrain): readonly string[] {
  return [...new Set(pods.filter(takesFromVault).flatMap((pod) => tenants.of(pod) ?? []))]
}

/** The driver that mounts secrets of a vault as files. */
function takesFromVault({ volumes }: Pod): boolean {
  return volumes.some(
    ({ type, reference }) => type === 'csi' && isKnown(reference, 'secrets-store.csi.k8s.io'),
  )
}

function withVault(volume: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  containers: [{ name: server, image: model }]
  volumes: [{ name: secrets, ${volume} }]`
}
