import {
  binding,
  granted,
  grantedInNamespace,
  modelAccount,
  rule,
  withPod,
} from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { workloadsPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import { startPods } from '../../nodes/workload-kinds.ts'

export const podCreation: Technique<'account'> = {
  id: 'K8S_POD_CREATE',
  name: 'pod-creation',
  title: 'An account starts pods of its choice',
  from: 'account',
  to: ['workloads'],
  guarantees: ['containment', 'isolation', 'fair-share'],
  attack: ['T1610'],
  matrix: ['MS-TA9008'],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-starts-workloads', 'role-changes-workloads', 'binding-creates-pods'],
  rationale:
    'Whoever writes a pod chooses its image, its service account, its secrets, its volumes and its labels: everything in the namespace is his. Deployments, jobs and the other controllers make pods as well.',
  find: byRights((rights) =>
    rights
      .anyOf(startPods)
      .flatMap((permission) =>
        openingsBy(permission, { to: [workloadsPosition(permission.scope)], deed: 'start pods' }),
      ),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('create', 'pods'))),
      withPod(grantedInNamespace(rule('create', 'cronjobs', 'batch'))),
      withPod(granted(rule('*', 'deployments', '*'))),
      withPod(binding('ClusterRole', 'edit', modelAccount)),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('create', 'deployments'))),
      withPod(grantedInNamespace(rule('create', 'pods/log'))),
      withPod(grantedInNamespace(rule('get', 'pods'), rule('create', 'events'))),
      withPod(
        grantedInNamespace("{ apiGroups: [''], resources: [pods], resourceNames: [llm], verbs: [create] }"),
      ),
      withPod(binding('ClusterRole', 'view', modelAccount)),
    ],
    unknown: [withPod(grantedInNamespace(rule('{{ .Values.verbs }}', 'pods')))],
  },
}
