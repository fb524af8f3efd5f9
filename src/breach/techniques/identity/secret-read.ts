import { rights } from '../../../controls/identity/abilities.ts'
import {
  binding,
  granted,
  grantedInNamespace,
  modelAccount,
  rule,
  withPod,
} from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { supposedSecrets } from '../../ways/supposed-secrets.ts'
import { secretTargets } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'

export const secretRead: Technique<'account'> = {
  id: 'K8S_SECRET_READ',
  name: 'secret-read',
  title: 'An account reads secrets',
  from: 'account',
  to: ['secrets', 'secret', 'tenant'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1552.007'],
  matrix: ['MS-TA9025'],
  vector: 'exposed-secrets',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-reads-secrets', 'role-manages-secrets', 'cluster-role-manages-secrets'],
  rationale:
    'A `list` and a `watch` answer with the contents, and so does a `patch`, which returns the whole object. Keys of registries, databases and clouds lie there; tokens of service accounts only where somebody still declares such a secret.',
  find: byRights((held, terrain) =>
    held
      .anyOf(seeSecrets)
      .flatMap((permission) => [
        ...openingsBy(permission, { to: secretTargets(permission, terrain), deed: 'read secrets' }),
        ...supposedSecrets(permission, terrain),
      ]),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('get', 'secrets'))),
      withPod(granted(rule('watch', 'secrets', '*'))),
      withPod(granted(rule('patch', '*'))),
      withPod(`${grantedInNamespace(named('key'))}\n---\n${secret('key')}`),
      withPod(binding('ClusterRole', 'edit', modelAccount)),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('create, delete', 'secrets'))),
      withPod(grantedInNamespace(rule('get', 'configmaps'), rule('update', 'secrets'))),
      withPod(binding('ClusterRole', 'view', modelAccount)),
    ],
    unknown: [
      withPod(`${grantedInNamespace(named('{{ .Values.secret }}'))}\n---\n${secret('key')}`),
      withPod(`${grantedInNamespace(named('other'))}\n---\n${secret('key')}`),
    ],
  },
}

function named(name: string): string {
  return `{ apiGroups: [''], resources: [secrets], resourceNames: ['${name}'], verbs: [get] }`
}

function secret(name: string): string {
  return `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: models }`
}

/** A patch answers with the whole object. */
const seeSecrets = rights(['get', 'list', 'watch', 'patch'], '', 'secrets')
