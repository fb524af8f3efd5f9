import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { type Permission, together } from '../../steps/permission.ts'
import { clusterPosition, type Position } from '../../steps/position.ts'
import type { Rights } from '../../accounts/rights.ts'
import { accountTargets } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const impersonation: Technique<'account'> = {
  id: 'K8S_IMPERSONATE',
  name: 'impersonation',
  title: 'An account acts as somebody else',
  from: 'account',
  to: ['cluster', 'accounts', 'account'],
  guarantees: ['containment'],
  attack: ['T1078'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['role-impersonates', 'workload-impersonates', 'untrusted-pod-raises-its-rights'],
  rationale:
    'A header turns a request into one of another user, and the controllers of the control plane are users. Users and groups are asked for across the cluster only, and a group never without a user; service accounts also in one namespace. Identifiers and extra fields alone give nothing.',
  find: byRights(openings),
  examples: {
    open: [
      withPod(granted(rule('impersonate', 'users'))),
      withPod(granted(rule('impersonate', 'groups, serviceaccounts'))),
      withPod(grantedInNamespace(rule('impersonate', 'serviceaccounts'))),
      withPod(granted(named('users', 'system:kube-controller-manager'))),
      withPod(granted(named('groups', 'system:masters'), rule('impersonate', 'serviceaccounts'))),
      withPod(`${granted(named('users', 'jo'))}\n---\n${toUser('jo')}`),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('impersonate', 'users, groups', '*'))),
      withPod(granted(rule('impersonate', 'groups'))),
      withPod(granted(rule('impersonate', 'uids, userextras/scopes', 'authentication.k8s.io'))),
      withPod(granted(named('users', 'jo'))),
      withPod(granted(rule('get', 'users, serviceaccounts'))),
    ],
    unknown: [withPod(granted(rule('{{ .Values.verb }}', 'users')))],
  },
}

const actAsUsers = rights(['impersonate'], '', 'users')
const actAsGroups = rights(['impersonate'], '', 'groups')
const actAsAccounts = rights(['impersonate'], '', 'serviceaccounts')

function openings(held: Rights, terrain: Terrain): readonly Opening[] {
  const users = held.anyOf(actAsUsers)
  const groups = held.anyOf(actAsGroups)
  const accounts = held.anyOf(actAsAccounts)
  return [
    ...accounts.flatMap((permission) =>
      openingsBy(permission, {
        to: accountTargets(permission, terrain),
        deed: 'act as other service accounts',
      }),
    ),
    ...users.flatMap((permission) => actAs(permission, 'user', terrain)),
    ...groups
      .flatMap((group) =>
        together([group], [...users, ...accounts]).map((both) => ({
          ...both,
          ...(group.names === undefined ? {} : { names: group.names }),
        })),
      )
      .flatMap((permission) => actAs(permission, 'group', terrain)),
  ]
}

/** Users and groups that rule every cluster: one has every right, the other mints the token of any account. */
const rulers = { user: 'system:kube-controller-manager', group: 'system:masters' } as const

function actAs(permission: Permission, kind: 'user' | 'group', terrain: Terrain): readonly Opening[] {
  return openingsBy(permission, {
    to: identities(permission, kind, terrain),
    deed: `act as another ${kind}`,
    isOutsideNamespaces: true,
  })
}

function identities(
  { names }: Permission,
  kind: 'user' | 'group',
  { accounts }: Terrain,
): readonly Position[] {
  if (names === undefined || names.includes(rulers[kind])) return [clusterPosition]
  return accounts
    .filter((account) => account.kind === kind && names.includes(account.name))
    .map(({ position }) => position)
}

function named(resource: string, name: string): string {
  return `{ apiGroups: [''], resources: [${resource}], resourceNames: ['${name}'], verbs: [impersonate] }`
}

function toUser(name: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: of-a-user }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ kind: User, name: ${name} }]`
}
