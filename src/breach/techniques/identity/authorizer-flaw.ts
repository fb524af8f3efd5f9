import { clusterBinding, withPod } from '../../../controls/identity/rbac-examples.ts'
import { barrierAt } from '../../make-barrier.ts'
import { clusterPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

/** Not of the catalogue: what stands behind every right that an account does not have. */
export const authorizerFlaw: Technique<'account'> = {
  id: 'K8S_AUTHORIZER',
  name: 'authorizer-flaw',
  title: 'A flaw of authorisation lets an account rule the cluster',
  from: 'account',
  to: ['cluster'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1068'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['A.rbac'],
  controls: ['service-account-token-mounted'],
  rationale:
    'A token without any right still passes authentication. From there authorisation alone keeps its holder from the whole API: in CVE-2018-1002105 any account that reached an aggregated API or a pod’s exec endpoint became administrator.',
  find: ({ kind }) =>
    kind === 'service-account'
      ? [
          {
            to: clusterPosition,
            how: 'A service account’s token is valid at the API server; authorisation alone keeps it to its rights.',
            evidence: [],
            barriers: [
              barrierAt('A.rbac', {
                at: 'api-server',
                label: 'the API server’s authorisation has no known flaw',
              }),
            ],
          },
        ]
      : [],
  examples: {
    open: [],
    barred: ['{}', withPod(clusterBinding('view', '{ kind: User, name: model }'))],
    closed: [],
    unknown: [],
  },
}
