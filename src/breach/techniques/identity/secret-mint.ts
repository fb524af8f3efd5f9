import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { accountsPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const secretMint: Technique<'account'> = {
  id: 'K8S_SECRET_MINT',
  name: 'secret-mint',
  title: 'An account has a token written into a new secret',
  from: 'account',
  to: ['accounts'],
  guarantees: ['containment'],
  attack: ['T1528'],
  matrix: [],
  vector: 'exposed-secrets',
  barriers: ['A.rbac'],
  controls: ['role-manages-secrets', 'long-lived-account-token'],
  rationale:
    'A new secret of type `kubernetes.io/service-account-token` names an account of its namespace, and the control plane writes that account’s token into it, without end. Who may also read it is every account there.',
  find: byRights((held) =>
    held.allOf([createSecrets, seeSecrets]).flatMap((permission) =>
      openingsBy(permission, {
        to: [accountsPosition(permission.scope)],
        deed: 'create secrets and read them',
      }),
    ),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('create, get', 'secrets'))),
      withPod(granted(rule('create', 'secrets'), rule('list', '*'))),
      withPod(
        grantedInNamespace(
          rule('create', 'secrets'),
          "{ apiGroups: [''], resources: [secrets], resourceNames: [own], verbs: [get] }",
        ),
      ),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('create', 'secrets'))),
      withPod(grantedInNamespace(rule('get, list, watch', 'secrets'))),
      withPod(grantedInNamespace(rule('create', 'secrets'), rule('get', 'secrets', 'apps'))),
    ],
    unknown: [withPod(grantedInNamespace(rule('create', 'secrets'), rule('{{ .Values.verb }}', 'secrets')))],
  },
}

const createSecrets = rights(['create'], '', 'secrets')

/** A patch answers with the whole object. */
const seeSecrets = rights(['get', 'list', 'watch', 'patch'], '', 'secrets')
