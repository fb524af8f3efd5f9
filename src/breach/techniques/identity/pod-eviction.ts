import { rights } from '../../../controls/identity/abilities.ts'
import {
  binding,
  granted,
  grantedInNamespace,
  modelAccount,
  rule,
  withPod,
} from '../../../controls/identity/rbac-examples.ts'
import type { Right } from '../../../model/rbac-match.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { doubtedOnNodes, isAbout, type Permission } from '../../steps/permission.ts'
import { influencePosition, neighboursPosition, type Position } from '../../steps/position.ts'
import { podsIn, podTargets } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'
import { workloadKinds } from '../../nodes/workload-kinds.ts'

export const podEviction: Technique<'account'> = {
  id: 'K8S_NODE_EDIT',
  name: 'pod-eviction',
  title: 'An account stops pods and drains nodes',
  from: 'account',
  to: ['influence', 'neighbours'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1489'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['untrusted-pod-changes-nodes', 'role-changes-workloads', 'binding-deletes'],
  rationale:
    'A taint with NoExecute empties a node, a deleted node loses its pods, and labels and taints decide who runs beside whom. A pod or its controller that is deleted, evicted or scaled down serves nobody.',
  find: byRights((held, terrain) => [
    ...held.anyOf(overNodes).flatMap((permission) =>
      openingsBy(doubtedOnNodes(permission, 'what runs on'), {
        to: terrain.pools.all.map(({ name }) => neighboursPosition(name)),
        deed: 'change nodes',
        isOutsideNamespaces: true,
      }),
    ),
    ...held
      .anyOf(overPods)
      .flatMap((permission) =>
        openingsBy(permission, { to: tenantsOf(permission, terrain), deed: 'stop pods' }),
      ),
  ]),
  examples: {
    open: [
      withPod(granted(rule('patch', 'nodes'))),
      withPod(granted(rule('update', 'nodes/status'))),
      withPod(grantedInNamespace(rule('delete', 'pods'))),
      withPod(grantedInNamespace(rule('create', 'pods/eviction'))),
      withPod(grantedInNamespace(rule('patch', 'deployments/scale', 'apps'))),
      withPod(binding('ClusterRole', 'edit', modelAccount)),
    ],
    barred: [],
    closed: [
      withPod(granted(rule('get, list', 'nodes, pods'))),
      withPod(grantedInNamespace(rule('patch', 'nodes'))),
      withPod(grantedInNamespace(rule('delete', 'configmaps'))),
      withPod(
        grantedInNamespace("{ apiGroups: [''], resources: [pods], resourceNames: [other], verbs: [delete] }"),
      ),
    ],
    unknown: [
      withPod(granted(rule('{{ .Values.verb }}', 'nodes'))),
      withPod(granted("{ apiGroups: [''], resources: [nodes], resourceNames: [node-1], verbs: [patch] }")),
    ],
  },
}

const remove = ['delete', 'deletecollection'] as const

const overNodes: readonly Right[] = rights(['update', 'patch', ...remove], '', 'nodes', 'nodes/status')

const overPods: readonly Right[] = [
  ...workloadKinds.flatMap(({ group, resource }) => rights(remove, group, resource)),
  ...rights(['create'], '', 'pods/eviction'),
  ...rights(['update', 'patch'], 'apps', 'deployments/scale', 'replicasets/scale', 'statefulsets/scale'),
]

/** The tenants whose pods it stops: of names, those that some pod or controller has. */
function tenantsOf(permission: Permission, terrain: Terrain): readonly Position[] {
  const isMet = podTargets(permission, terrain).length > 0 || isControllerNamed(permission, terrain)
  return isMet ? terrain.tenants.partiesIn(permission.scope).map(influencePosition) : []
}

function isControllerNamed(permission: Permission, { platform }: Terrain): boolean {
  return podsIn(permission.scope, platform).some(({ name }) => isAbout(permission, name))
}
