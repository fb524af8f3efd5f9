import type { Container } from '../../../model/pod.ts'
import type { StandingBarrier } from '../../steps/barrier.ts'
import { rootBarriers } from '../../barriers/user.ts'
import { openWhere } from '../../steps/condition.ts'
import { podMountingNode, podWith } from '../../examples/example-pods.ts'
import { findMount, type PathFound } from '../../ways/host-mounts.ts'
import { isTrusted, isUnclear } from '../../nodes/node-paths.ts'
import { nodesOf } from '../../ways/routes-to-node.ts'
import type { Technique } from '../../technique.ts'
import type { Opening } from '../../steps/opening.ts'
import type { Terrain } from '../../terrain.ts'

export const nodeFilesWrite: Technique<'container'> = {
  id: 'ESC_HOSTPATH_WRITE',
  name: 'node-files-write',
  title: 'A container writes what its node runs',
  from: 'container',
  to: ['node'],
  guarantees: ['containment', 'isolation'],
  attack: ['T1611'],
  matrix: ['MS-TA9013'],
  vector: 'misconfigured-container',
  barriers: ['A.psa', 'A.policy', 'K.nonroot', 'X.guest'],
  controls: [
    'host-path-writable',
    'host-path-volume',
    'system-directory-mounted',
    'node-state-mounted',
    'sandbox-undermined',
    'persistent-volume-on-node',
    'may-run-as-root',
  ],
  rationale:
    'Who writes where root on the node looks for programs, units, jobs, keys or plugins is root there soon. A user other than root cannot, as the folders are root’s; what everybody may write on a node, /tmp and sockets that ask who is calling, gives nothing by itself. A sandbox hands the path in as it is, and a user namespace maps its root to the files’ owner. Read-only is not read-only for what is mounted below: with the whole node come /run and /proc.',
  drift: {
    rejectedBy: 'baseline',
    field: 'host-path',
    to: (container, terrain) => nodesOf(container.pod, terrain),
    barriers: rootBarriers,
  },
  find: (container, terrain) => [
    ...writingTrusted(container, terrain),
    ...writingUnclear(container, terrain),
  ],
  examples: {
    open: [
      mounting('/'),
      mounting('/etc/'),
      mounting('/var'),
      mounting('/var/log'),
      mounting('/var/lib/../lib/kubelet/pods'),
      mounting('/var/lib/kubelet'),
      // A device plugin of one's own adds any mount to the next pod that asks for its device.
      mounting('/var/lib/kubelet/device-plugins'),
      mounting('/home/azureuser/.ssh'),
      mounting('/', 'readOnly: true'),
      mounting('/opt', 'subPath: cni/bin'),
      initMounting('/etc'),
      claimed('/usr'),
      mounting('/etc', '', 'hostUsers: false'),
      mounting('/etc', '', 'runtimeClassName: kata-vm-isolation'),
    ],
    barred: [
      {
        manifest: mounting('/etc', '', 'securityContext: { runAsUser: 1000 }'),
        facts: { nodeKernel: 'patched' },
      },
    ],
    closed: [
      '{}',
      mounting('/etc', 'readOnly: true'),
      mounting('/', 'readOnly: true, recursiveReadOnly: Enabled'),
      mounting('/mnt/models'),
      mounting('/models'),
      mounting('/etc/localtime'),
      mounting('/dev/shm'),
      mounting('/mnt', 'subPath: models'),
      podWith('volumes: [{ name: node, hostPath: { path: / } }]'),
    ],
    unknown: [
      mounting('/var/cache/models'),
      mounting('/var/lib/kubelet/cache'),
      mounting('/mnt'),
      mounting('"{{ .Values.cache }}"'),
      mounting('/etc', 'readOnly: "{{ .Values.readOnly }}"'),
      mounting('/', 'readOnly: true, recursiveReadOnly: IfPossible'),
      {
        manifest: mounting('/etc', '', 'securityContext: { runAsUser: "{{ .Values.user }}" }'),
        facts: { nodeKernel: 'patched' },
      },
    ],
  },
}

function writingTrusted(container: Container, terrain: Terrain): readonly Opening[] {
  const found = findMount(container, { isMeant: isTrusted, toWrite: true }, terrain.platform)
  if (found === undefined) return []
  return writing(container, terrain, { ...found, barriers: rootBarriers(container, terrain) })
}

/** Nobody knows who owns such a folder either: a user other than root may write to it as well. */
function writingUnclear(container: Container, terrain: Terrain): readonly Opening[] {
  const found = findMount(container, { isMeant: isUnclear, toWrite: true }, terrain.platform)
  if (found === undefined) return []
  const { path, condition } = found
  const question = `whether anything on the node runs or trusts what lies in ${path}`
  const unclear = condition.is === 'yes' ? { ...condition, is: 'unknown' as const, question } : condition
  return writing(container, terrain, { path, condition: unclear, barriers: [] })
}

interface Writing extends PathFound {
  readonly barriers: readonly StandingBarrier[]
}

function writing(
  { name, pod }: Container,
  terrain: Terrain,
  { path, condition, barriers }: Writing,
): readonly Opening[] {
  return openWhere([condition], () => ({
    to: nodesOf(pod, terrain),
    how: `Container ${name} may write to ${path} of its node.`,
    barriers,
  }))
}

function mounting(path: string, mount = '', spec = ''): string {
  return podMountingNode(path, {
    mount,
    spec,
    container: 'securityContext: { allowPrivilegeEscalation: false }',
  })
}

function initMounting(path: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  initContainers: [{ name: fetch, image: model, volumeMounts: [{ name: node, mountPath: /node }] }]
  containers: [{ name: server, image: model }]
  volumes: [{ name: node, hostPath: { path: ${path} } }]`
}

function claimed(path: string): string {
  return `apiVersion: v1
kind: PersistentVolume
metadata: { name: node }
spec: { hostPath: { path: ${path} }, accessModes: [ReadWriteOnce], capacity: { storage: 1Gi } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: models, namespace: acme }
spec: { volumeName: node, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: Pod
metadata: { name: model, namespace: acme }
spec:
  containers: [{ name: server, image: model, volumeMounts: [{ name: models, mountPath: /models }] }]
  volumes: [{ name: models, persistentVolumeClaim: { claimName: models } }]`
}
