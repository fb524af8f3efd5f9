import { rights } from '../../../controls/identity/abilities.ts'
import {
  binding,
  granted,
  grantedInNamespace,
  modelAccount,
  rule,
  withPod,
} from '../../../controls/identity/rbac-examples.ts'
import { isAtLeast } from '../../../knowledge/kubernetes-versions.ts'
import type { Right } from '../../../model/rbac-match.ts'
import { byRights, openingsBy } from '../../account-openings.ts'
import { portsPosition } from '../../position.ts'
import { podsNamed } from '../../targets.ts'
import type { Technique } from '../../technique.ts'
import type { Terrain } from '../../terrain.ts'
import type { Permission } from '../../permission.ts'
import { type Position, portPosition } from '../../position.ts'

export const portForward: Technique<'account'> = {
  id: 'K8S_PORTFORWARD',
  name: 'port-forward',
  title: 'An account opens tunnels to the ports of pods',
  from: 'account',
  to: ['ports', 'port'],
  guarantees: ['isolation'],
  attack: ['T1572'],
  matrix: [],
  vector: 'insecure-networking',
  barriers: ['A.rbac'],
  controls: ['role-opens-tunnels', 'binding-forwards-ports', 'untrusted-pod-opens-tunnels'],
  rationale:
    'The API server carries a connection to any port of a pod, even to one that listens for the pod itself only. Network policies never see it: it comes from the node. What listens there still has to have a flaw, or serve whoever asks.',
  find: byRights((held, terrain) =>
    held
      .anyOf(tunnels(terrain))
      .flatMap((permission) =>
        openingsBy(permission, { to: targets(permission, terrain), deed: 'open tunnels into pods' }),
      ),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('create', 'pods/portforward'))),
      withPod(grantedInNamespace(rule('get', 'pods/proxy'))),
      withPod(granted(rule('get', 'services/proxy'))),
      withPod(binding('ClusterRole', 'edit', modelAccount)),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('create', 'pods'))),
      withPod(grantedInNamespace(rule('get', 'pods/log, services'))),
      withPod(grantedInNamespace(rule('list', 'pods/portforward'))),
    ],
    unknown: [withPod(grantedInNamespace(rule('{{ .Values.verb }}', 'pods/portforward')))],
  },
}

/** A proxy takes the verb of the request that it carries. */
function tunnels({ platform }: Terrain): readonly Right[] {
  const opening = isAtLeast(platform.kubernetesVersion, '1.35') ? ['create'] : ['create', 'get']
  return [
    ...rights(opening, '', 'pods/portforward'),
    ...rights(['get', 'create', 'update', 'patch', 'delete'], '', 'pods/proxy', 'services/proxy'),
  ]
}

/** Whom a single service leads to is not asked: any port of its namespace. */
function targets(permission: Permission, terrain: Terrain): readonly Position[] {
  const named = permission.names === undefined ? [] : podsNamed(permission, terrain)
  if (named.length === 0) return [portsPosition(permission.scope)]
  return named.flatMap((pod) => {
    const ports = terrain.reach.classOf(pod)
    return ports === undefined ? [] : [portPosition(ports)]
  })
}
