import { openByFact } from '../../ways/fact-openings.ts'
import { anyCloudIdentityPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const identityAssignment: Technique<'cloud-identity'> = {
  id: 'AZ_MI_ASSIGN',
  name: 'identity-assignment',
  title: 'A cloud identity takes over another one',
  from: 'cloud-identity',
  to: ['cloud-identity'],
  guarantees: ['containment'],
  attack: ['T1098.001'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['Z.scope'],
  controls: ['untrusted-pod-has-cloud-identity'],
  rationale:
    'Who may assign a managed identity to a machine that he rules, or write its federated credentials, gets its tokens: the rights of the one become those of the other.',
  find: ({ name, rights }, terrain) =>
    openByFact(rights, terrain, {
      whose: name,
      to: terrain.cloudIdentities.length > 1 ? [anyCloudIdentityPosition] : [],
      how: `Identity ${name} may assign other identities or write their federated credentials.`,
    }),
  examples: {
    open: [{ manifest: withWorkloadIdentity(), facts: { nodeIdentity: 'wide' } }],
    barred: [],
    closed: [
      { manifest: withWorkloadIdentity(), facts: { nodeIdentity: 'scoped' } },
      { manifest: '{}', facts: { nodeIdentity: 'wide' } },
    ],
    unknown: [withWorkloadIdentity()],
  },
}

function withWorkloadIdentity(): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme, labels: { azure.workload.identity/use: "true" } }
spec: { containers: [{ name: server, image: model }] }`
}
