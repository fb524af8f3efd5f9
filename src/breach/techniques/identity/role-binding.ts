import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { bindableRoles } from '../../accounts/bindable-roles.ts'
import { rulePositions } from '../../ways/switches.ts'
import type { Technique } from '../../technique.ts'

const group = 'rbac.authorization.k8s.io'

const everything = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: owner, namespace: models }
rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]`

export const roleBinding: Technique<'account'> = {
  id: 'K8S_RBAC_BIND',
  name: 'role-binding',
  title: 'An account binds a role with every right to itself',
  from: 'account',
  to: ['cluster', 'workloads', 'switch'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1098.006'],
  matrix: ['MS-TA9019'],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['role-binds', 'binding-binds', 'role-binds-any-name', 'untrusted-pod-raises-its-rights'],
  rationale:
    'With `bind` the API server no longer asks whether whoever binds a role holds its rights, and every cluster has `cluster-admin`. By a ClusterRoleBinding it is the cluster, by a RoleBinding the namespace. Roles with fewer rights are counted among the account’s own.',
  find: byRights((held, terrain) =>
    bindableRoles(held, terrain.platform)
      .filter(({ isEverything }) => isEverything)
      .flatMap(({ holding }) =>
        openingsBy(holding, {
          to: rulePositions(holding, terrain),
          deed: 'do everything',
          isOutsideNamespaces: true,
        }),
      ),
  ),
  examples: {
    open: [
      withPod(granted(rule('bind', 'clusterroles', group), rule('create', 'clusterrolebindings', group))),
      withPod(granted(rule('bind', 'clusterroles', group), rule('create', 'rolebindings', group))),
      withPod(grantedInNamespace(rule('bind', 'clusterroles', group), rule('create', 'rolebindings', group))),
      withPod(granted(rule('bind', 'clusterroles', group), rule('patch', 'clusterrolebindings', group))),
      withPod(granted(only('cluster-admin'), rule('create', 'clusterrolebindings', group))),
      withPod(
        `${grantedInNamespace(rule('bind', 'roles', group), rule('create', 'rolebindings', group))}\n---\n${everything}`,
      ),
    ],
    barred: [],
    closed: [
      withPod(granted(rule('bind', 'clusterroles', group))),
      withPod(granted(rule('create', 'clusterrolebindings', group))),
      withPod(
        grantedInNamespace(rule('bind', 'clusterroles', group), rule('create', 'clusterrolebindings', group)),
      ),
      withPod(granted(rule('bind', 'roles', group), rule('create', 'clusterrolebindings', group))),
      withPod(granted(rule('bind', 'clusterrolebindings', group), rule('create', '*', group))),
      withPod(granted(only('view'), rule('create', 'clusterrolebindings', group))),
      withPod(granted(rule('bind', 'clusterroles'), rule('create', 'clusterrolebindings', group))),
      withPod(grantedInNamespace(rule('bind', 'clusterroles', group), rule('patch', 'rolebindings', group))),
    ],
    unknown: [
      withPod(
        granted(
          rule('{{ .Values.verb }}', 'clusterroles', group),
          rule('create', 'clusterrolebindings', group),
        ),
      ),
    ],
  },
}

function only(name: string): string {
  return `{ apiGroups: [${group}], resources: [clusterroles], resourceNames: [${name}], verbs: [bind] }`
}
