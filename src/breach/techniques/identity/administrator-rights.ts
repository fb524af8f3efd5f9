import {
  binding,
  clusterBinding,
  granted,
  modelAccount,
  rule,
  withPod,
} from '../../../controls/identity/rbac-examples.ts'
import { openingsBy } from '../../ways/account-openings.ts'
import type { Account } from '../../accounts/account.ts'
import { rulePositions } from '../../ways/switches.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const administratorRights: Technique<'account'> = {
  id: 'K8S_HAS_RULES',
  name: 'administrator-rights',
  title: 'An account has every right by its bindings',
  from: 'account',
  to: ['cluster', 'workloads', 'switch'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1069'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-is-cluster-admin', 'binding-to-cluster-admin', 'wildcard-role'],
  rationale:
    'A role with every verb on every resource is the cluster, or the namespace where a RoleBinding gives it. No exploit is needed, only the account’s token. What a role allows that is declared nowhere, nobody here can tell.',
  find: openings,
  examples: {
    open: [
      withPod(clusterBinding('cluster-admin', modelAccount)),
      withPod(clusterBinding('cluster-admin', '{ kind: Group, name: "system:serviceaccounts" }')),
      withPod(clusterBinding('cluster-admin', '{ kind: Group, name: "system:unauthenticated" }')),
      withPod(clusterBinding('cluster-admin', '{ kind: User, name: "system:serviceaccount:models:model" }')),
      withPod(binding('ClusterRole', 'cluster-admin', modelAccount)),
      withPod(granted(rule('get, list, watch, create, update, patch, delete', '*', '*'))),
    ],
    barred: [],
    closed: [
      '{}',
      withPod(granted(rule('*', '*', 'apps'))),
      withPod(granted(rule('get, list, watch', '*', '*'))),
      withPod(clusterBinding('cluster-admin', '{ kind: User, name: model }')),
      withPod(clusterBinding('cluster-admin', '{ kind: Group, name: model }')),
      withPod(clusterBinding('cluster-admin', '{ kind: Group, name: "system:serviceaccounts:globex" }')),
    ],
    unknown: [
      withPod(clusterBinding('declared-elsewhere', modelAccount)),
      withPod(binding('Role', 'declared-elsewhere', modelAccount)),
      withPod(
        clusterBinding(
          'cluster-admin',
          "{ kind: ServiceAccount, name: '{{ .Values.account }}', namespace: models }",
        ),
      ),
    ],
  },
}

function openings(account: Account, terrain: Terrain): readonly Opening[] {
  const { administrative, undeclared } = terrain.rightsOf(account)
  return [...administrative, ...undeclared].flatMap((holding) =>
    openingsBy(holding, {
      to: rulePositions(holding, terrain),
      deed: 'do everything',
      isOutsideNamespaces: true,
    }),
  )
}
