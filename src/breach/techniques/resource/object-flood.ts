import { grantedInNamespace, granted, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import type { Right } from '../../../model/rbac-match.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { inNamespace, quota } from '../../examples/example-objects.ts'
import { drainPosition } from '../../steps/position.ts'
import { uncounted } from '../../ways/quotas.ts'
import type { Rights } from '../../accounts/rights.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const objectFlood: Technique<'account'> = {
  id: 'RES_OBJECT_FLOOD',
  name: 'object-flood',
  title: 'An account fills the cluster’s memory with objects',
  from: 'account',
  to: ['drain'],
  guarantees: ['isolation', 'fair-share'],
  attack: ['T1499.001'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.quota', 'A.rbac'],
  controls: ['namespace-without-quota', 'quota-without-pod-count', 'untrusted-pod-changes-config-maps'],
  rationale:
    'Every object lies in etcd, which holds a few gigabytes for everybody, and in the memory of each controller that watches its kind. Whoever may create objects that no quota counts stops the control plane of all tenants.',
  find: byRights((rights, terrain) => kinds.flatMap((kind) => openings(kind, rights, terrain)).slice(0, 1)),
  examples: {
    open: [
      inNamespace('models', withPod(grantedInNamespace(rule('create', 'configmaps')))),
      withPod(granted(rule('create', 'events'))),
      inNamespace(
        'models',
        `${withPod(grantedInNamespace(rule('create', 'configmaps')))}\n---\n${quota('models', 'count/secrets: 10')}`,
      ),
      inNamespace('models', withPod(grantedInNamespace(rule('create', 'leases', 'coordination.k8s.io')))),
    ],
    barred: [],
    closed: [
      inNamespace('models', withPod(grantedInNamespace(rule('get, list, watch', 'configmaps')))),
      inNamespace(
        'models',
        `${withPod(grantedInNamespace(rule('create', 'configmaps')))}\n---\n${quota('models', 'configmaps: 10')}`,
      ),
      inNamespace(
        'models',
        `${withPod(grantedInNamespace(rule('create', 'jobs', 'batch')))}\n---\n${quota('models', 'count/jobs.batch: 10')}`,
      ),
    ],
    unknown: [withPod(grantedInNamespace(rule('create', 'configmaps')))],
  },
}

/** A kind that a quota can count, by the keys that do (Kubernetes documentation, Resource Quotas). */
interface Countable {
  readonly right: Right
  readonly keys: readonly string[]
}

function countable(resource: string, group = '', hasShortKey = false): Countable {
  const counted = group === '' ? `count/${resource}` : `count/${resource}.${group}`
  return { right: { verb: 'create', group, resource }, keys: hasShortKey ? [resource, counted] : [counted] }
}

const kinds: readonly Countable[] = [
  countable('pods', '', true),
  countable('configmaps', '', true),
  countable('secrets', '', true),
  countable('services', '', true),
  countable('persistentvolumeclaims', '', true),
  countable('events'),
  countable('events', 'events.k8s.io'),
  countable('serviceaccounts'),
  countable('leases', 'coordination.k8s.io'),
  countable('jobs', 'batch'),
  countable('cronjobs', 'batch'),
  countable('deployments', 'apps'),
  countable('networkpolicies', 'networking.k8s.io'),
]

function openings({ right, keys }: Countable, rights: Rights, terrain: Terrain): readonly Opening[] {
  return rights.anyOf([right]).flatMap((permission) => {
    const open = uncounted(permission, keys, terrain)
    if (open === undefined) return []
    const deed = `create ${right.resource} that nobody counts`
    return openingsBy(open, { to: [drainPosition('objects in etcd')], deed })
  })
}
