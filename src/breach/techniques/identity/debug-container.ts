import { rights } from '../../../controls/identity/abilities.ts'
import { grantedInNamespace, rule, withPod } from '../../../controls/identity/rbac-examples.ts'
import type { Pod } from '../../../model/pod.ts'
import { byRights, openingsBy } from '../../ways/account-openings.ts'
import { admissionBarriers } from '../../barriers/admission.ts'
import type { Permission } from '../../steps/permission.ts'
import type { Position } from '../../steps/position.ts'
import { nodesOf, sandboxBarriersOf } from '../../ways/routes-to-node.ts'
import { podTargets, podsNamed } from '../../ways/targets.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

const restricted = `apiVersion: v1
kind: Namespace
metadata: { name: models, labels: { pod-security.kubernetes.io/enforce: restricted } }`

export const debugContainer: Technique<'account'> = {
  id: 'K8S_EPHEMERAL',
  name: 'debug-container',
  title: 'An account puts its own container into a running pod',
  from: 'account',
  to: ['pods', 'pod', 'node'],
  guarantees: ['isolation', 'containment'],
  attack: ['T1609'],
  matrix: [],
  vector: 'misconfigured-container',
  barriers: ['A.rbac', 'A.psa', 'X.hypervisor'],
  controls: ['untrusted-pod-runs-in-pods', 'ephemeral-container-present'],
  rationale:
    'An ephemeral container joins a running pod with an image and a security context of the attacker’s choice: he is in the pod and, where nothing rejects a privileged one, on its node.',
  find: byRights((held, terrain) =>
    held.anyOf(addContainers).flatMap((permission) => [
      ...openingsBy(permission, {
        to: podTargets(permission, terrain),
        deed: 'add containers to running pods',
      }),
      ...toNodes(permission, terrain),
    ]),
  ),
  examples: {
    open: [
      withPod(grantedInNamespace(rule('patch', 'pods/ephemeralcontainers'))),
      withPod(grantedInNamespace(rule('update', '*/ephemeralcontainers'))),
      withPod(`${grantedInNamespace(rule('patch', 'pods/ephemeralcontainers'))}\n---\n${restricted}`),
    ],
    barred: [],
    closed: [
      withPod(grantedInNamespace(rule('patch', 'pods'))),
      withPod(grantedInNamespace(rule('create, get', 'pods/ephemeralcontainers'))),
    ],
    unknown: [withPod(grantedInNamespace(rule('{{ .Values.verb }}', 'pods/ephemeralcontainers')))],
  },
}

/** A privileged container in a running pod is on its node, unless admission rejects it or a sandbox holds it. */
function toNodes(permission: Permission, terrain: Terrain): readonly Opening[] {
  const ways = new Map<string, { readonly pod: Pod; readonly node: Position }>()
  for (const pod of podsNamed(permission, terrain)) {
    const isSandboxed = sandboxBarriersOf(pod, terrain).length > 0
    for (const node of nodesOf(pod, terrain)) {
      const key = `${pod.namespace} ${isSandboxed} ${node.key}`
      if (!ways.has(key)) ways.set(key, { pod, node })
    }
  }
  return [...ways.values()].flatMap(({ pod, node }) =>
    openingsBy(permission, {
      to: [node],
      deed: 'add privileged containers to running pods',
      barriers: [
        ...admissionBarriers(pod.namespace, 'baseline', terrain),
        ...sandboxBarriersOf(pod, terrain),
      ],
    }),
  )
}

const addContainers = rights(['update', 'patch'], '', 'pods/ephemeralcontainers')
