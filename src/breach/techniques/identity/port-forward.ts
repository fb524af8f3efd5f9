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
import type { Pod } from '../../../model/pod.ts'
import type { Right } from '../../../model/rbac-match.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { doubted } from '../../steps/doubt.ts'
import type { Permission } from '../../steps/permission.ts'
import { everywhere, portsPosition } from '../../steps/position.ts'
import { serviceOpenings } from '../../ways/service-openings.ts'
import { podsNamed } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const portForward: Technique<'account'> = {
  id: 'K8S_PORTFORWARD',
  name: 'port-forward',
  title: 'An account opens tunnels to the ports of pods',
  from: 'account',
  to: ['ports', 'container', 'tenant'],
  guarantees: ['isolation'],
  attack: ['T1572'],
  matrix: [],
  vector: 'insecure-networking',
  barriers: ['A.rbac', 'X.app'],
  controls: [
    'role-opens-tunnels',
    'binding-forwards-ports',
    'untrusted-pod-opens-tunnels',
    'image-lets-callers-in',
  ],
  rationale:
    'The API server carries a connection to any port of a pod, even to one that listens for the pod itself only. Network policies never see it: it comes from the node. What listens there still has to have a flaw, or serve whoever asks.',
  find: byRights((held, terrain) => [
    ...held
      .anyOf(tunnelsToPods(terrain))
      .flatMap((permission) => openings(permission, podsNamed(permission, terrain), terrain)),
    ...held
      .anyOf(tunnelsToServices)
      .flatMap((permission) => openings(permission, podsBehind(permission, terrain), terrain)),
  ]),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('create', 'pods/portforward'))),
      withPod(grantedInNamespace(rule('get', 'pods/proxy'))),
      withPod(granted(rule('get', 'services/proxy'))),
      withPod(binding('ClusterRole', 'edit', modelAccount)),
    ],
    barred: [withPod(grantedInNamespace(named('pods/portforward', 'llm')))],
    closed: [
      withPod(grantedInNamespace(named('pods/portforward', 'other'))),
      withPod(grantedInNamespace(named('services/proxy', 'llm'))),
      withPod(grantedInNamespace(rule('create', 'pods'))),
      withPod(grantedInNamespace(rule('get', 'pods/log, services'))),
      withPod(grantedInNamespace(rule('list', 'pods/portforward'))),
    ],
    unknown: [withPod(grantedInNamespace(rule('{{ .Values.verb }}', 'pods/portforward')))],
  },
}

/** A proxy takes the verb of the request that it carries. */
const carried = ['get', 'create', 'update', 'patch', 'delete']

const tunnelsToServices = rights(carried, '', 'services/proxy')
const proxies = rights(carried, '', 'pods/proxy')
const forward = [...rights(['create'], '', 'pods/portforward'), ...proxies]
const forwardByGet = [...rights(['create', 'get'], '', 'pods/portforward'), ...proxies]

function tunnelsToPods({ platform }: Terrain): readonly Right[] {
  return isAtLeast(platform.kubernetesVersion, '1.35') ? forward : forwardByGet
}

/** A permission that names pods or services leads to what listens in those alone. */
function openings(permission: Permission, pods: readonly Pod[], terrain: Terrain): readonly Opening[] {
  const deed = 'open tunnels into pods'
  if (permission.names === undefined)
    return openingsBy(permission, { to: [portsPosition(permission.scope)], deed })
  return serviceOpenings(pods, terrain).flatMap(({ to, barriers, assumes }) =>
    openingsBy({ ...doubted(assumes), ...permission }, { to: [to], deed, barriers }),
  )
}

/** A service is named alone or with scheme and port: `https:web:8443`. */
function podsBehind({ names = [], scope }: Permission, { platform }: Terrain): readonly Pod[] {
  const called = new Set(names.flatMap((name) => name.split(':')))
  const services = scope === everywhere ? platform.all('service') : platform.inNamespace('service', scope)
  return services
    .filter(({ name }) => called.has(name))
    .flatMap((service) => platform.podsOfService(service).map(({ pod }) => pod))
}

function named(resource: string, name: string): string {
  return `{ apiGroups: [''], resources: [${resource}], resourceNames: [${name}], verbs: [create] }`
}
