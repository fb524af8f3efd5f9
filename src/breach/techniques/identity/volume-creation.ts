import { rights } from '../../../controls/identity/abilities.ts'
import { granted, grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { nodePosition } from '../../steps/position.ts'
import type { Technique } from '../../technique.ts'
import { startPods } from '../../nodes/workload-kinds.ts'

export const volumeCreation: Technique<'account'> = {
  id: 'K8S_PV_CREATE',
  name: 'volume-creation',
  title: 'An account mounts the node’s disk as a volume',
  from: 'account',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac'],
  controls: ['role-creates-persistent-volumes', 'binding-creates-volumes', 'untrusted-pod-creates-volumes'],
  rationale:
    'Pod Security forbids hostPath in pods and never looks behind a claim. A persistent volume of the node’s root, a claim on it and a pod are enough, on any node that the volume names; as well as the disk of another tenant.',
  find: byRights((held, { pools }) =>
    held.allOf([createVolumes, createClaims, startPods]).flatMap((permission) =>
      openingsBy(permission, {
        to: pools.all.map(({ name }) => nodePosition(name)),
        deed: 'create volumes, claims and pods',
      }),
    ),
  ),
  examples: {
    open: [
      withPod(granted(rule('create', 'persistentvolumes, persistentvolumeclaims, pods'))),
      withPod(granted(rule('*', '*'))),
    ],
    barred: [],
    closed: [
      withPod(granted(rule('create', 'persistentvolumes'))),
      withPod(granted(rule('create', 'persistentvolumeclaims, pods'))),
      withPod(grantedInNamespace(rule('create', 'persistentvolumes, persistentvolumeclaims, pods'))),
      withPod(granted(rule('create', 'persistentvolumes, persistentvolumeclaims'), rule('get', 'pods'))),
    ],
    unknown: [
      withPod(
        granted(
          rule('create', 'persistentvolumeclaims, pods'),
          rule('{{ .Values.verb }}', 'persistentvolumes'),
        ),
      ),
    ],
  },
}

const createVolumes = rights(['create'], '', 'persistentvolumes')
const createClaims = rights(['create'], '', 'persistentvolumeclaims')
