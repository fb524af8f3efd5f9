import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import type { Right } from '../../../model/rbac-match.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { inNamespace, quota } from '../../examples/example-objects.ts'
import { drainPosition } from '../../steps/position.ts'
import { uncounted } from '../../ways/quotas.ts'
import type { Rights } from '../../accounts/rights.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const storageSpending: Technique<'account'> = {
  id: 'RES_STORAGE_SPEND',
  name: 'storage-spending',
  title: 'An account buys disks and addresses',
  from: 'account',
  to: ['drain'],
  guarantees: ['fair-share'],
  attack: ['T1496.004'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.quota', 'A.rbac'],
  controls: ['quota-without-volumes', 'quota-without-load-balancers', 'untrusted-pod-creates-volumes'],
  rationale:
    'A claim makes a disk, a snapshot a copy of it, a service of type LoadBalancer an address: each is bought in Azure and paid for until somebody deletes it. Only a quota of the namespace bounds how many.',
  find: byRights((rights, terrain) => bought.flatMap((each) => openings(each, rights, terrain))),
  examples: {
    open: [
      inNamespace('models', withPod(grantedInNamespace(rule('create', 'persistentvolumeclaims')))),
      inNamespace('models', withPod(grantedInNamespace(rule('create', 'services')))),
      withPod(granted(rule('create', 'volumesnapshots', 'snapshot.storage.k8s.io'))),
      inNamespace(
        'models',
        `${withPod(grantedInNamespace(rule('create', 'services')))}\n---\n${quota('models', 'services: 10')}`,
      ),
      inNamespace(
        'models',
        `${withPod(grantedInNamespace(rule('create', 'persistentvolumeclaims')))}\n---\n${quota('models', 'persistentvolumeclaims: 10')}`,
      ),
    ],
    barred: [],
    closed: [
      inNamespace('models', withPod(grantedInNamespace(rule('create', 'pods')))),
      inNamespace(
        'models',
        `${withPod(grantedInNamespace(rule('create', 'persistentvolumeclaims')))}\n---\n${quota('models', 'requests.storage: 1Ti')}`,
      ),
      inNamespace(
        'models',
        `${withPod(grantedInNamespace(rule('create', 'services')))}\n---\n${quota('models', 'services.loadbalancers: 0')}`,
      ),
    ],
    unknown: [withPod(grantedInNamespace(rule('create', 'persistentvolumeclaims')))],
  },
}

interface Bought {
  readonly right: Right
  /** What a quota bounds it by. */
  readonly keys: readonly string[]
  readonly what: string
}

const bought: readonly Bought[] = [
  {
    right: { verb: 'create', group: '', resource: 'persistentvolumeclaims' },
    keys: ['requests.storage'],
    what: 'disks',
  },
  {
    right: { verb: 'create', group: 'snapshot.storage.k8s.io', resource: 'volumesnapshots' },
    keys: ['count/volumesnapshots.snapshot.storage.k8s.io'],
    what: 'snapshots',
  },
  {
    right: { verb: 'create', group: '', resource: 'services' },
    keys: ['services.loadbalancers'],
    what: 'load balancers',
  },
]

function openings({ right, keys, what }: Bought, rights: Rights, terrain: Terrain): readonly Opening[] {
  return rights.anyOf([right]).flatMap((permission) => {
    const open = uncounted(permission, keys, terrain)
    if (open === undefined) return []
    const deed = `create ${right.resource} without bound`
    return openingsBy(open, { to: [drainPosition(what)], deed })
  })
}
