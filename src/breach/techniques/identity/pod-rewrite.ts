import { rights } from '../../../controls/identity/abilities.ts'
import { grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { podTargets } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'

export const podRewrite: Technique<'account'> = {
  id: 'K8S_POD_PATCH',
  name: 'pod-rewrite',
  title: 'An account swaps the image of a running pod',
  from: 'account',
  to: ['pods', 'pod'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1610'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-starts-workloads', 'role-changes-workloads'],
  rationale:
    'Of a running pod nearly every field is fixed, but not the image: the kubelet restarts the container with the attacker’s, and its account, secrets and volumes stay what they were.',
  find: byRights((held, terrain) =>
    held
      .anyOf(changePods)
      .flatMap((permission) =>
        openingsBy(permission, { to: podTargets(permission, terrain), deed: 'change pods' }),
      ),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('patch', 'pods'))),
      withPod(grantedInNamespace(rule('update', '*', '*'))),
      withPod(
        grantedInNamespace("{ apiGroups: [''], resources: [pods], resourceNames: [llm], verbs: [patch] }"),
      ),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('patch', 'pods/status'))),
      withPod(grantedInNamespace(rule('patch', 'pods', 'apps'))),
      withPod(grantedInNamespace(rule('get, list', 'pods'), rule('patch', 'configmaps'))),
      withPod(
        grantedInNamespace("{ apiGroups: [''], resources: [pods], resourceNames: [other], verbs: [patch] }"),
      ),
    ],
    unknown: [withPod(grantedInNamespace(rule('patch', '{{ .Values.resource }}')))],
  },
}

const changePods = rights(['update', 'patch'], '', 'pods')
