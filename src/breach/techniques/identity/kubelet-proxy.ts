import { reachKubelets } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { doubtedOnNodes } from '../../steps/permission.ts'
import { everywhere, podsPosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'

export const kubeletProxy: Technique<'account'> = {
  id: 'K8S_NODES_PROXY',
  name: 'kubelet-proxy',
  title: 'An account runs commands through the kubelets',
  from: 'account',
  to: ['pods'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1609'],
  matrix: ['MS-TA9030'],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['role-reaches-kubelets', 'binding-reaches-kubelets', 'untrusted-pod-reaches-kubelets'],
  rationale:
    'The kubelet asks for `nodes/proxy` before it opens a shell in a container, and `get` is enough for a WebSocket. No admission sees it and no audit log of the API server. Monitoring needs `nodes/metrics` and `nodes/stats`, not this.',
  find: byRights((held) =>
    held.allOf(reachKubelets.needs).flatMap((permission) =>
      openingsBy(doubtedOnNodes(permission, 'which pods run on'), {
        to: [podsPosition(everywhere)],
        deed: 'run commands through the kubelets',
        isOutsideNamespaces: true,
      }),
    ),
  ),
  examples: {
    open: [
      withPod(granted(rule('get', 'nodes/proxy'))),
      withPod(granted(rule('create', '*/proxy'))),
      withPod(granted(rule('get', 'nodes/*, nodes/proxy', '*'))),
    ],
    barred: [],
    closed: [
      withPod(granted(rule('get', 'nodes, nodes/metrics, nodes/stats, nodes/log'))),
      withPod(granted(rule('get', 'nodes/*'))),
      withPod(granted(rule('list', 'nodes/proxy'))),
      withPod(grantedInNamespace(rule('get', 'nodes/proxy'))),
    ],
    unknown: [
      withPod(granted(rule('get', 'nodes/proxy', '{{ .Values.group }}'))),
      withPod(
        granted("{ apiGroups: [''], resources: [nodes/proxy], resourceNames: [node-1], verbs: [get] }"),
      ),
    ],
  },
}
