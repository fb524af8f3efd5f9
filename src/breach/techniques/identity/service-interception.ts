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
import { alsoDoubted } from '../../steps/doubt.ts'
import { everywhere, type Position, tenantPosition } from '../../steps/position.ts'
import type { Rights } from '../../accounts/rights.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const serviceInterception: Technique<'account'> = {
  id: 'K8S_SERVICE_MITM',
  name: 'service-interception',
  title: 'An account turns the traffic of services to itself',
  from: 'account',
  to: ['tenant'],
  guarantees: ['isolation'],
  attack: ['T1557'],
  matrix: [],
  vector: 'insecure-networking',
  barriers: ['A.rbac', 'A.policy'],
  controls: [
    'role-changes-network',
    'untrusted-pod-changes-network',
    'workload-sets-service-status',
    'service-external-ips',
  ],
  rationale:
    'Whoever writes the endpoints of a service receives what its clients send. A service that claims an external address receives what any pod of the cluster sends there (CVE-2020-8554): Kubernetes calls that by design, and only admission forbids it.',
  find: byRights((held, terrain) => [...ofOwnNamespace(held, terrain), ...ofEveryNamespace(held, terrain)]),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('patch', 'endpoints'))),
      withPod(grantedInNamespace(rule('create', 'endpointslices', 'discovery.k8s.io'))),
      {
        manifest: withPod(grantedInNamespace(rule('create', 'services'))),
        facts: { externalAddresses: 'open' },
      },
      withPod(binding('ClusterRole', 'edit', modelAccount)),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('get, list, watch', 'services, endpoints'))),
      withPod(granted(rule('create', 'services/proxy'))),
      {
        manifest: withPod(grantedInNamespace(rule('create', 'services'))),
        facts: { externalAddresses: 'denied' },
      },
    ],
    unknown: [
      withPod(grantedInNamespace(rule('create', 'services'))),
      withPod(grantedInNamespace(rule('patch', 'services/status'))),
      withPod(grantedInNamespace(rule('{{ .Values.verb }}', 'endpoints'))),
    ],
  },
}

const redirecting: readonly Right[] = [
  ...rights(['create', 'update', 'patch'], '', 'endpoints'),
  ...rights(['create', 'update', 'patch'], 'discovery.k8s.io', 'endpointslices'),
  ...rights(['update', 'patch'], '', 'services', 'pods/status'),
]

const claiming: readonly Right[] = [
  ...rights(['create', 'update', 'patch'], '', 'services'),
  ...rights(['update', 'patch'], '', 'services/status'),
]

function ofOwnNamespace(held: Rights, { tenants }: Terrain): readonly Opening[] {
  return held.anyOf(redirecting).flatMap((permission) => {
    const met = tenants.partiesIn(permission.scope)
    return openingsBy(permission, { to: met.map(tenantPosition), deed: 'choose who answers for services' })
  })
}

function ofEveryNamespace(held: Rights, { tenants, facts }: Terrain): readonly Opening[] {
  const claims = held.anyOf(claiming)
  if (claims.length === 0) return []
  const { is, assumes } = facts.ask('externalAddresses')
  if (is === 'good') return []
  const to: readonly Position[] = tenants.partiesIn(everywhere).map(tenantPosition)
  return alsoDoubted(claims, assumes).flatMap((permission) =>
    openingsBy(permission, { to, deed: 'claim external addresses for services' }),
  )
}
