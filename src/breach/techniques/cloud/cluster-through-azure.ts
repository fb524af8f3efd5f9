import { openByFact } from '../../ways/fact-openings.ts'
import { clusterPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const clusterThroughAzure: Technique<'cloud-identity'> = {
  id: 'AZ_AKS_ADMIN',
  name: 'cluster-through-azure',
  title: 'A cloud identity rules the cluster through Azure',
  from: 'cloud-identity',
  to: ['cluster'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1078.004'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['Z.scope', 'Z.key'],
  controls: ['untrusted-pod-has-cloud-identity'],
  rationale:
    'Azure has its own doors to the API server: the administrator’s credential of local accounts, run command, and Azure RBAC roles for the cluster. None of them asks Kubernetes’ RBAC.',
  find: ({ name, rights }, terrain) =>
    openByFact(rights, terrain, {
      whose: name,
      to: [clusterPosition],
      how: `Identity ${name} may take the cluster’s administrator credential.`,
    }),
  examples: {
    open: [{ manifest: '{}', facts: { nodeIdentity: 'wide' } }],
    barred: [],
    closed: [{ manifest: '{}', facts: { nodeIdentity: 'scoped' } }],
    unknown: ['{}'],
  },
}
