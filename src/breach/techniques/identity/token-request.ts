import { mintTokens } from '../../../controls/identity/abilities.ts'
import {
  binding,
  grantedInNamespace,
  modelAccount,
  rule,
  withPod,
} from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { accountTargets } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'

export const tokenRequest: Technique<'account'> = {
  id: 'K8S_TOKEN_REQUEST',
  name: 'token-request',
  title: 'An account asks for tokens of others',
  from: 'account',
  to: ['accounts', 'account'],
  guarantees: ['containment'],
  attack: ['T1528'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['A.rbac'],
  controls: ['role-mints-tokens', 'binding-mints-tokens', 'untrusted-pod-raises-its-rights'],
  rationale:
    'The token endpoint of a service account hands out what the kubelet would mount, for any audience and any time. Federated clouds take that token as well.',
  find: byRights((held, terrain) =>
    held
      .allOf(mintTokens.needs)
      .flatMap((permission) =>
        openingsBy(permission, { to: accountTargets(permission, terrain), deed: 'mint tokens of accounts' }),
      ),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('create', 'serviceaccounts/token'))),
      withPod(grantedInNamespace(rule('create', '*/token'))),
      withPod(
        grantedInNamespace(
          "{ apiGroups: [''], resources: [serviceaccounts/token], resourceNames: [deployer], verbs: [create] }",
        ),
      ),
      withPod(binding('ClusterRole', 'admin', modelAccount)),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('create', 'serviceaccounts'))),
      withPod(grantedInNamespace(rule('get', 'serviceaccounts/token'))),
    ],
    unknown: [withPod(grantedInNamespace(rule('{{ .Values.verb }}', 'serviceaccounts/token')))],
  },
}
