import { rights } from '../../../controls/identity/abilities.ts'
import { grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { isAtLeast } from '../../../knowledge/kubernetes-versions.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { podTargets } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'

export const podExec: Technique<'account'> = {
  id: 'K8S_POD_EXEC',
  name: 'pod-exec',
  title: 'An account runs commands in running pods',
  from: 'account',
  to: ['pods', 'pod'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1609'],
  matrix: ['MS-TA9006'],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-runs-in-pods', 'role-executes-in-pods', 'role-attaches-to-pods'],
  rationale:
    'The API server opens a shell in any container for whoever may ask: no image to bring along, nothing that Pod Security sees. Before 1.35 a WebSocket opens it with a GET, so that `get` is as good as `create`.',
  find: byRights((held, terrain) => {
    const needed = isAtLeast(terrain.platform.kubernetesVersion, '1.35') ? open : openByGet
    return held
      .anyOf(needed)
      .flatMap((permission) =>
        openingsBy(permission, { to: podTargets(permission, terrain), deed: 'run commands in pods' }),
      )
  }),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('create', 'pods/exec'))),
      withPod(grantedInNamespace(rule('get', 'pods/attach'))),
      withPod(grantedInNamespace(rule('create', '*/exec'))),
      withPod(
        grantedInNamespace(
          "{ apiGroups: [''], resources: [pods/exec], resourceNames: [llm], verbs: [create] }",
        ),
      ),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('create', 'pods'))),
      withPod(grantedInNamespace(rule('create', 'pods/*'))),
      withPod(grantedInNamespace(rule('create', 'pods/log'), rule('get', 'pods'))),
      withPod(
        grantedInNamespace(
          "{ apiGroups: [''], resources: [pods/exec], resourceNames: [other], verbs: [create] }",
        ),
      ),
    ],
    unknown: [withPod(grantedInNamespace(rule('create', 'pods/exec', '{{ .Values.group }}')))],
  },
}

const open = rights(['create'], '', 'pods/exec', 'pods/attach')
const openByGet = rights(['create', 'get'], '', 'pods/exec', 'pods/attach')
