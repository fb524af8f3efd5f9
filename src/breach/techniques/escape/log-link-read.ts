import { describeGrant, heldBy } from '../../../controls/identity/grants.ts'
import type { Grant } from '../../../model/platform.ts'
import type { Pod } from '../../../model/pod.ts'
import { needsClusterBinding, reachOf, type Right } from '../../../model/rbac-match.ts'
import { apiServerBarriers } from '../../barriers/network.ts'
import { rootBarriers } from '../../barriers/user.ts'
import { type Condition, openWhere } from '../../steps/condition.ts'
import { podMountingNode } from '../../examples/example-pods.ts'
import { findMount } from '../../ways/host-mounts.ts'
import { holdsPodLogs } from '../../nodes/node-paths.ts'
import { nodeFilesPosition, podLabel } from '../../steps/position.ts'
import { onItsPools } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'

export const logLinkRead: Technique<'container'> = {
  id: 'ESC_VARLOG_SYMLINK',
  name: 'log-link-read',
  title: 'The kubelet reads any file for whoever links to it',
  from: 'container',
  to: ['node-files'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'A.rbac', 'A.token', 'K.nonroot', 'X.guest', 'N.eg', 'N.adm'],
  controls: [
    'host-path-writable',
    'node-state-mounted',
    'service-account-token-mounted',
    'may-run-as-root',
    'host-path-volume',
    'persistent-volume-on-node',
  ],
  rationale:
    'The kubelet hands out logs as root and follows links. Whoever writes to /var/log puts a link to any file of the node there and asks for it as a log, with an account that may read logs of pods or of nodes.',
  find: (container, terrain) => {
    const found = findMount(container, { isMeant: holdsPodLogs, toWrite: true }, terrain.platform)
    if (found === undefined) return []
    return openWhere([mayReadLogs(container.pod, terrain), found.condition], () => ({
      to: onItsPools(container.pod, terrain, nodeFilesPosition),
      how: `Container ${container.name} writes to ${found.path} of its node and may read logs.`,
      barriers: [...rootBarriers(container, terrain), ...apiServerBarriers(container.pod, terrain)],
    }))
  },
  examples: {
    open: [
      reader('/var/log', 'pods/log'),
      reader('/var', 'nodes/log', { kind: 'ClusterRole' }),
      reader('/', 'nodes/proxy', { kind: 'ClusterRole' }),
    ],
    barred: [
      {
        manifest: reader('/var/log', 'pods/log', { spec: 'securityContext: { runAsUser: 1000 }' }),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: [
      mounting('/var/log'),
      reader('/var/log/llm', 'pods/log'),
      // A RoleBinding never grants what belongs to nodes.
      reader('/var/log', 'nodes/log'),
      reader('/var/log', 'pods'),
      reader('/var/log', 'pods/log', { spec: 'automountServiceAccountToken: false' }),
    ],
    unknown: [
      reader('"{{ .Values.path }}"', 'pods/log'),
      reader('/var/log', '"{{ .Values.resource }}"'),
      reader('/var/log', 'pods/log], resourceNames: [other'),
    ],
  },
}

const rights: readonly Right[] = ['pods/log', 'nodes/log', 'nodes/proxy'].map((resource) => ({
  verb: 'get',
  group: '',
  resource,
}))

/** With the pod's own token. Logs of single pods are enough where the attacker's link stands for one of theirs. */
function mayReadLogs(pod: Pod, terrain: Terrain): Condition {
  const question = `whether ${podLabel(pod)} may read logs`
  let best: Condition = { is: 'no', question }
  for (const grant of heldBy(pod, terrain.platform)) {
    const is = grantsLogs(grant, terrain)
    if (is === 'yes') return { is, origin: grant.binding.origin, question: describeGrant(grant) }
    if (is === 'unknown') best = { is, origin: grant.binding.origin, question }
  }
  return best
}

function grantsLogs({ binding, role, match }: Grant, { platform }: Terrain): Condition['is'] {
  if (role === undefined) return 'no'
  const possible = rights.filter((right) => binding.isClusterRoleBinding || !needsClusterBinding(right))
  const reaches = platform.rulesOf(role).flatMap((rule) => possible.map((right) => reachOf(rule, right)))
  if (reaches.includes('all')) return match === 'yes' ? 'yes' : 'unknown'
  return reaches.some((reach) => reach !== 'none') ? 'unknown' : 'no'
}

function mounting(path: string, spec = ''): string {
  return podMountingNode(path, {
    spec: `serviceAccountName: model\n${spec}`,
    container: 'securityContext: { allowPrivilegeEscalation: false }',
  })
}

interface Shape {
  readonly kind?: 'Role' | 'ClusterRole'
  readonly spec?: string
}

function reader(path: string, resource: string, { kind = 'Role', spec = '' }: Shape = {}): string {
  const place = kind === 'Role' ? ', namespace: acme' : ''
  return `${mounting(path, spec)}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: logs${place} }
rules: [{ apiGroups: [""], resources: [${resource}], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}Binding
metadata: { name: logs${place} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: logs }
subjects: [{ kind: ServiceAccount, name: model, namespace: acme }]`
}
